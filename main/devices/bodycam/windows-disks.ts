import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { LineLimit } from '../transport/line-limit.ts';

/** A drive with a volume in it. */
export interface Disk {
  /** `E:` */
  readonly drive: string;
  readonly label: string;
  /** Eight hex digits; null where Windows tells none. */
  readonly serial: string | null;
  readonly removable: boolean;
}

/** Of Win32_LogicalDisk.DriveType. */
const REMOVABLE = 2;
/** Bytes of a line: all letters from A to Z with long labels are less. */
const LONGEST_LINE = 65_536;
const FRESH_MS = 10_000;
/** A PowerShell on an old PC needs some seconds for its first line; one that hangs never writes it. */
const FIRST_MS = 10_000;

/**
 * One PowerShell that writes one line a second: starting one for every look would cost more than the look. It ends with
 * whoever reads it, because nobody takes its lines any more.
 */
const SCRIPT = `$ErrorActionPreference='Stop'; [Console]::OutputEncoding=[Text.Encoding]::UTF8; while($true){
$d=@(Get-CimInstance Win32_LogicalDisk | Select-Object DeviceID,DriveType,VolumeName,VolumeSerialNumber)
[Console]::Out.WriteLine((ConvertTo-Json -Compress -InputObject $d)); Start-Sleep -Milliseconds 1000 }`;

interface Command {
  readonly program: string;
  readonly args: readonly string[];
}
const POWERSHELL: Command = { program: 'powershell.exe', args: ['-NoProfile', '-NonInteractive', '-Command', SCRIPT] };

/** Reads one line of the listing: an array, or one object where there is one drive. Null where it is neither. */
export function parseDisks(line: string): Disk[] | null {
  let told: unknown;
  try {
    // Windows PowerShell may begin its output with a mark of the encoding.
    told = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  if (typeof told !== 'object' || told === null) return null;
  return (Array.isArray(told) ? told : [told]).flatMap((one: Record<string, unknown> | null) => {
    const drive = one?.DeviceID;
    const serial = one?.VolumeSerialNumber;
    // Without a number there is no volume in the drive: an empty card slot, a disc drive.
    if (typeof drive !== 'string' || !/^[A-Z]:$/i.test(drive) || typeof serial !== 'string' || serial === '') return [];
    const label = typeof one?.VolumeName === 'string' ? one.VolumeName : '';
    return [
      { drive: drive.toUpperCase(), label, serial: serial.toUpperCase(), removable: one?.DriveType === REMOVABLE },
    ];
  });
}

/** The drives of a Windows PC as PowerShell tells them, once a second. */
export class WindowsDisks {
  readonly #command: Command;
  #child: ChildProcessByStdio<null, Readable, null> | null = null;
  #disks: Disk[] = [];
  #toldAt = 0;
  #first: Promise<void> = Promise.resolve();
  #firstCame: () => void = () => undefined;
  readonly #firstMs: number;

  constructor(command: Command = POWERSHELL, firstMs = FIRST_MS) {
    this.#command = command;
    this.#firstMs = firstMs;
  }

  /** What the last line told; nothing where the lines stopped coming. The first line is waited for, but not for ever. */
  async list(): Promise<Disk[]> {
    if (this.#child === null) this.#start();
    await this.#first;
    return Date.now() - this.#toldAt < FRESH_MS ? this.#disks : [];
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    child?.kill();
    this.#firstCame();
  }

  #start(): void {
    const { program, args } = this.#command;
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
    this.#child = child;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#first = promise;
    const late = setTimeout(resolve, this.#firstMs);
    this.#firstCame = () => {
      clearTimeout(late);
      resolve();
    };
    const came = this.#firstCame;
    const over = () => {
      if (this.#child === child) this.#child = null;
      came();
    };
    child.once('error', over);
    child.once('exit', over);
    const limit = new LineLimit(LONGEST_LINE);
    child.stdout.on('data', (chunk: Buffer) => limit.exceededBy(chunk) && child.kill());
    createInterface({ input: child.stdout }).on('line', (line) => {
      const disks = parseDisks(line);
      if (disks === null || this.#child !== child) return;
      this.#disks = disks;
      this.#toldAt = Date.now();
      came();
    });
  }
}
