import type { z } from 'zod';
import type { printedPaperSchema } from '../../../preload/contract/devices.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { TrainingFamily } from '../../../preload/contract/training.ts';
import { CardReaderSimulator } from './id-card.ts';
import { ReceiptPrinterSimulator } from './receipt-printer.ts';
import { ScannerSimulator } from './scanner.ts';
import { SignaturePadSimulator } from './signature-pad.ts';

/** The driver dials at once; a busy PC takes its time. */
const DIAL_MS = 10_000;

/** The demo tray: a reader and a printer on loopback ports, so that drivers reach them as they reach real ones. */
export class DemoTray {
  #started: Promise<{ idCard: string; receiptPrinter: string }> | null = null;
  #reader: CardReaderSimulator | null = null;
  #printer: ReceiptPrinterSimulator | null = null;
  #pad: SignaturePadSimulator | null = null;
  #padAt: Promise<string> | null = null;
  #scanner: ScannerSimulator | null = null;
  #scannerAt: Promise<string> | null = null;

  /** Starts both once. @returns their addresses */
  start(): Promise<{ idCard: string; receiptPrinter: string }> {
    this.#started ??= this.#open();
    return this.#started;
  }

  /** Where the simulator of a family listens; starts it when it does not. */
  async address(kind: Exclude<TrainingFamily, 'bodycam'>): Promise<string> {
    if (kind === 'signature-pad') return this.#padAt ?? this.padStart();
    if (kind === 'scanner') {
      this.#scannerAt ??= this.#openScanner();
      return this.#scannerAt;
    }
    const { idCard, receiptPrinter } = await this.start();
    return kind === 'id-card' ? idCard : receiptPrinter;
  }

  async stop(): Promise<void> {
    this.#started = null;
    this.#padAt = null;
    this.#scannerAt = null;
    await Promise.all([this.#reader?.close(), this.#printer?.close(), this.#pad?.close(), this.#scanner?.close()]);
    this.#pad = null;
    this.#scanner = null;
  }

  get reader(): CardReaderSimulator {
    return this.#reader ?? refuse('DEV-905', '演示设备还没有启动，请在演示办公室里使用。');
  }

  get printer(): ReceiptPrinterSimulator {
    return this.#printer ?? refuse('DEV-905', '演示设备还没有启动，请在演示办公室里使用。');
  }

  /** Starts a pad, plugged in; one that was there is gone. @returns its address */
  padStart(): Promise<string> {
    this.#padAt = this.#openPad();
    return this.#padAt;
  }

  async #openPad(): Promise<string> {
    await this.#pad?.close();
    this.#pad = new SignaturePadSimulator();
    return `tcp://127.0.0.1:${await this.#pad.listen(0)}?simulated`;
  }

  get pad(): SignaturePadSimulator {
    return this.#pad ?? refuse('DEV-905', '演示设备还没有启动，请在演示办公室里使用。');
  }

  get scanner(): ScannerSimulator {
    return this.#scanner ?? refuse('DEV-905', '演示设备还没有启动，请在演示办公室里使用。');
  }

  /** Reads a code as soon as the driver has found the scanner. @throws Refusal DEV-909 */
  async scan(text: string): Promise<void> {
    await this.address('scanner');
    await this.scanner.dialled(DIAL_MS);
    await this.scanner.scan(text);
  }

  papers(): z.infer<typeof printedPaperSchema>[] {
    return this.printer.papers().map(({ lines, qrCodes, cut }) => ({
      lines: lines.map((line) => line.text),
      qrCodes: [...qrCodes],
      cut,
    }));
  }

  async #open() {
    this.#reader = new CardReaderSimulator();
    this.#printer = new ReceiptPrinterSimulator(58);
    const [card, paper] = await Promise.all([this.#reader.listen(0), this.#printer.listen(0)]);
    return {
      idCard: `tcp://127.0.0.1:${card}?simulated`,
      receiptPrinter: `tcp://127.0.0.1:${paper}?simulated`,
    };
  }

  async #openScanner(): Promise<string> {
    this.#scanner = new ScannerSimulator();
    return `tcp://127.0.0.1:${await this.#scanner.listen(0)}?simulated`;
  }
}
