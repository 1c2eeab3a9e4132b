import { z } from 'zod';

/**
 * One end of a two-way pipe between processes. The carrier differs (MessagePort, child process IPC, WebSocket),
 * the contract does not: every `Port` fits `SupportedMessagePort` of `@orpc/client/message-port` and
 * `@orpc/server/message-port`. Carries strings and bytes, in order. `close` comes once, whoever ended it.
 */
export interface Port {
  postMessage(data: unknown): void;
  on(event: string, listener: (event?: { data: unknown }) => void): void;
  /** Ends the pipe; the other end hears `close`. */
  close(): void;
}

/**
 * What stands at the other end of a port that the office or the devices process is handed.
 * - `window`: a screen; the office serves. `windowId` is the same after a reload or a lost connection.
 * - `shell`: the office is the client of {@link file://./shell.ts shellContract}. In the devices process nothing is said
 *   on it: it leaves when this port closes.
 * - `door`: the office serves {@link file://./shell.ts doorContract} to the shell (files, closing).
 * - `devices`: the devices process serves; `starts` counts its starts (2 = it died once and was restarted).
 * - `office`: in the devices process, the office asks.
 */
export const helloSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('window'), windowId: z.string().min(1) }),
  z.object({ role: z.literal('shell') }),
  z.object({ role: z.literal('door') }),
  z.object({ role: z.literal('devices'), starts: z.number().int().min(1) }),
  z.object({ role: z.literal('office') }),
]);
export type Hello = z.infer<typeof helloSchema>;
