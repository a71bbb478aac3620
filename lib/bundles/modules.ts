import type { FunctionFacts } from '../../lambda/platform/environment.ts';

/**
 * Where functions run. Those for AWS share modules with others that have the same adapters; those of the
 * embedded runtime share them all, and use `local/adapters` instead of the adapters for AWS.
 */
export const targets = ['aws', 'embedded-runtime'] as const;
export type BundleTarget = (typeof targets)[number];

/** Content by file name; `index.mjs` has the handler and may import the others. */
export type Modules = ReadonlyMap<string, Uint8Array>;

/** The modules by entry point. */
export type ModulesByEntry = ReadonlyMap<FunctionFacts['entry'], Modules>;
