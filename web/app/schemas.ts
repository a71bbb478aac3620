import type { components } from '../../client/index.ts';

/** What the API answers and takes, by name. */
export type Schemas = components['schemas'];
