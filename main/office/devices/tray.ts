import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { CARD_DECK } from '../../../preload/contract/card-deck.ts';
import type { demo as contract } from '../../../preload/contract/desk.ts';
import type { PadHand } from '../../../preload/contract/pad.ts';
import { RARE_CHARACTERS } from '../../../preload/contract/rare-characters.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { TRAINING_FAULTS, type TrainingFamily } from '../../../preload/contract/training.ts';
import type { Office } from '../office.ts';
import { TRAINING_CAMERAS, trainingDock } from './training.ts';

type TrayView = z.infer<NonNullable<(typeof contract.tray)['~orpc']['outputSchema']>>;

/** The hands of a trainer at the training devices. Each refuses DEV-907 while its family does not train. */
export interface Tray {
  view(): Promise<TrayView>;
  lay(card: string): Promise<void>;
  lift(): Promise<void>;
  paper(loaded: boolean): Promise<void>;
  emptyPaper(): Promise<void>;
  dock(docked: boolean): Promise<void>;
  /** The camera that is spoken to, into its dock or out of it. */
  control(pluggedIn: boolean): Promise<void>;
  pad(hand: PadHand): Promise<void>;
  scan(text: string): Promise<void>;
  fault(family: TrainingFamily, fault: string): Promise<void>;
}

type Ground = Pick<
  Office,
  'link' | 'settings' | 'events' | 'people' | 'clock' | 'ledger' | 'devices' | 'trainingReads'
>;

/** Recordings were made before the camera was brought in. */
const FILMED_BEFORE_MS = 20 * 60_000;
const FINE = 'none';

export function createTray(ground: Ground): Tray {
  const { link, settings, events, people, clock, ledger, devices, trainingReads } = ground;
  const camera = trainingDock(ledger.info.dir, 'bodycam');
  const controlled = trainingDock(ledger.info.dir, 'camera-control');
  /** By the folder: it stays docked when the program starts anew. */
  const isDisk = (dock: string) => existsSync(join(dock, 'DCIM'));
  const docked = () => isDisk(camera);
  /** What is wrong with the camera that is docked next. */
  let cameraFault: string = FINE;
  /** The simulators start when they are asked for, also after the devices process started anew. */
  const tray = (family?: TrainingFamily) => {
    const on = devices.training();
    if (on.length === 0 || (family !== undefined && !on.includes(family)))
      refuse('DEV-907', '没有打开这种培训模拟设备，什么也没有做。请系统管理员在设备页「培训模拟」里打开。');
    return link.ask().demo;
  };
  /** The hands of two windows take the camera one after the other. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<unknown> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  const filmedAt = () => new Date(clock.now().getTime() - FILMED_BEFORE_MS).toISOString();
  const carrier = () => {
    const officer = people.list().find((one) => one.roles.includes('OFFICER') && one.status === 'ACTIVE');
    const officerNo = (officer?.number ?? '000000').slice(-6).padStart(6, '0');
    return { officerNo, officerName: officer?.name ?? '' };
  };
  const dock = async () => {
    const { officerNo } = carrier();
    await tray('bodycam').dock({
      ...{ dir: camera, deviceNo: TRAINING_CAMERAS.bodycam, officerNo, at: filmedAt(), profile: 'ga947-a' },
      fault: trainingReads.knows(cameraFault) ? FINE : cameraFault,
    });
  };
  const setCameraFault = (fault: string) => {
    cameraFault = fault;
    trainingReads.set(fault, {
      dir: camera,
      async pull() {
        cameraFault = FINE;
        await inTurn(async () => docked() && link.ask().demo.pullOut({ dir: camera }));
      },
    });
  };
  devices.onTrain((family, on) => {
    if (family === 'bodycam' && !on) setCameraFault(FINE);
  });
  /** Recordings that are wrong, or that go wrong, are fresh ones: what was imported already would not be read again. */
  const cameraGoesWrong = async (fault: string) => {
    const known = TRAINING_FAULTS.bodycam.find(([one]) => one === fault);
    if (!known) refuse('DEV-902', `记录仪模拟没有「${fault}」这种故障，什么也没有做。`);
    const demo = tray('bodycam');
    const inTheFiles = (one: string) => one !== FINE && !trainingReads.knows(one);
    const wasInTheFiles = inTheFiles(cameraFault);
    setCameraFault(fault);
    // One that was pulled out in mid copy would come back with the recordings that it had.
    if (inTheFiles(fault) && !docked()) await demo.undock({ dir: camera });
    if (!docked() || (fault === FINE && !wasInTheFiles)) return;
    await demo.undock({ dir: camera });
    await dock();
  };
  return {
    async view() {
      const { cameraIn, ...lying } = await tray().tray();
      return {
        // A character that no screen can show is named, not drawn as an empty box.
        cards: CARD_DECK.map(({ key, title, name }) => ({
          ...{ name: key, note: title },
          title: name.replace(RARE_CHARACTERS, '〔生僻字〕'),
        })),
        ...{ ...lying, faults: { ...lying.faults, bodycam: cameraFault } },
        camera: docked(),
        controlled: isDisk(controlled) ? 'DISK' : cameraIn ? 'IN' : 'OUT',
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
      await inTurn(async () => {
        if (wanted === docked()) return;
        if (wanted) await dock();
        else await demo.undock({ dir: camera });
      });
      events.changed('demo', 'evidence');
    },
    async control(pluggedIn) {
      const demo = tray('camera-control');
      const [dir, deviceNo] = [controlled, TRAINING_CAMERAS['camera-control']];
      if (pluggedIn) await demo.putCamera({ dir, deviceNo, ...carrier(), filmedAt: filmedAt() });
      else await demo.pullCamera({ dir });
      events.changed('demo', 'devices', 'evidence');
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
      if (family === 'bodycam') await inTurn(() => cameraGoesWrong(fault));
      else await demo.fault({ device: family, fault });
      events.changed('demo', 'devices', 'evidence');
    },
  };
}
