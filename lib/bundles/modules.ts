import type { FunctionFacts } from '../../lambda/platform/environment.ts';

/**
 * Where functions run. For AWS each is one module. For the embedded runtime they share modules, which
 * is much faster to build, and hold the adapters of `local/adapters` in place of those of AWS.
 */
export const targets = ['aws', 'embedded-runtime'] as const;
export type Target = (typeof targets)[number];

/** Content by file name; `index.mjs` has the handler and may import the others. */
export type Modules = ReadonlyMap<string, Uint8Array>;

/** What functions run, by entry point. */
export type ModulesByEntry = ReadonlyMap<FunctionFacts['entry'], Modules>;
