import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CARD_DECK } from '../../../preload/contract/card-deck.ts';
import { type PadHand, padHand } from '../../../preload/contract/pad.ts';
import { displayTemplate, PLAIN_TEMPLATE } from '../../../preload/contract/queue-display.ts';
import { Refusal } from '../../../preload/contract/refusal.ts';
import { SerialTransport } from '../transport/serial.ts';
import type { Transport } from '../transport/transport.ts';
import { BODYCAM_FAULTS, CAMERA_PROFILES, cameraProfile, dockCamera } from './bodycam.ts';
import { CAMERA_BODY, CAMERA_FAULTS, ControlledCameraSimulator } from './controlled-camera.ts';
import { CardReaderSimulator, READER_FAULTS } from './id-card.ts';
import { ptyCable } from './pty.ts';
import { DISPLAY_FAULTS, QueueDisplaySimulator } from './queue-display.ts';
import { PRINTER_FAULTS, ReceiptPrinterSimulator } from './receipt-printer.ts';
import { SCANNER_FAULTS, ScannerSimulator } from './scanner.ts';
import { PAD_FAULTS, SignaturePadSimulator } from './signature-pad.ts';

const USAGE = `npm run devices -- id-card         --tcp PORT | --serial PATH | --pty PATH [--baud N] [--fault NAME] [--lay CARD]
npm run devices -- receipt-printer --tcp PORT | --serial PATH [--fault NAME] [--width 58|80]
npm run devices -- signature-pad   --tcp PORT | --serial PATH [--fault NAME]
npm run devices -- scanner         --tcp PORT | --serial PATH | --pty PATH [--fault NAME] [--aim PREFIX]
npm run devices -- queue-display   --tcp PORT | --serial PATH | --pty PATH [--fault NAME] [--template TEXT]
                                   [--checksum none|xor|sum] [--encoding gb18030|ascii]
npm run devices -- bodycam         --dir DIR [--device 1234567] [--officer 123456] [--at ISO] [--profile NAME] [--fault NAME]
npm run devices -- camera-control  --tcp PORT [--dir DIR] [--device 1234567] [--officer 123456] [--password 000000] [--fault NAME]

PORT 0 takes a free port. --pty makes a pseudo terminal (Linux, socat) at PATH; with it --baud is checked: a host at
another speed is not heard. Lines on standard input steer a running simulator:
  id-card           lay CARD | lift | fault NAME
  signature-pad     write | pull | confirm | again | cancel | unplug | plug | fault NAME | seen
  scanner           scan TEXT | unplug | fault NAME
  queue-display     shown | fault NAME
  camera-control    take-out | passwords | fault NAME
  receipt-printer   paper in | paper out | fault NAME | papers | bytes | tear
cards:           ${CARD_DECK.map((card) => card.key).join(' ')}
reader faults:   ${READER_FAULTS.join(' ')},
                 find-XX select-XX read-XX address-XX for any status XX, -once behind it for one time
pad faults:      ${PAD_FAULTS.join(' ')}
scanner faults:  ${SCANNER_FAULTS.join(' ')}
display faults:  ${DISPLAY_FAULTS.join(' ')}
printer faults:  ${PRINTER_FAULTS.join(' ')} (paper-end-after-N lines, cover-open-after-N bytes: any N)
control faults:  ${CAMERA_FAULTS.join(' ')}
camera faults:   ${BODYCAM_FAULTS.join(' ')}
camera profiles: ${CAMERA_PROFILES.join(' ')}
`;

interface Simulator {
  listen(port: number): Promise<number>;
  attach(transport: Transport): void;
}
type Verb = (argument: string) => unknown;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tcp: { type: 'string' },
    serial: { type: 'string' },
    pty: { type: 'string' },
    baud: { type: 'string', default: '115200' },
    dir: { type: 'string' },
    fault: { type: 'string', default: 'none' },
    lay: { type: 'string' },
    width: { type: 'string', default: '58' },
    device: { type: 'string', default: '1234567' },
    officer: { type: 'string', default: '000000' },
    password: { type: 'string', default: CAMERA_BODY.password },
    at: { type: 'string' },
    profile: { type: 'string', default: 'ga947-a' },
    aim: { type: 'string', default: ']Q1' },
    template: { type: 'string', default: PLAIN_TEMPLATE.template },
    checksum: { type: 'string', default: PLAIN_TEMPLATE.checksum },
    encoding: { type: 'string', default: PLAIN_TEMPLATE.encoding },
    help: { type: 'boolean', short: 'h' },
  },
});

function usage(problem?: string): never {
  process.stderr.write(problem === undefined ? USAGE : `${problem}\n\n${USAGE}`);
  process.exit(problem === undefined ? 0 : 2);
}

/** Opens the simulator where it was asked to be and prints one line with the address for the office's settings. */
async function serve(kind: string, simulator: Simulator, verbs: Record<string, Verb>): Promise<void> {
  const wire = values.pty === undefined ? values.serial : `${values.pty}.device`;
  if (wire !== undefined) {
    simulator.attach(await SerialTransport.open(wire, 115_200));
    say(`${kind} ready: ${values.pty === undefined ? wire : `${values.pty}?simulated`}`);
  } else {
    const port = Number(values.tcp);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) usage(`${kind} needs --tcp PORT or --serial PATH`);
    say(`${kind} ready: tcp://127.0.0.1:${await simulator.listen(port)}?simulated`);
  }
  for await (const line of createInterface({ input: process.stdin })) await steer(verbs, line.trim());
}

