import { join } from 'node:path';

/**
 * Where Node keeps the compiled sources of shell, office and devices: the second start is a third faster. It lies
 * beside the sources, so that nobody else can write it.
 */
export const COMPILED = join(import.meta.dirname, '../../node_modules/.cache/compiled');
