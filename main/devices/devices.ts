import type {
  DeviceConfig,
  DeviceEvent,
  DeviceHealth,
  PrinterStatus,
  PrintResult,
  SerialPortFound,
} from '../../preload/contract/devices.ts';
import type { QueueCall } from '../../preload/contract/queue-display.ts';
import { refuse } from '../../preload/contract/refusal.ts';
import { VolumeWatch } from './bodycam/watch.ts';
import type { ControlledCamera } from './camera-control/camera.ts';
import { PhotoDecoder } from './card-photo/decoder.ts';
import { CardPictures } from './card-photo/pictures.ts';
import { type Clock, systemClock } from './clock.ts';
import { diagnosisOf } from './diagnosis.ts';
import type { Driver } from './driver.ts';
import { DriverFactory, type Simulators } from './driver-factory.ts';
import type { IdCardReader } from './id-card/reader.ts';
import type { ReceiptPrinter } from './printer/printer.ts';
import type { QueueDisplay } from './queue-display/display.ts';
import type { Scanner } from './scanner/scanner.ts';
import type { SignaturePad } from './signature-pad/pad.ts';
import { freePorts, listSerialPorts } from './transport/ports.ts';

const NO_SIMULATORS: Simulators = () => Promise.reject(new Error('no simulators here'));

const REAL_PAPER = {
  code: 'DEV-231',
  sentence: '小票打印机正在培训，这张正式的小票没有打在模拟纸上，留在队列里。关闭它的培训模拟后自动打印。',
};
const TRAINING_PAPER = {
  code: 'DEV-232',
  sentence: '这张是培训时做的小票，没有打在真实的打印机上，留在队列里。不要了请取消，或再打开培训模拟。',
};

/** All devices of this PC: opened by configuration, replaced when it changes, each with its own health. */
export class Devices {
  readonly #clock: Clock;
  readonly #emit: (event: DeviceEvent) => void;
  readonly #configured = new Map<keyof DeviceConfig, string>();
  #reader: IdCardReader | null = null;
  #pad: SignaturePad | null = null;
  #printer: ReceiptPrinter | null = null;
  #watch: VolumeWatch | null = null;
  #disconnected: readonly string[] = [];
  #scanner: Scanner | null = null;
  #display: QueueDisplay | null = null;
  #camera: ControlledCamera | null = null;
  readonly #pictures = new CardPictures();
  readonly #make: DriverFactory;
  #turn: Promise<unknown> = Promise.resolve();
  /** What the settings say of each device, by its id: also of one that is not open yet. */
  readonly #addresses = new Map<string, string>();
  readonly #ports: () => Promise<SerialPortFound[]>;

  constructor(
    emit: (event: DeviceEvent) => void,
    clock: Clock = systemClock,
    simulators: Simulators = NO_SIMULATORS,
    ports: () => Promise<SerialPortFound[]> = listSerialPorts,
  ) {
    this.#emit = emit;
    this.#clock = clock;
    this.#ports = ports;
    this.#make = new DriverFactory({ clock, emit, simulators, ports: (deviceId) => this.#portsFor(deviceId) });
  }

