import type { Shell } from './shell.ts';

/** What a shell does for the office, where a test needs none of it. */
export const noServices: Shell['services'] = {
  info: { kind: 'browser', displayAvailable: false, secretsAvailable: false },
  renderPdf: () => Promise.reject(new Error('no papers here')),
  printers: async () => [],
  printA4: () => Promise.reject(new Error('no printer here')),
  wrapSecret: async (plain) => plain,
  unwrapSecret: async (wrapped) => wrapped,
  openDisplay: async () => ({ opened: false }),
};
