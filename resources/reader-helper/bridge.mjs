#!/usr/bin/env node
/**
 * Example of a reader helper (docs/protocols/reader-helper.md): hands bytes between standard input/output and a reader
 * that it reaches itself. A vendor's helper does the same with a DLL in place of the port. Only Node (18 or newer).
 *
 *   bridge.mjs tcp://HOST:PORT
 *   bridge.mjs /dev/ttyUSB0 [SPEED]        (Linux; 115200 unless told)
 */
import { execFileSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { connect } from 'node:net';
import { ReadStream, WriteStream } from 'node:tty';

const [target = '', speed = '115200'] = process.argv.slice(2);

/** Support reads this; never write anything of a card here. */
const say = (words) => process.stderr.write(`${words}\n`);

function leave(code, words) {
  say(words);
  process.exit(code);
}

function overTcp(host, port) {
  const socket = connect({ host, port, noDelay: true });
  socket.on('connect', () => say(`connected to ${host}:${port}`));
  return { input: socket, output: socket };
}

function overSerial(path) {
  const fd = openSync(path, 'r+');
  // Set while the port is open: some drivers forget it on the last close.
  execFileSync('stty', ['-F', path, speed, 'raw', '-echo', 'cs8', '-parenb', '-cstopb', '-crtscts']);
  say(`opened ${path} at ${speed}`);
  return { input: new ReadStream(fd), output: new WriteStream(openSync(path, 'r+')) };
}

function open() {
  const tcp = /^tcp:\/\/([^:/]+):(\d+)$/.exec(target);
  if (tcp) return overTcp(tcp[1], Number(tcp[2]));
  if (target.startsWith('/')) return overSerial(target);
  return leave(2, 'usage: bridge.mjs tcp://HOST:PORT | /dev/ttyUSB0 [SPEED]');
}

try {
  const { input, output } = open();
  for (const end of new Set([input, output])) {
    end.on('error', (error) => leave(3, `reader lost: ${error.code ?? error.message}`));
    end.on('close', () => leave(3, 'reader lost: closed'));
  }
  input.on('data', (bytes) => process.stdout.write(bytes));
  process.stdin.on('data', (bytes) => output.write(bytes));
  // The program that started the helper is gone or wants it to leave.
  process.stdin.on('end', () => process.exit(0));
} catch (error) {
  leave(3, `reader cannot be opened: ${error.code ?? error.message}`);
}
