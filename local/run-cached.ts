import { enableCompileCache, flushCompileCache } from 'node:module';
import { compileCache } from './compile-cache.ts';

// Before anything else is loaded, because all of it is TypeScript in a checkout.
enableCompileCache(compileCache);
await import('./run.ts');
flushCompileCache();
