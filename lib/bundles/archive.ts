import type { BundleTarget, ModulesByEntry } from './modules.ts';

/** In the package, next to the code that reads it: all modules, for AWS and the embedded runtime. */
export const archiveName = 'modules.br';

/** The targets share their sources too: one archive is 2.4 MB, one for each would be 4 MB. */
export type ArchivedModules = ReadonlyMap<BundleTarget, ModulesByEntry>;

/** 128 MB, more than all functions have. A reader has to allow more than the 16 MB of RFC 7932. */
export const windowBits = 27;
