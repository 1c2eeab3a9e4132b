import {
  type DeviceConfig,
  type DeviceEvent,
  type SerialPortFound,
  SIMULATOR,
} from '../../preload/contract/devices.ts';
import { PRINTER_PROFILES } from '../../preload/contract/printer-profiles.ts';
import type { DisplayTemplate } from '../../preload/contract/queue-display.ts';
import { refuse } from '../../preload/contract/refusal.ts';
import type { TrainingFamily } from '../../preload/contract/training.ts';
import { ControlledCamera } from './camera-control/camera.ts';
import type { Clock } from './clock.ts';
import { candidatesAmong, candidatesAt } from './id-card/candidates.ts';
import { IdCardReader } from './id-card/reader.ts';
import { lineAt, lineAtPort } from './line-driver.ts';
import { openPrinter, parsePrinterAddress, presenceOf } from './printer/address.ts';
import { ReceiptPrinter } from './printer/printer.ts';
import { QueueDisplay } from './queue-display/display.ts';
import { isScannerPort } from './scanner/ports.ts';
import { Scanner } from './scanner/scanner.ts';
import { padsAt, padsOfThisPc } from './signature-pad/candidates.ts';
import { SignaturePad } from './signature-pad/pad.ts';
import { openTransport, parseAddress } from './transport/address.ts';
import { listHid } from './transport/hid.ts';

const AUTO = 'auto';
const NO_READER_PORT = 10_000;
const PAD_PORT = 10_056;
const SCANNER_PORT = 10_057;
const DISPLAY_PORT = 10_058;
const NO_CAMERA_PORT = 10_012;

/** Where the training devices are; started when somebody asks. A board understands one template. */
export type Simulators = (kind: Exclude<TrainingFamily, 'bodycam'>, template?: DisplayTemplate) => Promise<string>;

/** Makes the driver of a device from what the settings say of it; nothing is opened yet. Each refuses DEV-002. */
export class DriverFactory {
  readonly #clock: Clock;
  readonly #emit: (event: DeviceEvent) => void;
  readonly #simulators: Simulators;
  readonly #ports: (deviceId: string) => Promise<SerialPortFound[]>;

  /** @param on.ports the serial ports of this PC that a device may look at */
  constructor(on: {
    clock: Clock;
    emit: (event: DeviceEvent) => void;
    simulators: Simulators;
    ports: (deviceId: string) => Promise<SerialPortFound[]>;
  }) {
    this.#clock = on.clock;
    this.#emit = on.emit;
    this.#simulators = on.simulators;
    this.#ports = on.ports;
  }

