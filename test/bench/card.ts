import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { systemClock } from '../../main/devices/clock.ts';
import { candidatesAt } from '../../main/devices/id-card/candidates.ts';
import { IdCardReader } from '../../main/devices/id-card/reader.ts';
import { CardReaderSimulator } from '../../main/devices/simulators/id-card.ts';
import { type PtyCable, ptyCable } from '../../main/devices/simulators/pty.ts';
import { SerialTransport } from '../../main/devices/transport/serial.ts';
import type { Transport } from '../../main/devices/transport/transport.ts';
import { CARD_DECK } from '../../preload/contract/card-deck.ts';
import { field, whoActs } from '../e2e/hand.ts';
import { addressOf, freePort, Scratch, startOffice } from '../e2e/processes.ts';
import { openWindow, signInWith } from '../e2e/stage.ts';
import { PASSPHRASE, PASSWORD, setUpTown } from '../e2e/town.ts';
import type { Figure } from './figure.ts';

export const READS = Number(process.env.READS ?? 200);
const BAUD = 115_200;
const SLOW_MS = 600_000;
/** 8N1: ten bits a byte. */
const wireMs = (bytes: number) => (bytes * 10_000) / BAUD;
const CARDS = CARD_DECK.filter((card) => ['resident', 'trader'].includes(card.key));

/**
 * From the card laid on the reader to the driver's event, and to the form that shows the name: p95 over 200 readings
 * on a pseudo terminal whose simulated module answers no faster than a wire of 115200. Cards come at random moments
 * of the driver's search (every 400 ms). The peer is the time of the wire alone.
 */
export async function card(tell: (line: string) => void): Promise<Figure[]> {
  const scratch = new Scratch();
  try {
    tell(`${READS} cards to the driver`);
    const toEvent = await withReader(scratch.dir, readsToEvent);
    tell(`${READS} cards to the form`);
    const toForm = await readsToFormOnPty(scratch.dir);
    // find, select, read, newest address: requests and replies.
    const wire = wireMs(10 + 15 + 10 + 19 + 10 + 1295);
    return [
      {
        name: `card.event.p95.${READS}`,
        value: p95(toEvent),
        unit: 'ms',
        peer: { name: 'the wire alone', value: Math.round(wire) },
      },
      {
        name: `card.form.p95.${READS}`,
        value: p95(toForm),
        unit: 'ms',
        peer: { name: 'the driver’s event', value: p95(toEvent) },
      },
    ];
  } finally {
    scratch.remove();
  }
}

/** A simulated reader on a pseudo terminal, for as long as the work takes. */
async function withReader<T>(
  dir: string,
  work: (cable: PtyCable, simulator: CardReaderSimulator) => Promise<T>,
): Promise<T> {
  const cable = await ptyCable(join(dir, 'reader'));
  const device = await SerialTransport.open(cable.device, BAUD);
  const simulator = new CardReaderSimulator();
  simulator.attach(asSlowAsAWire(device));
  try {
    return await work(cable, simulator);
  } finally {
    await device.close();
    await cable.pull();
  }
}

/** Replies leave when a real wire would have carried their last byte. */
function asSlowAsAWire(transport: Transport): Transport {
  return {
    write: async (bytes) => {
      await pause(wireMs(10 + bytes.length));
      await transport.write(bytes);
    },
    close: () => transport.close(),
    onData: (listener) => transport.onData(listener),
    onClose: (listener) => transport.onClose(listener),
  };
}

/** What lays cards on a reader and lifts them. */
export interface Hand {
  lay(card: string): void;
  lift(): void;
}

/** Lays and lifts cards in turn; `seen` tells when the name of the laid one arrived (milliseconds since 1970). */
async function layAll(hand: Hand, seen: (name: string) => Promise<number>): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < READS; n++) {
    const one = CARDS[n % CARDS.length];
    if (one === undefined) throw new Error('no cards');
    await pause(Math.random() * 400);
    const laidAt = performance.timeOrigin + performance.now();
    hand.lay(one.key);
    took.push((await seen(one.name)) - laidAt);
    hand.lift();
    // Until the driver has seen the empty surface.
    await pause(500);
  }
  return took;
}

async function readsToEvent(cable: PtyCable, simulator: CardReaderSimulator): Promise<number[]> {
  let heard: (at: number) => void = () => undefined;
  let wanted = '';
  const reader = new IdCardReader({
    deviceId: 'id-card',
    path: cable.host,
    transport: 'serial',
    simulated: true,
    clock: systemClock,
    candidates: async () => candidatesAt({ kind: 'serial', path: cable.host, text: cable.host, simulated: true }),
    emit: (event) => {
      if (event.type === 'card-read' && event.card.name === wanted) heard(performance.timeOrigin + performance.now());
    },
  });
  reader.start();
  try {
    while (reader.health.state !== 'ready') await pause(20);
    return await layAll(simulator, (name) => {
      wanted = name;
      return new Promise((resolve) => {
        heard = resolve;
      });
    });
  } finally {
    await reader.stop();
  }
}

/** To the form of an office of this machine with its reader on a pseudo terminal. */
export function readsToFormOnPty(dir: string): Promise<number[]> {
  return withReader(dir, async (cable, simulator) => {
    const office = startOffice({ ...(await townWithReader(join(dir, 'pty'), cable.host)), port: await freePort() });
    try {
      return await formReads(await addressOf(office), simulator);
    } finally {
      await office.stop();
    }
  });
}

/** A town's data directory in a new folder, and its passphrase; the (simulated) reader is at this path. */
export async function townWithReader(dir: string, reader: string): Promise<{ data: string; passphraseFile: string }> {
  mkdirSync(dir);
  const data = join(dir, 'office');
  const passphraseFile = join(dir, 'passphrase');
  writeFileSync(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 });
  await setUpTown(data, { devices: { idCard: `${reader}?simulated`, receiptPrinter: '', volumes: [] } });
  return { data, passphraseFile };
}

/** Opens the office in a browser of this machine, and the form of a person in it; then lays all cards. */
export async function formReads(address: string, hand: Hand): Promise<number[]> {
  const { browser, page } = await openWindow();
  // An office with an emulated processor takes its time.
  page.setDefaultTimeout(SLOW_MS);
  try {
    await page.goto(address);
    await signInWith(page, '330101', PASSWORD);
    await page.getByRole('navigation', { name: '主菜单' }).waitFor();
    await page.keyboard.press('Control+n');
    await whoActs(page, '沈念慈');
    await field(page, 'party.name').waitFor();
    await page.getByText('读卡器就绪').waitFor();
    return await layAll(hand, (name) => nameShown(page, name));
  } finally {
    await browser.close();
  }
}

/** When the field showed the name, by the clock of the window (the same PC), looked at with every frame. */
async function nameShown(page: Page, name: string): Promise<number> {
  const shown = await page.waitForFunction((wanted) => {
    const input = document.querySelector<HTMLInputElement>('[id="party.name"]');
    return input?.value === wanted && performance.timeOrigin + performance.now();
  }, name);
  return Number(await shown.jsonValue());
}

export function p95(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0);
}
