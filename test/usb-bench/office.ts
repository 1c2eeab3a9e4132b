import { cpSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { CardReaderSimulator } from '../../main/devices/simulators/id-card.ts';
import { startOffice } from '../e2e/processes.ts';
import { SerialGadget } from './serial-gadget.ts';

/**
 * `office.ts DATA PASSPHRASE-FILE PORT HAND-PORT`, inside the guest: the program on a copy of that data directory, and a
 * simulated ID-card reader behind a kernel serial port. PORT leads to the program from outside, HAND-PORT takes the
 * lines `lay CARD` and `lift`. Prints `OFFICE address`, and a sign of life each minute.
 */
const [from = '', passphraseFile = '', port = '', handPort = ''] = process.argv.slice(2);
/** The guest's own address in QEMU's user network. The program listens on the loopback only. */
const HERE = '10.0.2.15';
const MINUTES = 60_000;

setInterval(() => process.stdout.write('BENCH {"alive":true}\n'), MINUTES);

const serve = (on: number, accept: (socket: Socket) => void) =>
  createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    accept(socket);
  }).listen(on, HERE);

const simulator = new CardReaderSimulator();
await new SerialGadget({ socket: 0, name: 'reader', vendor: 0x1d6b, product: 0x0104 }, simulator).plug();
serve(Number(handPort), (socket) =>
  createInterface({ input: socket }).on('line', (line) => {
    const [word, card = ''] = line.split(' ');
    if (word === 'lay') simulator.lay(card);
    else simulator.lift();
  }),
);
serve(Number(port), (socket) => {
  const program = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
  program.on('error', () => socket.destroy());
  socket.pipe(program).pipe(socket);
});

const data = '/run/office';
cpSync(from, data, { recursive: true });
const office = startOffice({ data, port: Number(port), passphraseFile });
const [, address] = await office.line(/^Office ready: (\S+)$/, 20 * MINUTES);
process.stdout.write(`OFFICE ${address}\n`);
