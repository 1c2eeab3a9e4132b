import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { CARD_DECK } from '../../../preload/contract/card-deck.ts';
import type { demo as contract } from '../../../preload/contract/desk.ts';
import type { PadHand } from '../../../preload/contract/pad.ts';
import { RARE_CHARACTERS } from '../../../preload/contract/rare-characters.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { TrainingFamily } from '../../../preload/contract/training.ts';
import type { Office } from '../office.ts';
import { trainingVolumes } from './training.ts';

type TrayView = z.infer<NonNullable<(typeof contract.tray)['~orpc']['outputSchema']>>;

const CAMERA = 'ZZ10001';

/** The hands of a trainer at the training devices. Each refuses DEV-907 while its family does not train. */
export interface Tray {
  view(): Promise<TrayView>;
  lay(card: string): Promise<void>;
  lift(): Promise<void>;
  paper(loaded: boolean): Promise<void>;
  emptyPaper(): Promise<void>;
  dock(docked: boolean): Promise<void>;
  pad(hand: PadHand): Promise<void>;
  scan(text: string): Promise<void>;
  fault(family: TrainingFamily, fault: string): Promise<void>;
}

type Ground = Pick<Office, 'link' | 'settings' | 'events' | 'people' | 'clock' | 'ledger' | 'devices'>;

export function createTray({ link, settings, events, people, clock, ledger, devices }: Ground): Tray {
  const camera = join(trainingVolumes(ledger.info.dir), `BWC${CAMERA}`);
  /** By the folder: it stays docked when the program starts anew. */
  const docked = () => existsSync(join(camera, 'DCIM'));
  /** The simulators start when they are asked for, also after the devices process started anew. */
  const tray = (family?: TrainingFamily) => {
    const on = devices.training();
    if (on.length === 0 || (family !== undefined && !on.includes(family)))
      refuse('DEV-907', '没有打开这种培训模拟设备，什么也没有做。请系统管理员在设备页「培训模拟」里打开。');
    return link.ask().demo;
  };
  return {
    async view() {
      const { laid, paperIn, papers } = await tray().tray();
      return {
        // A character that no screen can show is named, not drawn as an empty box.
        cards: CARD_DECK.map(({ key, title, name }) => ({
          ...{ name: key, note: title },
          title: name.replace(RARE_CHARACTERS, '〔生僻字〕'),
        })),
        ...{ laid, paperIn, papers, camera: docked() },
        clockDays: settings.desk('demoClockDays', 0),
      };
    },
    async lay(card) {
      await tray('id-card').lay({ card });
      events.changed('demo');
    },
    async lift() {
      await tray('id-card').lift();
      events.changed('demo');
    },
    async paper(loaded) {
      await tray('receipt-printer').paper({ loaded });
      events.changed('demo', 'devices', 'receipts');
    },
    async emptyPaper() {
      await tray('receipt-printer').emptyPaper();
      events.changed('demo');
    },
    async dock(wanted) {
      const demo = tray('bodycam');
      if (wanted === docked()) return;
      if (wanted) {
        const officer = people.list().find((one) => one.roles.includes('OFFICER') && one.status === 'ACTIVE');
        await demo.dock({
          dir: camera,
          deviceNo: CAMERA,
          officerNo: (officer?.number ?? '000000').slice(-6).padStart(6, '0'),
          at: new Date(clock.now().getTime() - 20 * 60_000).toISOString(),
          profile: 'ga947-a',
        });
      } else await demo.undock({ dir: camera });
      events.changed('demo', 'evidence');
    },
    async pad(hand) {
      // In a demo the first plug brings the pad to the desk.
      if (hand === 'plug' && ledger.info.kind === 'demo' && !devices.training().includes('signature-pad'))
        await devices.train('system', 'signature-pad', true);
      else await tray('signature-pad').pad({ hand });
      events.changed('demo', 'devices');
    },
    async scan(text) {
      await tray('scanner').scan({ text });
      events.changed('demo', 'devices');
    },
    async fault(family, fault) {
      const demo = tray(family);
      if (family === 'bodycam') refuse('DEV-908', '记录仪没有可以模拟的故障，什么也没有做；可以在托盘里插上和拔出。');
      await demo.fault({ device: family, fault });
      events.changed('demo', 'devices');
    },
  };
}
