import { z } from 'zod';

/** A call as displays show it: `A012`, `1号窗口`, 请到…办理. */
export const queueCall = z.object({
  number: z.string().min(1).max(8),
  window: z.string().min(1).max(20),
  text: z.string().max(60),
});
export type QueueCall = z.infer<typeof queueCall>;

/**
 * How a board wants to be told. `{num}`, `{window}` and `{text}` stand for the call, `{cs}` for the checksum of what
 * stands before it (two hex digits), `\r`, `\n`, `\t`, `\\` and `\xHH` for bytes.
 */
export const displayTemplate = z.object({
  template: z.string().min(1).max(200),
  checksum: z.enum(['none', 'xor', 'sum']),
  encoding: z.enum(['gb18030', 'ascii']),
});
export type DisplayTemplate = z.infer<typeof displayTemplate>;

/** What most boards take as they come: a line of text. */
export const PLAIN_TEMPLATE: DisplayTemplate = {
  template: '{num} {window}\\r\\n',
  checksum: 'none',
  encoding: 'gb18030',
};
