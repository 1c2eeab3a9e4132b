import { redact } from '../../preload/contract/redact.ts';

/** A line of the shell on stderr; no citizen number stands in it, whatever failed. */
export const log = (line: string) => process.stderr.write(`${redact(line)}\n`);
