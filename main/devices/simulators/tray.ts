import type { z } from 'zod';
import { type DeviceConfig, SIMULATOR } from '../../../preload/contract/devices.ts';
import type { DisplayTemplate } from '../../../preload/contract/queue-display.ts';
import type { TrainingFamily } from '../../../preload/contract/training.ts';
import type { traySchema } from '../../../preload/contract/tray.ts';
import type { ControlledCameraSimulator } from './controlled-camera.ts';
import { HelpedCamera } from './helped-camera.ts';
import { CardReaderSimulator } from './id-card.ts';
import { LoopbackPlace } from './loopback-place.ts';
import { QueueDisplaySimulator } from './queue-display.ts';
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
    'queue-display': new LoopbackPlace(() => new QueueDisplaySimulator()),
    'camera-control': new LoopbackPlace(() => new HelpedCamera()),
  };
  readonly #training = new Set<Family>();

  /** Starts reader and printer. @returns their addresses */
  async start(): Promise<{ idCard: string; receiptPrinter: string }> {
    const [idCard, receiptPrinter] = await Promise.all([this.address('id-card'), this.address('receipt-printer')]);
    return { idCard, receiptPrinter };
  }

  /** Where the simulator of a family listens; starts it when it does not. A board is told what it has to understand. */
  async address(kind: Family, template?: DisplayTemplate): Promise<string> {
    if (template) (await this.board).setTo(template);
    return this.#places[kind].address();
  }

  /** After a configuration: what was trained with and is not any more is put away, and its port is free. */
  async follow(config: DeviceConfig): Promise<void> {
    const { idCard, signaturePad, receiptPrinter, scanner, queueDisplay, cameraControl } = config;
    const now: [Family, string | null | undefined][] = [
      ['id-card', idCard === null ? null : idCard?.path],
      ['signature-pad', signaturePad === null ? null : signaturePad?.path],
      ['receipt-printer', receiptPrinter === null ? null : receiptPrinter?.address],
      ['scanner', scanner === null ? null : scanner?.path],
      ['queue-display', queueDisplay === null ? null : queueDisplay?.path],
      ['camera-control', cameraControl === null ? null : cameraControl?.path],
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

  get board(): Promise<QueueDisplaySimulator> {
    return this.#places['queue-display'].started();
  }

  get camera(): Promise<ControlledCameraSimulator> {
    return this.#places['camera-control'].started().then(({ camera }) => camera);
  }

  /** Makes a training device fail; `none` repairs it. Refuses a fault that its simulator does not have. */
  async fault(kind: Family, fault: string): Promise<void> {
    await (await this.#places[kind].started()).fault(fault);
    // 一切正常 is said of the paper too.
    if (kind === 'receipt-printer' && fault === 'none') (await this.printer).paper(true);
  }

  /** Reads a code as soon as the driver has found the scanner. @throws Refusal DEV-909 */
  async scan(text: string): Promise<void> {
    const scanner = await this.scanner;
    await scanner.dialled(DIAL_MS);
    await scanner.scan(text);
  }

  /** What lies on the tray now; looking starts nothing. */
  view(): z.infer<typeof traySchema> {
    const board = this.#places['queue-display'].present;
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
      board: { lit: board?.lit ?? true, showing: board?.showing ?? null, broken: board?.broken ?? 0 },
      faults: Object.fromEntries(
        Object.entries(this.#places).map(([family, { present }]) => [family, present?.faultNow ?? 'none']),
      ),
      cameraIn: this.#places['camera-control'].present?.camera.pluggedIn ?? false,
    };
  }
}
