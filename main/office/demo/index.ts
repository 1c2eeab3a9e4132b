import { mkdirSync } from 'node:fs';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { TrainingFamily } from '../../../preload/contract/training.ts';
import { trainingVolumes, withoutSimulators } from '../devices/index.ts';
import { log } from '../log.ts';
import type { Office } from '../office.ts';
import { DEMO_CODE, type EmbeddedCounty, startEmbeddedCounty } from './county.ts';

export { clearDemo } from './clear.ts';

/** What only a demo has besides its devices: a clock that can be moved. */
export interface Demo {
  moveClock(days: number): void;
  stop(): Promise<void>;
}

/** With nothing plugged in; the pad comes when it is plugged in by hand. */
const FROM_THE_START: readonly TrainingFamily[] = [
  'id-card',
  'receipt-printer',
  'scanner',
  'queue-display',
  'bodycam',
  'camera-control',
];

export async function openDemo(office: Office, dir: string, setClockDays: (days: number) => void): Promise<Demo> {
  const { devices, settings, events, sync } = office;
  mkdirSync(trainingVolumes(dir), { recursive: true });
  if (settings.desk('devicesTraining', null) === null) settings.setDesk('devicesTraining', FROM_THE_START);
  // The training devices of an earlier run had such addresses in the settings; nothing listens there any more.
  settings.setDesk('devices', withoutSimulators(devices.settings()));
  await devices.apply().catch((error: unknown) => log.error({ error }, 'devices'));

  let county: EmbeddedCounty | undefined;
  try {
    county = await startEmbeddedCounty(dir, settings.desk('countyPort', 0));
    settings.setDesk('countyPort', Number(new URL(county.url).port));
    if (sync.state().url !== county.url) await sync.enrol({ url: county.url, code: DEMO_CODE });
  } catch (error) {
    log.error({ error }, 'embedded county');
  }

  return {
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
export function onlyDemo(demo: Demo | undefined): Demo {
  return demo ?? refuse('DEMO-101', '只有演示账本才能移动日期；正式账本的日期就是电脑的日期。');
}
