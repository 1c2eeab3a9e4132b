import type { z } from 'zod';
import { type DeviceConfig, type printedPaperSchema, SIMULATOR } from '../../../preload/contract/devices.ts';
import type { TrainingFamily } from '../../../preload/contract/training.ts';
import { CardReaderSimulator } from './id-card.ts';
import { LoopbackPlace } from './loopback-place.ts';
import { ReceiptPrinterSimulator } from './receipt-printer.ts';
import { ScannerSimulator } from './scanner.ts';
import { SignaturePadSimulator } from './signature-pad.ts';

/** The driver dials at once; a busy PC takes its time. */
const DIAL_MS = 10_000;

type Family = Exclude<TrainingFamily, 'bodycam'>;

/** The tray: simulators on loopback ports, so that drivers reach them as they reach real devices. */
export class DemoTray {
  readonly #places = {
    'id-card': new LoopbackPlace(() => new CardReaderSimulator()),
    'signature-pad': new LoopbackPlace(() => new SignaturePadSimulator()),
    'receipt-printer': new LoopbackPlace(() => new ReceiptPrinterSimulator(58)),
    scanner: new LoopbackPlace(() => new ScannerSimulator()),
  };
  readonly #training = new Set<Family>();

  /** Starts reader and printer. @returns their addresses */
  async start(): Promise<{ idCard: string; receiptPrinter: string }> {
    const [idCard, receiptPrinter] = await Promise.all([this.address('id-card'), this.address('receipt-printer')]);
    return { idCard, receiptPrinter };
  }

  /** Where the simulator of a family listens; starts it when it does not. */
  address(kind: Family): Promise<string> {
    return this.#places[kind].address();
  }

  /** After a configuration: what was trained with and is not any more is put away, and its port is free. */
  async follow({ idCard, signaturePad, receiptPrinter, scanner }: DeviceConfig): Promise<void> {
    const now: [Family, string | null | undefined][] = [
      ['id-card', idCard === null ? null : idCard?.path],
      ['signature-pad', signaturePad === null ? null : signaturePad?.path],
      ['receipt-printer', receiptPrinter === null ? null : receiptPrinter?.address],
      ['scanner', scanner === null ? null : scanner?.path],
    ];
    for (const [family, address] of now) {
      if (address === SIMULATOR) this.#training.add(family);
      else if (address !== undefined && this.#training.delete(family)) await this.#places[family].close();
    }
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.#places).map((place) => place.close()));
  }

  get reader(): Promise<CardReaderSimulator> {
    return this.#places['id-card'].started();
  }

  get printer(): Promise<ReceiptPrinterSimulator> {
    return this.#places['receipt-printer'].started();
  }

  get pad(): Promise<SignaturePadSimulator> {
    return this.#places['signature-pad'].started();
  }

  get scanner(): Promise<ScannerSimulator> {
    return this.#places.scanner.started();
  }

  /** Reads a code as soon as the driver has found the scanner. @throws Refusal DEV-909 */
  async scan(text: string): Promise<void> {
    const scanner = await this.scanner;
    await scanner.dialled(DIAL_MS);
    await scanner.scan(text);
  }

  /** What lies on the tray now; looking starts nothing. */
  view(): { laid: string; paperIn: boolean; papers: z.infer<typeof printedPaperSchema>[] } {
    const printer = this.#places['receipt-printer'].present;
    const papers = printer?.papers() ?? [];
    return {
      laid: this.#places['id-card'].present?.laid ?? '',
      paperIn: printer?.paperIn ?? true,
      papers: papers.map(({ lines, qrCodes, cut }) => ({
        lines: lines.map((line) => line.text),
        looks: lines.map(({ align, double, bold }) => ({ align, double, bold })),
        qrCodes: [...qrCodes],
        cut,
      })),
    };
  }
}
