import { resolve } from 'node:path';
import type * as source from './built-pages.ts';

/** The pages as they were built and tested for the package. */
export const builtPages: typeof source.builtPages = () => resolve(import.meta.dirname, '../../web');
