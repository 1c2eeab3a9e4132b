import { type Logger, pino } from 'pino';
import { redactLine } from '../../preload/contract/redact.ts';

/**
 * A log of one process: one JSON line an event on stderr (or in `file`), stdout stays free for what a command says.
 * No citizen number ever reaches it, wherever it stands in the event.
 */
export function createLog(options: { readonly name: string; readonly file?: string }): Logger {
  return pino(
    { name: options.name, hooks: { streamWrite: redactLine }, serializers: { error: pino.stdSerializers.err } },
    pino.destination({ dest: options.file ?? 2, sync: true, mkdir: true }),
  );
}

/** The log of the office process. */
export const log = createLog({ name: 'office' });
