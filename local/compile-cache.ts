import { resolve } from 'node:path';

/**
 * Where Node.js caches compiled code, and TypeScript without its types, for the runtime and its
 * functions. It has no data, so all homes share it.
 */
export const compileCache: string =
  process.env['NODE_COMPILE_CACHE'] ?? resolve('node_modules/.cache/custos');
