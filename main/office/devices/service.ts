import { z } from 'zod';
import type { DeskDevices, devicesOfDesk } from '../../../preload/contract/desk.ts';
import {
  type DeviceConfig,
  type DeviceEvent,
  type DeviceFound,
  type DeviceHealth,
  SIMULATOR,
} from '../../../preload/contract/devices.ts';
import type { SerialScan } from '../../../preload/contract/office.ts';
import type { PadEvent, PadStage, padBegin } from '../../../preload/contract/pad.ts';
import { PLAIN_TEMPLATE } from '../../../preload/contract/queue-display.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { TrainingFamily } from '../../../preload/contract/training.ts';
import type { Clock } from '../clock.ts';
import type { Broadcaster } from '../events.ts';
import { act, type Ledger } from '../ledger/index.ts';
import { type Settings, trainingSet } from '../settings/index.ts';
import type { Subjects } from '../subjects/index.ts';
import { type CameraBooks, type CameraOrders, createCameraOrders } from './camera-orders.ts';
import type { DeviceLink } from './client.ts';
import { toConfig, trainingOf } from './training.ts';

type PadBegin = z.infer<typeof padBegin>;
type Wanted = z.input<NonNullable<(typeof devicesOfDesk.configure)['~orpc']['inputSchema']>>;

const NONE: DeskDevices = {
  idCard: '',
  signaturePad: '',
  receiptPrinter: '',
  receiptWidth: '58',
  receiptProfile: 'standard',
  volumes: [],
  scanner: '',
  scannerBaud: 9600,
  queueDisplay: '',
  queueDisplayBaud: 9600,
  displayTemplate: PLAIN_TEMPLATE.template,
  displayChecksum: PLAIN_TEMPLATE.checksum,
  displayEncoding: PLAIN_TEMPLATE.encoding,
  cameraControl: '',
  photoDecoder: '',
};

/** What is used of the evidence that a reading is kept as. */
const rawReading = z.object({ photo: z.base64() });

/** The setting that says where a device of this kind is. */
const FIELD = {
  'id-card': 'idCard',
  'signature-pad': 'signaturePad',
  'receipt-printer': 'receiptPrinter',
  scanner: 'scanner',
  'queue-display': 'queueDisplay',
  'camera-control': 'cameraControl',
} as const;

export interface DeskDevicesService extends CameraOrders {
  list(): DeviceHealth[];
  settings(): DeskDevices;
  configure(next: Wanted): Promise<void>;
  retry(deviceId: string): Promise<void>;
  /** 断开 or 连接; remembered. */
  connect(deviceId: string, connected: boolean): Promise<void>;
  find(): Promise<DeviceFound[]>;
  /** Puts what was found into the settings; the rest of them stays. */
  takeOver(kind: DeviceHealth['kind'], address: string): Promise<void>;
  training(): readonly TrainingFamily[];
  /** Switches a family to its training device or back, and records who did. */
  train(actor: string, family: TrainingFamily, on: boolean): Promise<void>;
  /** Called when a family is switched. */
  onTrain(listener: (family: TrainingFamily, on: boolean) => void): void;
  /** Begins a signature on the pad; its events go to this window only. Refuses DEV-192, DEV-420 … DEV-423. */
  padBegin(windowId: string, begin: PadBegin): Promise<PadStage>;
  /**
   * The picture of a kept reading, BMP in base64; null where no decoder is set. The decoder is stopped when nobody asks
   * any more. Refuses SUB-103, DEV-351 … DEV-355.
   */
  cardPicture(cardSha256: string, asked?: AbortSignal): Promise<string | null>;
  /** Sends the remembered configuration to the devices process. */
  apply(): Promise<void>;
}

