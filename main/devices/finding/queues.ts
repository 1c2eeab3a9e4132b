import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DeviceFound } from '../../../preload/contract/devices.ts';
import { looksOf } from '../printer/usb-printers.ts';

const ANSWER_MS = 8000;
const PRINTERS_OF_WINDOWS =
  '[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-CimInstance Win32_Printer | ForEach-Object { $_.Name }';

/** Asks the print service for its queues; none where there is no service. Nothing is printed. */
export async function printQueues(
  [program, ...args]: readonly string[] = process.platform === 'win32'
    ? ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', PRINTERS_OF_WINDOWS]
    : ['lpstat', '-e'],
): Promise<string[]> {
  const run = promisify(execFile)(program ?? '', args, { timeout: ANSWER_MS, windowsHide: true });
  const { stdout } = await run.catch(() => ({ stdout: '' }));
  return stdout
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

export function foundQueue(name: string): DeviceFound {
  const like = looksOf({ model: name, commands: '' }) === 'like-receipt';
  return {
    kinds: ['receipt-printer'],
    address: `spool:${name}`,
    title: `系统打印队列 ${name}`,
    why: like
      ? '从名称看是小票打印机；经打印队列打印，缺纸等情况程序看不到。'
      : '系统里的打印机，不知道是不是小票打印机；A4 打印机请不要选。',
    sureness: like ? 'likely' : 'unsure',
    inUse: false,
  };
}
