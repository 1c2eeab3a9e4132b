import type { DeviceFound } from '../../../preload/contract/devices.ts';
import { looksOf, type PrinterLooks, type UsbPrinter, usbAddress } from '../printer/usb-printers.ts';
import { knownModel } from '../signature-pad/models.ts';
import { hex4 } from '../transport/hid.ts';
import type { HidPath } from '../transport/node-hid.ts';

const WORDS: Record<PrinterLooks, Pick<DeviceFound, 'why' | 'sureness'>> = {
  'says-receipt': { why: '它说自己用 ESC/POS 指令，是小票打印机。没有向它发送任何内容。', sureness: 'sure' },
  'like-receipt': { why: '从型号看是小票打印机。没有向它发送任何内容。', sureness: 'likely' },
  unknown: { why: '不知道是不是小票打印机。没有向它发送任何内容，接入后请打印测试页看看。', sureness: 'unsure' },
  office: { why: '它是 A4 打印机，不能打小票；文书请用系统打印。', sureness: 'unsure' },
};

/** A printer at the USB port, known by its own words; it is remembered by itself and not by its number. */
export function foundPrinter(printer: UsbPrinter): DeviceFound {
  const name = [printer.maker, printer.model].filter(Boolean).join(' ') || printer.vidPid;
  return {
    kinds: ['receipt-printer'],
    address: usbAddress(printer),
    title: `USB 打印机 ${name}`,
    ...WORDS[looksOf(printer)],
    inUse: false,
  };
}

/** A signature pad of the family is one by its numbers. */
export function foundPad({ vendorId, productId }: HidPath): DeviceFound {
  const numbers = `${hex4(vendorId)}:${hex4(productId)}`;
  return {
    kinds: ['signature-pad'],
    address: `hid://${numbers}`,
    title: `签字板 Wacom ${knownModel(productId)?.model ?? numbers}`,
    why: '从 USB 编号认出是 Wacom 签字板。',
    sureness: 'sure',
    inUse: false,
  };
}

export function foundReader(numbers: string, answer: { samId: string } | string): DeviceFound {
  const sure = typeof answer !== 'string';
  return {
    kinds: ['id-card'],
    address: `hid://${numbers}`,
    title: `身份证读卡器，USB ${numbers}`,
    why: sure ? `读卡器报出了安全模块编号 ${answer.samId}。` : `从 USB 编号看是读卡器，但没有连通：${answer}`,
    sureness: sure ? 'sure' : 'likely',
    inUse: false,
  };
}