/** The devices this desk uses; a card laid on the reader becomes evidence before any window hears of it. */
export function createDeskDevices(
  link: DeviceLink,
  on: {
    ledger: Ledger;
    clock: Clock;
    settings: Settings;
    subjects: Subjects;
    events: Broadcaster;
    scanned: (scan: SerialScan) => void;
    log: (error: unknown) => void;
  } & CameraBooks,
): DeskDevicesService {
  const { ledger, clock, settings, subjects, events } = on;
  const settingsOf = (): DeskDevices => ({ ...NONE, ...settings.desk<Partial<DeskDevices>>('devices', {}) });
  const training = () => trainingOf(settings);
  const disconnected = () => settings.desk<readonly string[]>('devicesDisconnected', []);
  const configOf = (of: DeskDevices): DeviceConfig => ({
    ...toConfig(of, training(), ledger.info.dir),
    disconnected: [...disconnected()],
  });
  /** Settings are read, tried on the devices and only then written: one change after the other, or one is lost. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const configure = async (wanted: Wanted) => {
    const next = { ...NONE, ...wanted };
    const { idCard, signaturePad, receiptPrinter, scanner, queueDisplay, cameraControl } = next;
    if ([idCard, signaturePad, receiptPrinter, scanner, queueDisplay, cameraControl].includes(SIMULATOR))
      refuse('DEV-004', '培训模拟设备不能填在这里，没有保存。请系统管理员在设备页「培训模拟」里打开。');
    await link.configure(configOf(next));
    settings.setDesk('devices', next);
    events.changed('devices');
  };
  const trained: ((family: TrainingFamily, on: boolean) => void)[] = [];
  /** Which window waits for which signature. */
  const signers = new Map<string, string>();
  const tellSigner = (event: PadEvent) => {
    const windowId = signers.get(event.sessionId);
    if (event.step === 'signed' || event.step === 'ended') signers.delete(event.sessionId);
    if (windowId !== undefined) events.publish({ kind: 'pad', windowId, event });
  };
  const keepCard = async (event: DeviceEvent & { type: 'card-read' }) => {
    const bytes = Buffer.from(
      JSON.stringify({ text: event.rawText, photo: event.rawPhoto, samId: event.samId, at: event.at }),
    );
    const { sha256 } = await ledger.files.put(bytes, 'application/json');
    subjects.recordCard('system', { sha256, samId: event.samId, simulated: event.simulated });
    const { card, samId, simulated } = event;
    events.publish({ kind: 'card', reading: { at: clock.iso(), card, cardSha256: sha256, samId, simulated } });
  };
  link.onEvent((event) => {
    switch (event.type) {
      case 'card-read':
        keepCard(event).catch((error: unknown) => {
          on.log(error);
          events.publish({
            kind: 'notice',
            code: 'DEV-181',
            sentence: '证件已读出但没有存下，没有填入；请拿起证件再放一次，仍不行请手工录入并检查磁盘空间。',
          });
        });
        return;
      case 'pad':
        tellSigner(event.event);
        return;
      case 'scan': {
        const { text, symbology, simulated } = event;
        on.scanned({ text, symbology, simulated });
        return;
      }
      case 'card-prompt':
        events.publish({ kind: 'card-prompt', sentence: `${event.sentence}（${event.code}）` });
        return;
      case 'volume-appeared':
      case 'volume-gone':
        events.changed('evidence', 'devices');
        return;
      default:
        events.changed('devices');
    }
  });
  link.onAttach((starts) => {
    if (starts > 1) {
      for (const sessionId of [...signers.keys()])
        tellSigner({
          step: 'ended',
          sessionId,
          code: 'DEV-414',
          sentence: '设备服务重新启动，没写完的签名已作废，没有保存。请重新签名，或改在屏幕上签名。',
        });
      events.publish({
        kind: 'notice',
        code: 'DEV-191',
        sentence: '设备服务刚刚意外停止，已自动恢复，已记下的内容没有丢；正在读的证件请拿起再放一次。',
      });
    }
  });
  return {
    list: link.health,
    settings: settingsOf,
    configure: (wanted) => inTurn(() => configure(wanted)),
    retry: async (deviceId) => void (await link.ask().retry({ deviceId })),
    connect: (deviceId, connected) =>
      inTurn(async () => {
        const rest = disconnected().filter((one) => one !== deviceId);
        const next = connected ? rest : [...rest, deviceId];
        await link.configure({ disconnected: next });
        settings.setDesk('devicesDisconnected', next);
        events.changed('devices');
      }),
    find: () => link.ask().find(),
    takeOver: (kind, address) =>
      inTurn(() => {
        const now = settingsOf();
        if (kind === 'bodycam') return configure({ ...now, volumes: [...new Set([...now.volumes, address])] });
        return configure({ ...now, [FIELD[kind]]: address });
      }),
    training,
    onTrain: (listener) => void trained.push(listener),
    train: (actor, family, on) =>
      inTurn(async () => {
        const before = training();
        if (before.includes(family) === on) return;
        const next = on ? [...before, family] : before.filter((one) => one !== family);
        ledger.record(actor, () => [act(trainingSet, ledger.info.ledgerId, { family, on })]);
        settings.setDesk('devicesTraining', next);
        for (const listener of trained) listener(family, on);
        try {
          await link.configure(configOf(settingsOf()));
        } finally {
          events.changed('devices', 'demo');
        }
      }),
    ...createCameraOrders(link, events, on),
    async padBegin(windowId, begin) {
      const { pad } = link.ask();
      signers.set(begin.sessionId, windowId);
      try {
        return await pad.begin(begin);
      } catch (error) {
        signers.delete(begin.sessionId);
        throw error;
      }
    },
    async cardPicture(cardSha256, asked) {
      if (settingsOf().photoDecoder === '') return null;
      if (subjects.readingOf(cardSha256) === undefined)
        refuse('SUB-103', '这次读卡的原始数据没有存下，没有照片可以显示；请把证件再放一次。');
      const { photo } = rawReading.parse(JSON.parse(Buffer.from(await ledger.files.get(cardSha256)).toString()));
      try {
        return (await link.ask().cardPicture({ photo }, asked ? { signal: asked } : {})).bmp;
      } catch (error) {
        // Nobody hears it, and it is no fault.
        if (asked?.aborted) return null;
        throw error;
      }
    },
    apply: () => inTurn(() => link.configure(configOf(settingsOf()))),
  };
}
