import { join } from 'node:path';

/** What is made on this machine for the guest: its kernel (kernel.ts), and by lay-out.ts what follows. */
export const MADE = join(import.meta.dirname, '../../node_modules/.cache/usb-bench');
/** The programs, each in a few files with all it imports but native code. */
export const PROGRAMS = join(MADE, 'programs');
export const GUEST = join(PROGRAMS, 'guest.mjs');
/** `main/devices/process.ts`. */
export const DEVICES = join(PROGRAMS, 'devices.mjs');
/** The page that reads the document camera, in one file. */
export const PAGE = join(MADE, 'window/page.js');
/** What lies under the document camera, a JPEG. */
export const SHEET = join(MADE, 'window/sheet.jpg');
