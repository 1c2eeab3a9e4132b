/**
 * Stands for `@jest/globals` in the long fuzz run: the same fuzz.test.ts files, without a virtual context around them
 * (twice as fast), and so that one process can run its tests again and again.
 */
export { expect } from '@playwright/test';

interface Registered {
  readonly name: string;
  readonly run: () => unknown;
}

export const registered: Registered[] = [];

export function test(name: string, run: () => unknown): void {
  registered.push({ name, run });
}