  get #all(): Driver[] {
    const all = [
      ...[this.#reader, this.#pad, this.#printer, this.#scanner, this.#display],
      ...[this.#camera, this.#watch],
    ];
    return all.filter((device) => device !== null);
  }

  /** What the settings say of the devices, also of those that are not open yet. */
  addresses(): string[] {
    return [...this.#addresses.values()];
  }

  health(): DeviceHealth[] {
    return this.#all.map((device) => device.health);
  }

  /** What a new listener has to know before anything else happens. */
  present(): DeviceEvent[] {
    const healths = this.health().map((health): DeviceEvent => ({ type: 'health', health }));
    const volumes = this.#watch?.volumes.map((volume): DeviceEvent => ({ type: 'volume-appeared', volume })) ?? [];
    return [...healths, ...volumes];
  }

  /**
   * Opens, replaces and closes devices. One that stays as it is keeps its connection.
   * @throws Refusal DEV-002 for an address, DEV-606 for a template,
   * DEV-350 for a decoder that makes no sense; then nothing is changed
   */
  configure(config: DeviceConfig): Promise<DeviceHealth[]> {
    const reader = config.idCard && this.#make.reader(config.idCard);
    const pad = config.signaturePad && this.#make.pad(config.signaturePad);
    const printer = config.receiptPrinter && this.#make.printer(config.receiptPrinter);
    const scanner = config.scanner && this.#make.scanner(config.scanner);
    const display = config.queueDisplay && this.#make.display(config.queueDisplay);
    const camera = config.cameraControl && this.#make.camera(config.cameraControl);
    const decoder = config.photoDecoder && new PhotoDecoder(config.photoDecoder.path, this.#clock);
    const places = config.volumes;
    const watch = places?.length ? new VolumeWatch('bodycam', places, this.#clock, this.#emit) : null;
    const work = this.#turn.then(async () => {
      this.#disconnected = config.disconnected ?? this.#disconnected;
      this.#keepAddresses(config);
      if (decoder !== undefined) this.#pictures.follow(decoder);
      this.#reader = await this.#follow('idCard', config.idCard, this.#reader, reader ?? null);
      this.#pad = await this.#follow('signaturePad', config.signaturePad, this.#pad, pad ?? null);
      this.#printer = await this.#follow('receiptPrinter', config.receiptPrinter, this.#printer, printer ?? null);
      this.#scanner = await this.#follow('scanner', config.scanner, this.#scanner, scanner ?? null);
      this.#display = await this.#follow('queueDisplay', config.queueDisplay, this.#display, display ?? null);
      this.#camera = await this.#follow('cameraControl', config.cameraControl, this.#camera, camera ?? null);
      this.#watch = await this.#follow('volumes', places, this.#watch, watch);
      await this.#openAndClose();
      return this.health();
    });
    this.#turn = work.catch(() => undefined);
    return work;
  }

  /** Null where no pad is configured. */
  get pad(): SignaturePad | null {
    return this.#pad;
  }

  /** The camera that is spoken to. Refuses DEV-338 where none is configured. */
  get camera(): ControlledCamera {
    return this.#camera ?? refuse('DEV-338', '还没有设置可控记录仪，请在连接设置里填写厂家助手程序的位置。');
  }

  /** @param training whether the paper was made for the training printer; left out, any printer takes it */
  print(jobId: string, job: Uint8Array, training?: boolean): Promise<PrintResult> {
    if (!this.#printer)
      return Promise.resolve({
        state: 'failed',
        code: 'DEV-209',
        sentence: '还没有设置回执打印机，内容没有丢。请在设备设置里填写打印机地址，或改用 A4 打印。',
        simulated: false,
      });
    const { simulated } = this.#printer.health;
    if (training !== undefined && training !== simulated)
      return Promise.resolve({ state: 'held', simulated, ...(simulated ? REAL_PAPER : TRAINING_PAPER) });
    return this.#printer.print(jobId, job);
  }

  /** @throws Refusal DEV-209 */
  printerStatus(): Promise<PrinterStatus> {
    if (!this.#printer) refuse('DEV-209', '还没有设置回执打印机，请在设备设置里填写打印机地址。');
    return this.#printer.status();
  }

  /** Shows a called number on the board; where there is none, nothing. @throws Refusal DEV-604, DEV-605 */
  async show(call: QueueCall): Promise<void> {
    await this.#display?.show(call);
  }

  /** The picture of the photo of a card, as long as it is `asked`; null where no decoder is set. @throws Refusal DEV-351 … DEV-355 */
  cardPicture(photo: Uint8Array, asked?: AbortSignal): Promise<Buffer | null> {
    return this.#pictures.picture(photo, asked);
  }

  /** @throws Refusal DEV-001 */
  retry(deviceId: string): DeviceHealth {
    const device = this.#all.find(({ health }) => health.deviceId === deviceId);
    if (!device) refuse('DEV-001', '没有这个设备，可能刚被移除，请刷新设备页面。');
    if (device.health.state === 'disabled') refuse('DEV-003', '这个设备已断开，没有去找它。请先点「连接」。');
    device.retry();
    return device.health;
  }

  /** After a hand at a training device: it is looked at now, unless somebody is using it. */
  relook(deviceId: string): void {
    const device = this.#all.find(({ health }) => health.deviceId === deviceId);
    if (device && !device.inUse) device.retry();
  }

  /** One text a device for 导出诊断. */
  diagnostics(): string[] {
    return this.#all.map(({ health, diagnostics }) => diagnosisOf(health, diagnostics));
  }

  async stop(): Promise<void> {
    await this.#turn;
    this.#pictures.follow(null);
    await Promise.all(this.#all.map((device) => device.stop()));
  }

  /** The device of a part after a configuration: the old one where nothing is said of it or nothing new, else the fresh. */
  async #follow<D extends Driver>(
    part: keyof DeviceConfig,
    wanted: unknown,
    old: D | null,
    fresh: D | null,
  ): Promise<D | null> {
    const text = JSON.stringify(wanted);
    if (wanted === undefined || this.#configured.get(part) === text) return old;
    this.#configured.set(part, text);
    await old?.stop();
    if (old && !fresh) this.#emit({ type: 'device-gone', deviceId: old.health.deviceId });
    if (fresh && !this.#disconnected.includes(fresh.health.deviceId)) fresh.start();
    return fresh;
  }

  /** 断开 and 连接: brings every device to what the list of the disconnected says. */
  async #openAndClose(): Promise<void> {
    for (const device of this.#all) {
      if (this.#disconnected.includes(device.health.deviceId)) await device.disconnect();
      else if (!device.isOpen) device.start();
    }
  }

  /** Before the first device opens: whoever searches must not speak to the port of one that opens later. */
  #keepAddresses(config: DeviceConfig): void {
    const wanted = {
      ...{ 'id-card': config.idCard, 'signature-pad': config.signaturePad, 'receipt-printer': config.receiptPrinter },
      ...{ scanner: config.scanner, 'queue-display': config.queueDisplay, 'camera-control': config.cameraControl },
    };
    for (const [deviceId, device] of Object.entries(wanted)) {
      if (device === null) this.#addresses.delete(deviceId);
      else if (device) this.#addresses.set(deviceId, 'address' in device ? device.address : device.path);
    }
  }

  /** The serial ports of this PC that no other device of ours has or is set to have. */
  async #portsFor(deviceId: string): Promise<SerialPortFound[]> {
    const found = this.health().map((one) => [one.deviceId, one.path] as const);
    const others = [...this.#addresses, ...found].filter(([id]) => id !== deviceId);
    return freePorts(
      await this.#ports(),
      others.map(([, address]) => address),
    );
  }
}
