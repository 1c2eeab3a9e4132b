import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const USBMISC = '/sys/class/usbmisc';

/** A printer of the USB printer class as Linux tells of it, without a byte having been sent to it. */
export interface UsbPrinter {
  /** `/dev/usb/lp0`; the number is given in the order of plugging and may be another one tomorrow. */
  readonly path: string;
  /** `04B8:0E15`. */
  readonly vidPid: string;
  /** Empty where the maker gave none. */
  readonly serialNo: string;
  readonly maker: string;
  readonly model: string;
  /** The languages it says it understands (IEEE 1284 `CMD`). */
  readonly commands: string;
}

/** `MFG:EPSON;MDL:TM-T20;CMD:ESC/POS;` by key; long and short keys mean the same. IEEE 1284-2000 §7.6. */
export function fieldsOf(id: string): { maker: string; model: string; commands: string } {
  const fields = new Map<string, string>();
  for (const part of id.split(';')) {
    const at = part.indexOf(':');
    if (at > 0) fields.set(part.slice(0, at).trim().toUpperCase(), part.slice(at + 1).trim());
  }
  const of = (...keys: string[]) => keys.map((key) => fields.get(key)).find(Boolean) ?? '';
  return { maker: of('MFG', 'MANUFACTURER'), model: of('MDL', 'MODEL'), commands: of('CMD', 'COMMAND SET') };
}

/** The USB printers that are plugged in now, in the order of their numbers; none where there is no Linux. */
export async function usbPrinters(usbmisc = USBMISC): Promise<UsbPrinter[]> {
  const names = (await readdir(usbmisc).catch(() => [])).filter((name) => /^lp\d+$/.test(name));
  names.sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)));
  const found = await Promise.all(names.map((name) => describe(usbmisc, name)));
  return found.filter((one) => one !== null);
}

async function describe(usbmisc: string, name: string): Promise<UsbPrinter | null> {
  const word = (path: string) => readFile(path, 'utf8').then((text) => text.replaceAll('\0', '').trim());
  try {
    // The printer's interface; the device it belongs to is the folder above.
    const face = await realpath(join(usbmisc, name, 'device'));
    const device = dirname(face);
    const [vendor, product] = await Promise.all([word(join(device, 'idVendor')), word(join(device, 'idProduct'))]);
    const { maker, model, commands } = fieldsOf(await word(join(face, 'ieee1284_id')).catch(() => ''));
    return {
      path: `/dev/usb/${name}`,
      vidPid: `${vendor}:${product}`.toUpperCase(),
      serialNo: await word(join(device, 'serial')).catch(() => ''),
      maker: maker || (await word(join(device, 'manufacturer')).catch(() => '')),
      model: model || (await word(join(device, 'product')).catch(() => '')),
      commands,
    };
  } catch {
    // Pulled while it was looked at.
    return null;
  }
}

const POS = /esc[/-]?pos|receipt|thermal|\bpos|热敏|小票|票据|\bTM-|\b(?:XP|GP|RP|SP)-?[0-9A-Z]*(?:58|76|80)/i;
const OFFICE = /pcl|postscript|\bps\b|pjl|\bpdf\b|zjs|urf|pwg|escpl|escpage|brother|hbp|gdi|spl/i;

export type PrinterLooks = 'says-receipt' | 'like-receipt' | 'unknown' | 'office';

/** What a printer is by its own words: one that speaks a page language is never a receipt printer. */
export function looksOf({ model, commands }: Pick<UsbPrinter, 'model' | 'commands'>): PrinterLooks {
  if (/esc[/-]?pos/i.test(commands)) return 'says-receipt';
  if (OFFICE.test(commands)) return 'office';
  return POS.test(model) ? 'like-receipt' : 'unknown';
}

/** Which printer is meant by an address; `null` members match any. */
export interface UsbPrinterWanted {
  readonly vidPid: string | null;
  readonly serialNo: string | null;
}

const RANK: readonly PrinterLooks[] = ['says-receipt', 'like-receipt', 'unknown'];

/** The printer meant, wherever it is plugged in now. `auto` takes the one most like a receipt printer. */
export function choosePrinter(printers: readonly UsbPrinter[], wanted: UsbPrinterWanted): UsbPrinter | undefined {
  const { vidPid, serialNo } = wanted;
  if (vidPid !== null)
    return printers.find((one) => one.vidPid === vidPid && (serialNo === null || one.serialNo === serialNo));
  return printers
    .filter((one) => looksOf(one) !== 'office')
    .sort((a, b) => RANK.indexOf(looksOf(a)) - RANK.indexOf(looksOf(b)))[0];
}

/** `usb:04B8:0E15:SERIAL`: the same printer under whatever number. */
export const usbAddress = ({ vidPid, serialNo }: UsbPrinter): string =>
  /^[^\s?]{1,64}$/.test(serialNo) ? `usb:${vidPid}:${serialNo}` : `usb:${vidPid}`;
