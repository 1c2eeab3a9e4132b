import { enableCompileCache } from 'node:module';
import { COMPILED } from './compiled.ts';

/** `npm start`. Everything else is loaded behind the cache of compiled sources. */
enableCompileCache(COMPILED);
await import('./launch.ts');
