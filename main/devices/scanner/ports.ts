import type { SerialPortFound } from '../../../preload/contract/devices.ts';

/** Makers whose USB serial ports are scanners: Honeywell (two), Zebra/Symbol, Datalogic, Opticon, 新大陆 Newland. */
const MAKERS = ['0C2E', '0536', '05E0', '05F9', '065A', '1EAB'];

/** A serial port that says by its USB numbers that it is a scanner. No scanner can be told apart by asking it. */
export const isScannerPort = ({ vidPid }: SerialPortFound): boolean =>
  vidPid !== null && MAKERS.includes(vidPid.slice(0, 4));
