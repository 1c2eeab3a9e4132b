import type { z } from 'zod';
import type { DeskDevices, devicesOfDesk } from '../../../preload/contract/desk.ts';
import type { DeviceConfig, DeviceEvent, DeviceHealth } from '../../../preload/contract/devices.ts';
import type { PadEvent, PadStage, padBegin } from '../../../preload/contract/pad.ts';
import { PLAIN_TEMPLATE } from '../../../preload/contract/queue-display.ts';
import type { Clock } from '../clock.ts';
import type { Broadcaster } from '../events.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Subjects } from '../subjects/index.ts';
import type { DeviceLink } from './client.ts';

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
};

export interface DeskDevicesService {
  list(): DeviceHealth[];
  settings(): DeskDevices;
  configure(next: Wanted): Promise<void>;
  retry(deviceId: string): Promise<void>;
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
  scanner: of.scanner === '' ? null : { path: of.scanner, baudRate: of.scannerBaud },
  queueDisplay:
    of.queueDisplay === ''
      ? null
      : {
          path: of.queueDisplay,
          baudRate: of.queueDisplayBaud,
          template: of.displayTemplate,
          checksum: of.displayChecksum,
          encoding: of.displayEncoding,
        },
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
      case 'scan': {
        const { text, symbology, simulated } = event;
        events.publish({ kind: 'scan', text, symbology, simulated });
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
    async configure(wanted) {
      const next = { ...NONE, ...wanted };
      await link.configure(toConfig(next));
      settings.setDesk('devices', next);
      events.changed('devices');
    },
    retry: async (deviceId) => void (await link.ask().retry({ deviceId })),
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
