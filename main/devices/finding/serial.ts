import type { DeviceFound, SerialPortFound } from '../../../preload/contract/devices.ts';
import { CannotConnect } from '../cannot-connect.ts';
import { type Clock, systemClock } from '../clock.ts';
import { candidatesAt, hasBridge, isUsable } from '../id-card/candidates.ts';
import { connectReader } from '../id-card/connect.ts';
import { openPrinter, parsePrinterAddress } from '../printer/address.ts';
import { LinkClosed, NotAPrinter, PrinterLink } from '../printer/link.ts';
import { Trace } from '../trace.ts';
import { parseAddress } from '../transport/address.ts';
import { isOpenHere } from '../transport/serial.ts';

/**
 * What is on the serial ports. Only a port behind a USB bridge of the kind that readers and printers have is spoken to,
 * first with the three harmless bytes of a printer's status question, then with the reader's. Built-in ports, modems
 * and makes that nobody knows are named and left alone.
 */
export async function findSerial(
  ports: readonly SerialPortFound[],
  clock: Clock = systemClock,
): Promise<DeviceFound[]> {
  const found = await Promise.all(ports.filter(isUsable).map((port) => lookAt(port, clock)));
  return found;
}

async function lookAt(port: SerialPortFound, clock: Clock): Promise<DeviceFound> {
  const at = { address: port.path, inUse: false };
  const unsure = (why: string): DeviceFound => ({
    ...at,
    kinds: ['id-card', 'receipt-printer'],
    title: `串口 ${port.path}${port.maker ? `（${port.maker}）` : ''}`,
    why,
    sureness: 'unsure',
  });
  if (!hasBridge(port)) return unsure('不认识这个串口的型号，没有向它发送任何内容。知道它接着什么，就在右边选。');
  // Not the port of anybody yet, but a device that is set to `auto` is just asking there.
  if (isOpenHere(port.path)) return unsure(OURS);
  if (await answersAsPrinter(port.path, clock))
    return {
      ...at,
      kinds: ['receipt-printer'],
      title: `小票打印机，串口 ${port.path}`,
      why: '问了打印机状态，它按小票打印机的规矩回答了。',
      sureness: 'sure',
    };
  const reader = await readerAt(port.path, clock);
  if (typeof reader === 'string') return unsure(isOpenHere(port.path) ? OURS : reader);
  return {
    ...at,
    kinds: ['id-card'],
    title: `身份证读卡器，串口 ${port.path}`,
    why: reader.samId ? `读卡器报出了安全模块编号 ${reader.samId}。` : '按读卡器的规矩回答了。',
    sureness: 'sure',
  };
}

/** DLE EOT: a printer answers with one byte, anything else ignores three bytes without a line end. */
async function answersAsPrinter(path: string, clock: Clock): Promise<boolean> {
  const transport = await openPrinter(parsePrinterAddress(path)).catch(() => null);
  if (!transport) return false;
  const link = new PrinterLink(transport, clock, new Trace(clock));
  try {
    return (await link.condition()) !== null;
  } catch (error) {
    if (error instanceof NotAPrinter || error instanceof LinkClosed) return false;
    throw error;
  } finally {
    await link.close();
  }
}

/** @returns its module number, or why it is not known to be a reader */
export async function readerAt(path: string, clock: Clock): Promise<{ samId: string } | string> {
  try {
    const { module, samId } = await connectReader(candidatesAt(parseAddress(path, 0)), clock, new Trace(clock));
    await module.close();
    return { samId };
  } catch (error) {
    if (!(error instanceof CannotConnect)) throw error;
    const { code, sentence } = error.told;
    return SAYS_NOTHING.includes(code)
      ? '问过读卡器和打印机的问题，都没有回答；可能没有通电，也可能是别的设备。'
      : `${sentence}（${code}）`;
  }
}

const OURS = '设置里自动寻找的设备正在问这个串口，这次没有再问它。请过几秒再查找一次。';
/** Silence, or an answer that is no reader's. */
const SAYS_NOTHING = ['DEV-101', 'DEV-104', 'DEV-105'];