  reader({ path, simulated }: NonNullable<DeviceConfig['idCard']>): IdCardReader {
    const common = { deviceId: 'id-card', clock: this.#clock, emit: this.#emit };
    if (path === AUTO)
      return new IdCardReader({
        ...common,
        path,
        transport: 'serial',
        simulated: simulated ?? false,
        candidates: async () =>
          candidatesAmong(
            (await this.#ports('id-card')).filter((port) => !isScannerPort(port)),
            await listHid().catch(() => []),
          ),
      });
    if (path === SIMULATOR)
      return new IdCardReader({
        ...common,
        path,
        transport: 'tcp',
        simulated: true,
        candidates: async () => candidatesAt(parseAddress(await this.#simulators('id-card'), NO_READER_PORT)),
      });
    const address = parseAddress(path, NO_READER_PORT);
    return new IdCardReader({
      ...common,
      path: address.text,
      transport: address.kind,
      simulated: simulated || address.simulated,
      candidates: async () => candidatesAt(address),
    });
  }

  pad({ path, simulated }: NonNullable<DeviceConfig['signaturePad']>): SignaturePad {
    const common = { deviceId: 'signature-pad', clock: this.#clock, emit: this.#emit };
    if (path === AUTO)
      return new SignaturePad({
        ...common,
        path,
        transport: 'hid',
        simulated: simulated ?? false,
        candidates: () => padsOfThisPc(),
      });
    if (path === SIMULATOR)
      return new SignaturePad({
        ...common,
        path,
        transport: 'tcp',
        simulated: true,
        candidates: async () => padsAt(parseAddress(await this.#simulators('signature-pad'), PAD_PORT)),
      });
    const address = parseAddress(path, PAD_PORT);
    return new SignaturePad({
      ...common,
      path: address.text,
      transport: address.kind === 'tcp' ? 'tcp' : 'hid',
      simulated: simulated || address.simulated,
      candidates: () => padsAt(address),
    });
  }

  printer(config: NonNullable<DeviceConfig['receiptPrinter']>): ReceiptPrinter {
    const common = { deviceId: 'receipt-printer', clock: this.#clock, emit: this.#emit };
    if (config.address === SIMULATOR)
      return new ReceiptPrinter({
        ...common,
        path: SIMULATOR,
        transport: 'tcp',
        simulated: true,
        profile: PRINTER_PROFILES[config.profile],
        dial: async () => openPrinter(parsePrinterAddress(await this.#simulators('receipt-printer'))),
      });
    const address = parsePrinterAddress(config.address);
    const present = presenceOf(address);
    return new ReceiptPrinter({
      ...common,
      path: address.text,
      transport: address.kind === 'usb' ? 'file' : address.kind,
      simulated: config.simulated || address.simulated,
      // A queue of the system has no way back, whatever the printer behind it can do.
      profile: PRINTER_PROFILES[address.kind === 'spool' ? 'no-status' : config.profile],
      dial: () => openPrinter(address),
      ...(present && { present }),
    });
  }

  scanner({ path, baudRate, simulated }: NonNullable<DeviceConfig['scanner']>): Scanner {
    const common = { deviceId: 'scanner', clock: this.#clock, emit: this.#emit };
    if (path === AUTO)
      return new Scanner({
        ...common,
        path,
        transport: 'serial',
        simulated: simulated ?? false,
        candidates: async () =>
          (await this.#ports('scanner')).filter(isScannerPort).map((port) => lineAtPort(port, baudRate)),
      });
    if (path === SIMULATOR)
      return new Scanner({
        ...common,
        path,
        transport: 'tcp',
        simulated: true,
        candidates: async () => [lineAt(parseAddress(await this.#simulators('scanner'), SCANNER_PORT), baudRate)],
      });
    const address = parseAddress(path, SCANNER_PORT);
    return new Scanner({
      ...common,
      path: address.text,
      transport: address.kind,
      simulated: simulated || address.simulated,
      candidates: async () => [lineAt(address, baudRate)],
    });
  }

  display({ path, baudRate, simulated, ...template }: NonNullable<DeviceConfig['queueDisplay']>): QueueDisplay {
    const common = { deviceId: 'queue-display', template, clock: this.#clock, emit: this.#emit };
    if (path === SIMULATOR)
      return new QueueDisplay({
        ...common,
        path,
        transport: 'tcp',
        simulated: true,
        candidates: async () => [
          lineAt(parseAddress(await this.#simulators('queue-display', template), DISPLAY_PORT), baudRate),
        ],
      });
    const address = parseAddress(path, DISPLAY_PORT);
    return new QueueDisplay({
      ...common,
      path: address.text,
      transport: address.kind,
      simulated: simulated || address.simulated,
      candidates: async () => [lineAt(address, baudRate)],
    });
  }

  camera({ path, simulated }: NonNullable<DeviceConfig['cameraControl']>): ControlledCamera {
    const common = { deviceId: 'camera-control', clock: this.#clock, emit: this.#emit };
    if (path === SIMULATOR)
      return new ControlledCamera({
        ...common,
        path,
        transport: 'tcp',
        simulated: true,
        dial: async (tell) =>
          openTransport(parseAddress(await this.#simulators('camera-control'), NO_CAMERA_PORT), 0, tell),
      });
    const address = parseAddress(path, NO_CAMERA_PORT);
    if (address.kind !== 'helper' && address.kind !== 'tcp')
      refuse('DEV-339', '可控记录仪要通过厂家的助手程序连接，请填写 helper:///程序路径（或 tcp://地址:端口）。');
    return new ControlledCamera({
      ...common,
      ...{ path: address.text, transport: address.kind },
      simulated: simulated || address.simulated,
      dial: (tell) => openTransport(address, 0, tell),
    });
  }
}
