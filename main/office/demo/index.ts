import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { CARD_DECK } from '../../../preload/contract/card-deck.ts';
import type { demo as contract } from '../../../preload/contract/desk.ts';
import type { PadHand } from '../../../preload/contract/pad.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { log } from '../log.ts';
import type { Office } from '../office.ts';
import { DEMO_CODE, type EmbeddedCounty, startEmbeddedCounty } from './county.ts';

export { clearDemo } from './clear.ts';

type Tray = z.infer<NonNullable<(typeof contract.tray)['~orpc']['outputSchema']>>;

/** What a newcomer has no hardware for: cards, paper, a camera, a clock that can be moved. Demo ledgers only. */
export interface DemoTray {
  tray(): Promise<Tray>;
  lay(name: string): Promise<void>;
  lift(): Promise<void>;
  paper(paperIn: boolean): Promise<void>;
  emptyPaper(): Promise<void>;
  dock(docked: boolean): Promise<void>;
  pad(hand: PadHand): Promise<void>;
  scan(text: string): Promise<void>;
  moveClock(days: number): void;
  stop(): Promise<void>;
}

const CAMERA = 'ZZ10001';

export async function openDemo(office: Office, dir: string, setClockDays: (days: number) => void): Promise<DemoTray> {
  const { link, devices, settings, events, sync } = office;
  const volumes = join(dir, 'volumes');
  const camera = join(volumes, `BWC${CAMERA}`);
  mkdirSync(volumes, { recursive: true });
  let docked = false;
  let padAddress: string | undefined;
  let scannerAddress: string | undefined;

  link.onAttach(async () => {
    const { idCard, receiptPrinter } = await link.ask().demo.start();
    padAddress = undefined;
    scannerAddress = undefined;
    await devices.configure({
      idCard,
      signaturePad: '',
      receiptPrinter,
      receiptWidth: '58',
      receiptProfile: 'standard',
      volumes: [`${join(volumes, '*')}?simulated`],
    });
  });

  let county: EmbeddedCounty | undefined;
  try {
    county = await startEmbeddedCounty(dir, settings.desk('countyPort', 0));
    settings.setDesk('countyPort', Number(new URL(county.url).port));
    if (sync.state().url !== county.url) await sync.enrol({ url: county.url, code: DEMO_CODE });
  } catch (error) {
    log.error({ error }, 'embedded county');
  }

  return {
    async tray() {
      const { laid, paperIn, papers } = await link.ask().demo.tray();
      return {
        cards: CARD_DECK.map(({ key, title, name }) => ({ name: key, title: name, note: title })),
        laid,
        paperIn,
        papers,
        camera: docked,
        clockDays: settings.desk('demoClockDays', 0),
      };
    },
    async lay(card) {
      await link.ask().demo.lay({ card });
      events.changed('demo');
    },
    async lift() {
      await link.ask().demo.lift();
      events.changed('demo');
    },
    async paper(loaded) {
      await link.ask().demo.paper({ loaded });
      events.changed('demo', 'devices', 'receipts');
    },
    async emptyPaper() {
      await link.ask().demo.emptyPaper();
      events.changed('demo');
    },
    async dock(wanted) {
      if (wanted === docked) return;
      if (wanted) {
        const officer = office.people.list().find((one) => one.roles.includes('OFFICER') && one.status === 'ACTIVE');
        await link.ask().demo.dock({
          dir: camera,
          deviceNo: CAMERA,
          officerNo: (officer?.number ?? '000000').slice(-6).padStart(6, '0'),
          at: new Date(office.clock.now().getTime() - 20 * 60_000).toISOString(),
          profile: 'ga947-a',
        });
      } else await link.ask().demo.undock({ dir: camera });
      docked = wanted;
      events.changed('demo', 'evidence');
    },
    async pad(hand) {
      const { demo } = link.ask();
      if (hand === 'plug' && padAddress === undefined) {
        padAddress = await demo.padStart();
        await devices.configure({ ...devices.settings(), signaturePad: padAddress });
      } else await demo.pad({ hand });
      events.changed('demo', 'devices');
    },
    async scan(text) {
      const { demo } = link.ask();
      if (scannerAddress === undefined || devices.settings().scanner !== scannerAddress) {
        scannerAddress = await demo.scannerStart();
        await devices.configure({ ...devices.settings(), scanner: scannerAddress });
      }
      await demo.scan({ text });
      events.changed('devices');
    },
    moveClock(days) {
      settings.setDesk('demoClockDays', days);
      setClockDays(days);
      events.changed('demo', 'office', 'today', 'cases', 'people');
    },
    async stop() {
      await county?.stop();
    },
  };
}

/** Refuses DEMO-101 in a real office. */
export function onlyDemo(tray: DemoTray | undefined): DemoTray {
  return tray ?? refuse('DEMO-101', '只有演示账本才有演示托盘；正式账本请使用真实设备。');
}
