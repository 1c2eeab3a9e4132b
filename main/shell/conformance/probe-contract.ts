import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { shellInfoSchema } from '../../../preload/contract/shell.ts';

/** What the probe office answers a window: each procedure shows one thing that a shell must carry. */
export const probeContract = {
  whoAmI: oc.output(z.object({ windowId: z.string(), arguments: z.array(z.string()) })),
  /** How often the devices process was started, as the office was told, and that it answers. */
  devices: oc.output(z.object({ starts: z.number(), heard: z.array(z.string()), pid: z.number().nullable() })),
  killDevices: oc.output(z.void()),
  die: oc.output(z.void()),
  bytes: oc.input(z.instanceof(Blob)).output(z.instanceof(Blob)),
  count: oc.input(z.number()).output(eventIterator(z.number())),
  shellInfo: oc.output(shellInfoSchema),
  pdf: oc.input(z.object({ html: z.string(), landscape: z.boolean().optional() })).output(z.instanceof(Blob)),
  openDisplay: oc.output(z.object({ opened: z.boolean() })),
  /** The code of the refusal, or null when secrets work and came back unchanged. */
  secret: oc.output(z.object({ refused: z.string().nullable() })),
};

export const probeDevicesContract = { ping: oc.output(z.number()), die: oc.output(z.void()) };

export const PROBE_TICKET = 'ticket-of-the-probe';
/** Stored files of the probe office by the first letter of their (invented) hash. */
export const PROBE_FILES = { pdf: 'a'.repeat(64), footage: 'b'.repeat(64), page: 'c'.repeat(64) } as const;
