import type { z } from 'zod';
import type { devicesOfDesk } from '../../../preload/contract/desk.ts';
import type { DeviceConfig, DeviceEvent, DeviceHealth } from '../../../preload/contract/devices.ts';
import type { Clock } from '../clock.ts';
import type { Broadcaster } from '../events.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Subjects } from '../subjects/index.ts';
import type { DeviceLink } from './client.ts';

type DeskDevices = z.output<NonNullable<(typeof devicesOfDesk.configure)['~orpc']['inputSchema']>>;

const NONE: DeskDevices = {
  idCard: '',
  receiptPrinter: '',
  receiptWidth: '58',
  receiptProfile: 'standard',
  volumes: [],
};

export interface DeskDevicesService {
  list(): DeviceHealth[];
  settings(): DeskDevices;
  configure(next: DeskDevices): Promise<void>;
  retry(deviceId: string): Promise<void>;
  /** Sends the remembered configuration to the devices process. */
  apply(): Promise<void>;
}

const toConfig = (of: DeskDevices): DeviceConfig => ({
  idCard: of.idCard === '' ? null : { path: of.idCard },
  receiptPrinter:
    of.receiptPrinter === ''
      ? null
      : { address: of.receiptPrinter, width: of.receiptWidth === '58' ? 58 : 80, profile: of.receiptProfile },
  volumes: of.volumes,
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
    async configure(next) {
      await link.configure(toConfig(next));
      settings.setDesk('devices', next);
      events.changed('devices');
    },
    retry: async (deviceId) => void (await link.ask().retry({ deviceId })),
    apply: () => link.configure(toConfig(settingsOf())),
  };
}
