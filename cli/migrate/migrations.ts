import { ordered } from './migration.ts';
import type { Migration } from './migration.ts';

/** Every migration, oldest first; each is a file `<number>-<name>.ts` beside this one. None is needed yet. */
export const migrations: readonly Migration[] = ordered([]);