async function steer(verbs: Record<string, Verb>, line: string): Promise<void> {
  if (line === '') return;
  const [verb = '', ...rest] = line.split(/\s+/);
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act) return say(`? ${line} (${Object.keys(verbs).join(', ')})`);
  try {
    const answer = await act(rest.join(' '));
    say(answer === undefined ? `ok ${line}` : JSON.stringify(answer));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(`${error.message} (${error.code})`);
  }
}

/** A reader set to one speed, on a cable that knows the speed of the other end. */
async function onPty(path: string, simulator: CardReaderSimulator): Promise<Simulator> {
  const baud = Number(values.baud);
  if (!Number.isInteger(baud) || baud <= 0) usage('--baud needs a speed such as 9600');
  const cable = await ptyCable(path);
  return {
    listen: (port) => simulator.listen(port),
    attach: (transport) => simulator.attach(transport, async () => (await cable.hostSpeed()) === baud),
  };
}

async function idCard(): Promise<void> {
  const simulator = new CardReaderSimulator(values.fault);
  if (values.lay !== undefined) simulator.lay(values.lay);
  const wired = values.pty === undefined ? simulator : await onPty(values.pty, simulator);
  await serve('id-card', wired, {
    lay: (card) => simulator.lay(card),
    lift: () => simulator.lift(),
    fault: (name) => simulator.fault(name),
  });
}

async function receiptPrinter(): Promise<void> {
  const simulator = new ReceiptPrinterSimulator(values.width === '80' ? 80 : 58, values.fault);
  await serve('receipt-printer', simulator, {
    paper: (where) => simulator.paper(where === 'in'),
    fault: (name) => simulator.fault(name),
    papers: () => ({
      papers: simulator.papers().map(({ lines, qrCodes, cut }) => ({ lines, qrCodes, cut })),
      broken: simulator.broken,
      drawerOpened: simulator.drawerOpened,
    }),
    bytes: () => simulator.received.toString('base64'),
    tear: () => simulator.emptyPaper(),
  });
}

async function signaturePad(): Promise<void> {
  const simulator = new SignaturePadSimulator(values.fault);
  const hand = (name: PadHand) => () => simulator.hand(name);
  await serve('signature-pad', simulator, {
    ...Object.fromEntries(padHand.options.map((name) => [name, hand(name)])),
    fault: (name) => simulator.fault(name),
    seen: () => simulator.seen(),
  });
}

/** Lays a cable where one is asked for. */
async function onCable(): Promise<void> {
  if (values.pty !== undefined) await ptyCable(values.pty);
}

async function scanner(): Promise<void> {
  const simulator = new ScannerSimulator(values.fault, values.aim);
  await onCable();
  await serve('scanner', simulator, {
    scan: (text) => simulator.scan(text),
    unplug: () => simulator.unplug(),
    fault: (name) => simulator.fault(name),
  });
}

async function queueDisplay(): Promise<void> {
  const template = displayTemplate.safeParse(values);
  if (!template.success) usage('--checksum is none, xor or sum; --encoding gb18030 or ascii');
  const simulator = new QueueDisplaySimulator(values.fault, template.data);
  await onCable();
  await serve('queue-display', simulator, {
    shown: () => ({ shown: simulator.shown, broken: simulator.broken }),
    fault: (name) => simulator.fault(name),
  });
}

/** Its line is behind resources/camera-helper/e12.mjs; switched to storage its clips lie in DIR. */
async function cameraControl(): Promise<void> {
  const { device: deviceNo, officer: officerNo, password, fault, dir } = values;
  const simulator = new ControlledCameraSimulator({ deviceNo, officerNo, password, dir: dir ?? null }, fault);
  await serve('camera-control', simulator, {
    'take-out': () => simulator.takeOut(),
    passwords: () => simulator.passwords,
    fault: (name) => simulator.fault(name),
  });
}

async function bodycam(): Promise<void> {
  const at = values.at === undefined ? new Date() : new Date(values.at);
  if (values.dir === undefined) usage('bodycam needs --dir DIR');
  if (Number.isNaN(at.getTime())) usage('--at needs an instant such as 2026-11-20T01:00:00Z');
  if (values.device.length !== 7 || values.officer.length !== 6) usage('--device has 7 characters, --officer 6');
  const profile = cameraProfile(values.profile);
  const { dir, device: deviceNo, officer: officerNo, fault } = values;
  const files = await dockCamera({ dir, deviceNo, officerNo, at, profile, fault });
  for (const file of files) say(file);
}

const KINDS: Record<string, () => Promise<void>> = {
  'id-card': idCard,
  'receipt-printer': receiptPrinter,
  'signature-pad': signaturePad,
  scanner,
  'queue-display': queueDisplay,
  'camera-control': cameraControl,
  bodycam,
};

if (values.help) usage();
const start = KINDS[positionals[0] ?? ''];
if (!start) usage(`unknown kind of device: ${positionals[0] ?? '(none)'}`);
try {
  await start();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  usage(`${error.message} (${error.code})`);
}
