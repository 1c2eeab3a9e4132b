#!/usr/bin/env node
/**
 * Example of a camera helper (docs/protocols/camera-helper.md): one JSON object a line on standard input, one answer a
 * line on standard output. It speaks to a camera of the E12 family over TCP or a serial port; a vendor's helper calls its
 * DLL instead. Only Node (18 or newer), and on a serial port stty.
 *
 *   e12.mjs tcp://HOST:PORT | serial:///dev/PORT
 */
import { execFileSync } from 'node:child_process';
import { close, constants, openSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { ReadStream } from 'node:tty';
import { canAnswer, Frames } from './e12-frames.mjs';

const address = process.argv[2] ?? '';
const [, host, port] = /^tcp:\/\/([^:/]+):(\d+)$/.exec(address) ?? [];
const [, serial] = /^serial:\/\/(\/\S+)$/.exec(address) ?? [];

/** Support reads this; never write a name or a password here. */
const say = (words) => process.stderr.write(`${words}\n`);
if (!host && !serial) {
  say('usage: e12.mjs tcp://HOST:PORT | serial:///dev/PORT (not on Windows)');
  process.exit(2);
}

const gbk = new TextDecoder('gbk');
/** Node decodes GBK but does not encode it: the table is turned round once. */
const bytesOf = new Map();
for (let high = 0x81; high <= 0xfe; high += 1) {
  for (let low = 0x40; low <= 0xfe; low += 1) {
    const text = gbk.decode(Uint8Array.of(high, low));
    if (text.length === 1 && !bytesOf.has(text)) bytesOf.set(text, [high, low]);
  }
}
const encode = (text) =>
  Buffer.from([...text].flatMap((one) => (one < '\u0080' ? [one.charCodeAt(0)] : (bytesOf.get(one) ?? [0x3f]))));

let socket = null;
let frames = new Frames();
let waiting = null;
/** A message that had begun before the question is no answer to it. */
let stale = false;
/** Nothing was asked of the camera yet: one that hangs up now is simply not there. */
let greeting = false;

function dropped() {
  const asked = waiting;
  socket = null;
  waiting = null;
  frames = new Frames();
  stale = false;
  if (greeting) return asked?.answer(null);
  // In the middle of a call nobody knows what the camera did: leave, and be started again.
  if (asked !== null) {
    say('camera lost in the middle of a call');
    process.exit(20);
  }
}

/** The port as a stream of raw bytes: Node reads and writes a terminal without waiting for one that is silent. */
function openSerial() {
  execFileSync('stty', ['-F', serial, '115200', 'raw', '-echo', 'clocal'], { stdio: 'ignore' });
  const fd = openSync(serial, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  // Node opens a terminal anew for itself and leaves ours open: the port would keep its number after an unplug.
  return new ReadStream(fd).once('close', () => close(fd, () => undefined));
}

const open = () =>
  new Promise((resolve) => {
    const opened = () => {
      socket = fresh;
      resolve(true);
    };
    let fresh;
    try {
      fresh = serial ? openSerial() : connect({ host, port: Number(port), noDelay: true }, () => opened());
    } catch {
      return resolve(false);
    }
    if (serial) opened();
    fresh.on('error', () => resolve(false));
    fresh.on('close', () => {
      resolve(false);
      if (socket === fresh) dropped();
    });
    fresh.on('data', heard);
  });

function heard(chunk) {
  let messages;
  try {
    messages = frames.push(chunk);
  } catch {
    say('not a camera of this family');
    process.exit(20);
  }
  for (const message of messages) {
    const late = stale;
    stale = false;
    // Nobody asked for it; kept, it would be taken for the answer to the next question.
    if (late || waiting === null || !canAnswer(waiting.command, message)) say('unexpected frame received');
    else waiting.answer(message);
  }
}

function ask(command, rest = '') {
  const body = encode(command + rest);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  stale = frames.held > 0;
  return new Promise((resolve) => {
    const answer = (bytes) => {
      waiting = null;
      resolve(bytes);
    };
    waiting = { command, answer };
    socket.write(Buffer.concat([head, body]));
  });
}

/** First reply code that was met, in the result codes of the DLLs. */
const RESULTS = {
  E12DATR100: 1,
  E12DATR001: 5,
  E12DATR000: 6,
  E12DATR011: 7,
  E12DATR010: 8,
  E12DATR021: 3,
  E12DATR020: 2,
  E12DATR030: 4,
};
const said = (bytes) => {
  const code = bytes.toString('latin1', 0, 10);
  return code === 'E12DATR880' ? { busy: true } : { result: RESULTS[code] ?? 2 };
};
/** The data behind `E12DATAnnn`, or what else was said. */
const dataOr = (bytes, read) =>
  bytes.toString('latin1', 0, 7) === 'E12DATA' ? { result: 1, ...read(bytes.subarray(10)) } : said(bytes);

function infoOf(bytes) {
  let at = 0;
  const next = (width) => {
    at += width;
    return gbk.decode(bytes.subarray(at - width, at)).replace(/[\s\0]+$/, '');
  };
  const info = { serial: next(7), userNo: next(6), userName: next(32), unitNo: next(12), unitName: next(32) };
  const stamp = bytes.toString('latin1', at, at + 14);
  const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(stamp);
  return time ? { info, deviceTime: `${time[1]}-${time[2]}-${time[3]}T${time[4]}:${time[5]}:${time[6]}` } : { info };
}

const DO = {
  Init_Device: async () => {
    greeting = true;
    const answer = (socket ?? (await open())) ? await ask('E12CMDS001') : null;
    greeting = false;
    return answer === null ? { result: 2 } : said(answer);
  },
  GetIDCode: async () => dataOr(await ask('E12CMDS009'), (data) => ({ idCode: data.toString('latin1').slice(0, 5) })),
  GetZFYInfo: async () => dataOr(await ask('E12CMDS004'), infoOf),
  WriteZFYInfo: async ({ password, info }) => {
    const widths = [7, 6, 32, 12, 32];
    const fields = [info.serial, info.userNo, info.userName, info.unitNo, info.unitName];
    const filled = fields.map((text, i) => text + ' '.repeat(Math.max(0, widths[i] - encode(text).length))).join('');
    return said(await ask('E12CMDS005', password.padEnd(6) + filled));
  },
  SyncDevTime: async ({ password, time }) =>
    said(await ask('E12CMDS003', password.padEnd(6) + time.replace(/\D/g, '').slice(0, 14))),
  SetMSDC: async ({ password }) => said(await ask('E12CMDS008', password.padEnd(6))),
  ReadDeviceBatteryDumpEnergy: async () =>
    dataOr(await ask('E12CMDS007'), (data) => ({ battery: Number(data.toString('latin1').slice(0, 3)) })),
  UnInit_Device: async () => {
    socket?.destroy();
    return { result: 1 };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, call, ...rest } = JSON.parse(line);
  const act = DO[call];
  const away = socket === null && call !== 'Init_Device' && call !== 'UnInit_Device';
  const answer = act === undefined || away ? { result: 2 } : await act(rest);
  process.stdout.write(`${JSON.stringify({ id, call, ...answer })}\n`);
}
process.exit(0);
