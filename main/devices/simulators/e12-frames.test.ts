import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { Dice } from '../testing/dice.ts';
import { FUZZ } from '../testing/random.ts';
import { E12, encodeText, TextCutter } from './e12.ts';

const FOLDER = join(import.meta.dirname, '../../../resources/camera-helper');
interface FramesModule {
  readonly Frames: new () => { readonly held: number; push(chunk: Uint8Array): Buffer[] };
  canAnswer(command: string, message: Uint8Array): boolean;
}
const { Frames, canAnswer }: FramesModule = await import(pathToFileURL(join(FOLDER, 'e12-frames.mjs')).href);

const LONGEST = 1024;
const frame = (body: Buffer) => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
};

test('messages come out whole and in order, however the stream is cut and glued; no length is believed that cannot be', () => {
  const dice = new Dice(20_261_122);
  let refused = 0;
  let whole = 0;
  for (let input = 0; input < FUZZ; input += 1) {
    const sent = Array.from({ length: dice.below(4) }, () =>
      dice.bytes(dice.below(dice.below(200) === 0 ? LONGEST + 1 : 60)),
    );
    const stream = Buffer.concat(sent.map(frame));
    // One in three is damaged: a bit turned, its end lost, or noise behind it.
    const damage = dice.below(9);
    const bytes =
      damage === 1
        ? stream.subarray(0, dice.below(stream.length + 1))
        : damage === 2
          ? Buffer.concat([stream, dice.bytes(dice.below(12))])
          : Buffer.from(stream);
    if (damage === 0 && bytes.length > 0) {
      const at = dice.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
    }
    const [helper, camera] = [new Frames(), new TextCutter()];
    const got: Buffer[] = [];
    const texts: string[] = [];
    const take = (work: () => void): boolean => {
      try {
        work();
        return true;
      } catch (error) {
        if (!/ of \d+ bytes$/.test(String(error))) throw error;
        return false;
      }
    };
    let trusted = true;
    for (const chunk of dice.cut(bytes)) {
      if (!trusted) break;
      trusted = take(() => got.push(...helper.push(chunk)));
      // The simulator reads the same wire with a cutter of its own: both believe the same streams.
      const believed = take(() => texts.push(...camera.push(chunk)));
      if (believed !== trusted) throw new Error(`input ${input}: one cutter believes what the other does not`);
      if (trusted && helper.held >= 4 + LONGEST) throw new Error(`input ${input}: ${helper.held} bytes held`);
    }
    if (!trusted) refused += 1;
    else {
      const used = got.reduce((sum, one) => sum + 4 + one.length, 0);
      if (used + helper.held !== bytes.length) throw new Error(`input ${input}: bytes lost`);
      if (!Buffer.concat(got.map(frame)).equals(bytes.subarray(0, used))) throw new Error(`input ${input}: changed`);
      if (texts.length !== got.length) throw new Error(`input ${input}: ${texts.length} texts, ${got.length} messages`);
    }
    if (damage > 2) {
      if (!trusted || got.length !== sent.length || helper.held > 0) throw new Error(`input ${input}: a good stream`);
      whole += 1;
    }
    for (const one of got) canAnswer(dice.pick(['E12CMDS001', 'E12CMDS004', 'E12CMDS008']), one);
  }
  expect(refused).toBeGreaterThan(FUZZ / 100);
  expect(whole).toBeGreaterThan(FUZZ / 2);
});

test('a reply answers the commands that it is for; what is not known may answer any', () => {
  const answers = (text: string, command: string) => canAnswer(command, Buffer.from(text));
  expect(answers('E12DATA007076', E12.battery)).toBe(true);
  expect(answers('E12DATA007076', E12.info)).toBe(false);
  expect(answers(E12.timeSet, E12.setTime)).toBe(true);
  expect(answers(E12.timeSet, E12.storage)).toBe(false);
  for (const text of [E12.busy, 'E12DATR777', '']) expect(answers(text, E12.storage)).toBe(true);
});

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The helper's own process, asked by lines, on a camera whose bytes a test writes. */
async function helped() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const helper: ChildProcessWithoutNullStreams = spawn(process.execPath, [
    join(FOLDER, 'e12.mjs'),
    `tcp://127.0.0.1:${port}`,
  ]);
  const ended = once(helper, 'exit');
  const lines = createInterface({ input: helper.stdout })[Symbol.asyncIterator]();
  closers.push(
    () => server.close(),
    async () => {
      helper.stdin.end();
      await ended;
    },
  );
  helper.stdin.write('{"id":0,"call":"Init_Device"}\n');
  const [camera] = await connected;
  closers.push(() => camera.destroy());
  const texts = new TextCutter();
  const asked: string[] = [];
  camera.on('data', (chunk) => {
    for (const text of texts.push(chunk)) {
      asked.push(text);
      camera.emit('asked', text);
    }
  });
  const next = async () => JSON.parse((await lines.next()).value ?? '');
  /** Asks; the camera writes these portions. @returns the helper's answer */
  const ask = async (call: string, ...portions: Buffer[]) => {
    const came = once(camera, 'asked');
    helper.stdin.write(`${JSON.stringify({ id: 1, call, password: '000000', time: '2026-11-22T09:00:00' })}\n`);
    await came;
    for (const portion of portions) camera.write(portion);
    return next();
  };
  if (asked.length === 0) await once(camera, 'asked');
  camera.write(encodeText(E12.hello));
  expect(await next()).toMatchObject({ id: 0, result: 1 });
  return { ask, camera };
}
const battery = (percent: string) => encodeText(`${E12.data}007${percent}`);

test('a second message glued to an answer is not taken for the answer to the next question', async () => {
  const { ask } = await helped();
  const glued = Buffer.concat([battery('076'), battery('001'), encodeText(E12.timeSet)]);
  expect(await ask('ReadDeviceBatteryDumpEnergy', glued)).toMatchObject({ battery: 76 });
  expect(await ask('ReadDeviceBatteryDumpEnergy', battery('075'))).toMatchObject({ battery: 75 });
  expect(await ask('SetMSDC', encodeText(E12.storageFailed))).toMatchObject({ call: 'SetMSDC', result: 8 });
});

test('a message that had begun before the question, and one for another question, are passed over', async () => {
  const { ask } = await helped();
  const [first, stray] = [battery('076'), battery('001')];
  expect(await ask('ReadDeviceBatteryDumpEnergy', Buffer.concat([first, stray.subarray(0, 9)]))).toMatchObject({
    battery: 76,
  });
  const rest = Buffer.concat([stray.subarray(9), encodeText(E12.timeSet), battery('074')]);
  expect(await ask('ReadDeviceBatteryDumpEnergy', rest.subarray(0, 3), rest.subarray(3))).toMatchObject({
    battery: 74,
  });
});

test('an answer may come byte by byte', async () => {
  const { ask } = await helped();
  const bytes = [...battery('042')].map((byte) => Buffer.of(byte));
  expect(await ask('ReadDeviceBatteryDumpEnergy', ...bytes)).toMatchObject({ battery: 42 });
});
