import type { FunctionFacts } from '../../lambda/platform/environment.ts';

/**
 * Where functions run. For AWS, each function is one module, and the authorizer has others that it
 * loads when it needs them. For the embedded runtime they share
 * modules, which is much faster to build, and use `local/adapters` instead of the adapters for AWS.
 */
export const targets = ['aws', 'embedded-runtime'] as const;
export type BundleTarget = (typeof targets)[number];

/** Content by file name; `index.mjs` has the handler and may import the others. */
export type Modules = ReadonlyMap<string, Uint8Array>;

/** The modules by entry point. */
export type ModulesByEntry = ReadonlyMap<FunctionFacts['entry'], Modules>;
