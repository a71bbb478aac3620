import type { Schemas } from '../../app/api.tsx';

export type OwnRecord = Schemas['OwnRecord'];
