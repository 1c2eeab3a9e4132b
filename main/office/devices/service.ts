import type { z } from 'zod';
import type { devicesOfDesk } from '../../../preload/contract/desk.ts';
import type { CameraClock, DeviceConfig, DeviceEvent, DeviceHealth } from '../../../preload/contract/devices.ts';
import type { PadEvent, PadStage, padBegin } from '../../../preload/contract/pad.ts';
import type { Clock } from '../clock.ts';
import type { Broadcaster } from '../events.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Subjects } from '../subjects/index.ts';
import type { DeviceLink } from './client.ts';

type PadBegin = z.infer<typeof padBegin>;
type Wanted = z.input<NonNullable<(typeof devicesOfDesk.configure)['~orpc']['inputSchema']>>;
type DeskDevices = z.output<NonNullable<(typeof devicesOfDesk.settings)['~orpc']['outputSchema']>>;

const NONE: DeskDevices = {
  idCard: '',
  signaturePad: '',
  receiptPrinter: '',
  receiptWidth: '58',
  receiptProfile: 'standard',
  volumes: [],
  cameraControl: '',
};

export interface DeskDevicesService {
  list(): DeviceHealth[];
  settings(): DeskDevices;
  configure(next: Wanted): Promise<void>;
  retry(deviceId: string): Promise<void>;
  /** 校时 or 转为存储. Refuses DEV-330 … DEV-338. */
  cameraOrder(actor: string, order: 'SET' | 'STORAGE', password: string): Promise<CameraClock>;
  /** Begins a signature on the pad; its events go to this window only. Refuses DEV-420 … DEV-423. */
  padBegin(windowId: string, begin: PadBegin): Promise<PadStage>;
  /** Sends the remembered configuration to the devices process. */
  apply(): Promise<void>;
}

const toConfig = (of: DeskDevices): DeviceConfig => ({
  idCard: of.idCard === '' ? null : { path: of.idCard },
  signaturePad: of.signaturePad === '' ? null : { path: of.signaturePad },
  receiptPrinter:
    of.receiptPrinter === ''
      ? null
      : { address: of.receiptPrinter, width: of.receiptWidth === '58' ? 58 : 80, profile: of.receiptProfile },
  volumes: of.volumes,
  cameraControl: of.cameraControl === '' ? null : { path: of.cameraControl },
});

/** The devices this desk uses; a card laid on the reader becomes evidence before any window hears of it. */
export function createDeskDevices(
  link: DeviceLink,
  on: {
    ledger: Ledger;
    clock: Clock;
    settings: Settings;
    subjects: Subjects;
    events: Broadcaster;
    /** Keeps the clock of a camera beside ours. */
    cameraClock: (actor: string, order: 'SET' | 'STORAGE', told: CameraClock) => void;
    log: (error: unknown) => void;
  },
): DeskDevicesService {
  const { ledger, clock, settings, subjects, events } = on;
  const settingsOf = (): DeskDevices => ({ ...NONE, ...settings.desk<Partial<DeskDevices>>('devices', {}) });
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
    async configure(wanted) {
      const next = { ...NONE, ...wanted };
      await link.configure(toConfig(next));
      settings.setDesk('devices', next);
      events.changed('devices');
    },
    retry: async (deviceId) => void (await link.ask().retry({ deviceId })),
    async cameraOrder(actor, order, password) {
      const { camera } = link.ask();
      const told = await (order === 'SET' ? camera.syncClock({ password }) : camera.toStorage({ password }));
      on.cameraClock(actor, order, told);
      events.changed('devices', 'evidence');
      return told;
    },
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
    apply: () => link.configure(toConfig(settingsOf())),
  };
}
