import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { systemClock } from '../clock.ts';
import { candidatesAt } from '../id-card/candidates.ts';
import { IdCardReader } from '../id-card/reader.ts';
import { CardReaderSimulator } from '../simulators/id-card.ts';
import { type PtyCable, ptyCable } from '../simulators/pty.ts';
import { parseAddress } from '../transport/address.ts';
import { HidTransport } from '../transport/hid-pipe.ts';
import { SerialTransport } from '../transport/serial.ts';
import { FakeHid } from './fake-hid.ts';

const BRIDGE = join(import.meta.dirname, '../../../resources/reader-helper/bridge.mjs');

/** The real driver on a real wire with the simulator at its other end. */
export interface WiredReader {
  readonly simulator: CardReaderSimulator;
  readonly reader: IdCardReader;
  reads(): Extract<DeviceEvent, { type: 'card-read' }>[];
  prompts(): string[];
  close(): Promise<void>;
}

/** The driver at an address, as the devices process makes it. */
export function openReader(text: string, candidates?: () => ReturnType<typeof candidatesAt>) {
  const events: DeviceEvent[] = [];
  const address = parseAddress(text, 10_000);
  const reader = new IdCardReader({
    deviceId: 'id-card',
    path: address.text,
    transport: address.kind,
    simulated: address.simulated,
    clock: systemClock,
    candidates: async () => candidates?.() ?? candidatesAt(address),
    emit: (event) => events.push(event),
  });
  reader.start();
  return {
    reader,
    reads: () => events.filter((event) => event.type === 'card-read'),
    prompts: () => events.filter((event) => event.type === 'card-prompt').map((event) => event.code),
  };
}

function wired(simulator: CardReaderSimulator, opened: ReturnType<typeof openReader>, ends: (() => unknown)[]) {
  const close = async () => {
    await opened.reader.stop();
    for (const end of ends) await end();
  };
  return { simulator, ...opened, close };
}

/** A folder for the two ends of a pseudo terminal. */
export function ptyFolder(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'reader-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Lays the simulator's cable. @param baud the speed the module is set to; another is not heard */
export async function onCable(
  cable: PtyCable,
  simulator: CardReaderSimulator,
  baud?: number,
): Promise<SerialTransport> {
  const device = await SerialTransport.open(cable.device, 115_200);
  if (baud === undefined) simulator.attach(device);
  else simulator.attach(device, async () => (await cable.hostSpeed()) === baud);
  return device;
}

async function overPty(): Promise<WiredReader> {
  const { dir, remove } = ptyFolder();
  const simulator = new CardReaderSimulator();
  const cable = await ptyCable(join(dir, 'host'));
  const device = await onCable(cable, simulator);
  return wired(simulator, openReader(cable.host), [() => device.close(), cable.pull, remove]);
}

async function overTcp(): Promise<WiredReader> {
  const simulator = new CardReaderSimulator();
  const port = await simulator.listen(0);
  return wired(simulator, openReader(`tcp://127.0.0.1:${port}?simulated`), [() => simulator.close()]);
}

const helperAddress = (target: string) =>
  `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(BRIDGE)}&arg=${encodeURIComponent(target)}&simulated`;

async function overHelper(): Promise<WiredReader> {
  const simulator = new CardReaderSimulator();
  const port = await simulator.listen(0);
  return wired(simulator, openReader(helperAddress(`tcp://127.0.0.1:${port}`)), [() => simulator.close()]);
}

async function overHelperAndPty(): Promise<WiredReader> {
  const { dir, remove } = ptyFolder();
  const simulator = new CardReaderSimulator();
  const cable = await ptyCable(join(dir, 'host'));
  const device = await onCable(cable, simulator, 115_200);
  return wired(simulator, openReader(helperAddress(cable.host)), [() => device.close(), cable.pull, remove]);
}

async function overHid(): Promise<WiredReader> {
  const simulator = new CardReaderSimulator();
  const text = 'hid://0250:0001?simulated';
  const dial = async () => {
    const device = new FakeHid();
    simulator.attach(device.end);
    return new HidTransport(device);
  };
  const opened = openReader(text, () => [{ path: text, vidPid: '0250:0001', baudRate: null, dial }]);
  return wired(simulator, opened, []);
}

export const WIRES: Readonly<Record<string, () => Promise<WiredReader>>> = {
  pty: overPty,
  tcp: overTcp,
  helper: overHelper,
  'helper and pty': overHelperAndPty,
  hid: overHid,
};
/** Those that need socat. */
export const PTY_WIRES: readonly string[] = ['pty', 'helper and pty'];
