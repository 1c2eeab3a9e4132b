import { afterEach, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { PRINTER_PROFILES, type PrinterProfileKey } from '../../../preload/contract/printer-profiles.ts';
import { systemClock } from '../clock.ts';
import { ReceiptPrinterSimulator } from '../simulators/receipt-printer.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryTransport } from '../transport/memory.ts';
import { TcpTransport } from '../transport/tcp.ts';
import type { Transport } from '../transport/transport.ts';
import { ReceiptPrinter } from './printer.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const LINES = ['行政处罚决定书', '罚款：￥50.00', '第三行', '第四行', '第五行'];
const JOB = Buffer.concat([
  Buffer.from('1b401c26', 'hex'),
  ...LINES.map((line) => Buffer.concat([iconv.encode(line, 'gb18030'), Buffer.of(0x0a)])),
  Buffer.from('1d564200', 'hex'),
]);

function driver(
  dial: () => Promise<Transport>,
  clock = systemClock,
  profile: PrinterProfileKey = 'standard',
  present?: () => Promise<boolean>,
) {
  const events: DeviceEvent[] = [];
  const printer = new ReceiptPrinter({
    deviceId: 'receipt-printer',
    path: 'test',
    transport: 'tcp',
    simulated: true,
    profile: PRINTER_PROFILES[profile],
    clock,
    dial,
    ...(present && { present }),
    emit: (event) => events.push(event),
  });
  return { printer, events };
}

/** Driver and simulator in memory under a clock that the test moves. */
function bench(fault = 'none', profile: PrinterProfileKey = 'standard') {
  const clock = new FakeClock();
  const simulator = new ReceiptPrinterSimulator(58, fault);
  const links: MemoryTransport[] = [];
  const { printer, events } = driver(
    async () => {
      const [host, device] = MemoryTransport.pair();
      simulator.attach(device);
      links.push(host);
      return host;
    },
    clock,
    profile,
  );
  const print = async (jobId: string) => {
    let done = false;
    const result = printer.print(jobId, JOB).finally(() => {
      done = true;
    });
    while (!done) await clock.pass(500);
    return result;
  };
  return { clock, simulator, printer, events, links, print };
}

/** Driver and simulator over a real socket. */
async function wired(fault = 'none') {
  const simulator = new ReceiptPrinterSimulator(58, fault);
  const port = await simulator.listen(0);
  closers.push(() => simulator.close());
  return { simulator, ...driver(() => TcpTransport.open('127.0.0.1', port)) };
}

/** What was told about jobs after their results. */
const settled = (events: readonly DeviceEvent[]) =>
  events.flatMap((event) =>
    event.type === 'print-settled' ? [[event.jobId, event.result.state, event.result.code]] : [],
  );

const printed = (simulator: ReceiptPrinterSimulator) =>
  simulator.papers().flatMap((paper) => paper.lines.map((line) => line.text));

test('matrix row 9: over TCP: a job is printed and confirmed, and the same job is not printed twice', async () => {
  const { simulator, printer } = await wired();
  await printer.status();
  expect(await printer.print('a', JOB)).toEqual({ state: 'done', simulated: true });
  expect(await printer.print('a', JOB)).toEqual({ state: 'done', simulated: true });
  expect(printed(simulator)).toEqual(LINES);
  expect(simulator.papers()[0]?.cut).toBe(true);
  expect(simulator.broken).toBeNull();
  expect(printer.health).toMatchObject({ state: 'ready', model: 'SIMULATED ZZ-58SIM' });
});

test('two jobs asked for at once come out one after the other', async () => {
  const { simulator, printer } = await wired();
  const results = await Promise.all([printer.print('a', JOB), printer.print('b', JOB), printer.print('a', JOB)]);
  expect(results.map((result) => result.state)).toEqual(['done', 'done', 'done']);
  expect(simulator.papers().map((paper) => paper.cut)).toEqual([true, true]);
});

test('over TCP: connection refused, then repaired', async () => {
  const { simulator, printer } = await wired('refused');
  expect(await printer.print('a', JOB)).toMatchObject({ state: 'failed', code: 'DEV-202' });
  expect(await printer.status()).toMatchObject({ online: false, problem: { code: 'DEV-202' } });
  await simulator.fault('none');
  expect(await printer.print('a', JOB)).toMatchObject({ state: 'done' });
  expect(printed(simulator)).toEqual(LINES);
});

test('matrix row 9: over TCP: reset in the middle of the job is unconfirmed and never sent again', async () => {
  const { simulator, printer } = await wired('reset-mid-job');
  expect(await printer.print('a', JOB)).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-205' });
  await simulator.fault('none');
  expect(await printer.print('a', JOB)).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-205' });
  expect(printed(simulator)).toEqual([]);
});

test('a cable pulled in the middle of a character leaves nothing of it before the next job', async () => {
  const { simulator, print } = bench();
  const [host, device] = MemoryTransport.pair();
  simulator.attach(device);
  await host.write(JOB.subarray(0, 5));
  await new Promise((resolve) => setImmediate(resolve));
  await host.close();
  expect(await print('a')).toMatchObject({ state: 'done' });
  expect(printed(simulator)).toEqual(LINES);
});

test('over TCP: a web server on the port is not a printer', async () => {
  const { printer } = await wired('not-a-printer');
  expect(await printer.print('a', JOB)).toMatchObject({ state: 'failed', code: 'DEV-204' });
});

test('matrix row 9: over TCP: a slow printer is waited for', async () => {
  const { simulator, printer } = await wired('slow');
  const long = Buffer.concat(Array.from({ length: 60 }, () => JOB));
  expect(await printer.print('a', long)).toMatchObject({ state: 'done' });
  expect(simulator.papers()).toHaveLength(60);
});

test.each([
  ['paper-out', 'DEV-211', '缺纸'],
  ['cover-open', 'DEV-212', '盖子'],
])('matrix row 9: %s before the job: nothing is sent', async (fault, code, word) => {
  const { simulator, print, printer } = bench(fault);
  const result = await print('a');
  expect(result).toMatchObject({ state: 'failed', code, sentence: expect.stringContaining(word) });
  expect(printer.health.state).toBe('attention');
  await simulator.fault('none');
  simulator.paper(true);
  expect(await print('a')).toMatchObject({ state: 'done' });
  expect(printed(simulator)).toEqual(LINES);
});

test('a printer that never answers: nothing is sent', async () => {
  const { simulator, print } = bench('silent');
  expect(await print('a')).toMatchObject({ state: 'failed', code: 'DEV-203' });
  expect(printed(simulator)).toEqual([]);
});

test.each(['few-answers', 'status-unasked', 'near-end'])('%s does not keep a job from being printed', async (fault) => {
  const { simulator, print } = bench(fault);
  expect(await print('a')).toMatchObject({ state: 'done' });
  expect(printed(simulator)).toEqual(LINES);
});

test.each(['bare-name', 'one-byte-name'])(
  'a healthy clone (%s) that does not name itself as others do is a printer: it prints, and is not asked again',
  async (fault) => {
    const { clock, simulator, print, printer } = bench(fault);
    const looked = printer.status();
    await clock.pass(10_000);
    await looked;
    expect(await print('a')).toEqual({ state: 'done', simulated: true });
    expect(await print('b')).toEqual({ state: 'done', simulated: true });
    expect(printed(simulator)).toEqual([...LINES, ...LINES]);
    expect(printer.health).toMatchObject({ state: 'ready', model: null });
    expect(simulator.received.toString('hex').split('1d4942')).toHaveLength(2);
  },
);

test('a printer that is out of paper at the first look is asked for its name when it can print', async () => {
  const { clock, simulator, printer } = bench('paper-out');
  printer.start();
  await clock.pass(10_000);
  expect(printer.health).toMatchObject({ state: 'attention', model: null });
  await simulator.fault('none');
  simulator.paper(true);
  await clock.pass(10_000);
  expect(printer.health).toMatchObject({ state: 'ready', model: 'SIMULATED ZZ-58SIM' });
  const stopping = printer.stop();
  await clock.pass(60_000);
  await stopping;
});

test.each(['20', '02', '58502d353800'])(
  'a name (%s) that comes 1.3 s late, on a cable that hands it to whoever listens, says nothing of a job',
  async (name) => {
    const clock = new FakeClock();
    let device: MemoryTransport;
    const dial = async () => {
      const [host, end] = MemoryTransport.pair();
      device = end;
      const say = (hex: string) => void device.write(Buffer.from(hex, 'hex')).catch(() => undefined);
      end.onData((chunk) => {
        const asked = chunk.toString('hex');
        if (asked.startsWith('1d49')) clock.after(1300, () => say(name));
        else if (asked in WELL) say(WELL[asked] ?? '');
      });
      return host;
    };
    const { printer } = driver(dial, clock);
    const looked = printer.status();
    await clock.pass(10);
    // It is being asked for its name. What is printed now is never confirmed.
    const result = printer.print('a', JOB);
    await clock.pass(120_000);
    await looked;
    expect(await result).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-206' });
  },
);

test('matrix row 9: paper ends in the middle: unconfirmed, other jobs wait, confirmed after paper is loaded', async () => {
  const { clock, simulator, printer, events, print } = bench('paper-end-after-3');
  expect(await print('a')).toEqual({
    state: 'sent_unconfirmed',
    code: 'DEV-221',
    sentence: '缺纸，装纸后将继续打印。',
    simulated: true,
  });
  expect(printed(simulator)).toEqual(LINES.slice(0, 3));
  expect(await print('b')).toMatchObject({ state: 'failed', code: 'DEV-211' });
  expect(settled(events)).toEqual([]);
  await simulator.fault('none');
  simulator.paper(true);
  await clock.pass(10_000);
  expect(settled(events)).toEqual([['a', 'done', undefined]]);
  expect(await print('a')).toMatchObject({ state: 'done' });
  expect(printed(simulator)).toEqual(LINES);
  expect(await print('b')).toMatchObject({ state: 'done' });
  expect(printed(simulator)).toEqual([...LINES, ...LINES]);
  expect(printer.health.state).toBe('ready');
});

test('matrix row 9: the cover springs open in the middle: unconfirmed, finished when it is closed, printed once', async () => {
  const { clock, simulator, events, print } = bench('cover-open-after-40');
  expect(await print('a')).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-222' });
  expect(printed(simulator).length).toBeLessThan(LINES.length);
  await simulator.fault('none');
  await clock.pass(10_000);
  expect(settled(events)).toEqual([['a', 'done', undefined]]);
  expect(printed(simulator)).toEqual(LINES);
});

test('paper ends, then the connection is lost: a person is asked to look at the paper, and the printer can be used again', async () => {
  const { clock, simulator, events, print, links } = bench('paper-end-after-3');
  expect(await print('a')).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-221' });
  await links.at(-1)?.close();
  await clock.pass(10_000);
  await simulator.fault('none');
  simulator.paper(true);
  expect(settled(events)).toEqual([['a', 'sent_unconfirmed', 'DEV-205']]);
  expect(await print('a')).toMatchObject({
    state: 'sent_unconfirmed',
    code: 'DEV-205',
    sentence: expect.stringMatching(/请核对打印机上的纸.*「补打」或「标记完成」/),
  });
  expect(await print('b')).toMatchObject({ state: 'done' });
});

test('a printer without a way back: always unconfirmed, never asked', async () => {
  const { simulator, print } = bench('silent', 'no-status');
  expect(await print('a')).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-208' });
  expect(simulator.received).toEqual(JOB);
});

test('a printer without a way back that is off is told, and so is its return', async () => {
  const clock = new FakeClock();
  const simulator = new ReceiptPrinterSimulator(58, 'silent');
  let on = false;
  const dial = async () => {
    if (!on) throw new Error('ECONNREFUSED');
    const [host, device] = MemoryTransport.pair();
    simulator.attach(device);
    return host;
  };
  const { printer, events } = driver(dial, clock, 'no-status');
  const tells = () =>
    events.filter((event) => event.type === 'printer-status').map((event) => event.status.problem?.code);
  printer.start();
  await clock.pass(1000);
  expect(printer.health).toMatchObject({ state: 'absent', lastError: { code: 'DEV-201' } });
  on = true;
  await clock.pass(31_000);
  expect(printer.health).toMatchObject({ state: 'ready', model: '不能回报状态，缺纸等请看打印机' });
  expect(tells()).toEqual(['DEV-201', undefined]);
  expect(simulator.received).toHaveLength(0);
  const stopping = printer.stop();
  await clock.pass(60_000);
  await stopping;
});

test('the printer tells by itself that paper ended and that it is there again; nobody waits for a look', async () => {
  const { simulator, printer, events } = bench('paper-end-after-3');
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const result = printer.print('a', JOB);
  for (let i = 0; i < 50; i++) await turn();
  // The clock stands still: what is known now was told unasked.
  expect(await result).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-221' });
  expect(simulator.received.includes(Buffer.from('1d61ff', 'hex'))).toBe(true);
  await simulator.fault('none');
  simulator.paper(true);
  for (let i = 0; i < 50; i++) await turn();
  expect(settled(events)).toEqual([['a', 'done', undefined]]);
  expect(printer.health.state).toBe('ready');
});

test('a portable printer is not asked to report by itself', async () => {
  const { simulator, print } = bench('few-answers', 'portable');
  expect(await print('a')).toMatchObject({ state: 'done' });
  expect(simulator.received.includes(Buffer.from('1d61ff', 'hex'))).toBe(false);
});

test('the condition is watched: trouble and its end are told once each', async () => {
  const { clock, simulator, printer, events } = bench();
  printer.start();
  await clock.pass(1000);
  simulator.paper(false);
  await clock.pass(61_000);
  simulator.paper(true);
  await clock.pass(61_000);
  const papers = events.filter((event) => event.type === 'printer-status').map((event) => event.status.paper);
  expect(papers).toEqual(['ok', 'out', 'ok']);
  expect(printer.health.state).toBe('ready');
  const stopping = printer.stop();
  await clock.pass(60_000);
  await stopping;
});

test('a plug that is pulled or put in is seen within two seconds, not at the next look', async () => {
  const clock = new FakeClock();
  const simulator = new ReceiptPrinterSimulator(58);
  let plugged = true;
  const dial = async () => {
    if (!plugged) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    const [host, device] = MemoryTransport.pair();
    simulator.attach(device);
    return host;
  };
  const { printer } = driver(dial, clock, 'standard', async () => plugged);
  printer.start();
  await clock.pass(3000);
  expect(printer.health.state).toBe('ready');
  plugged = false;
  await clock.pass(2000);
  expect(printer.health).toMatchObject({ state: 'absent', lastError: { code: 'DEV-201' } });
  plugged = true;
  await clock.pass(2000);
  expect(printer.health.state).toBe('ready');
  const stopping = printer.stop();
  await clock.pass(60_000);
  await stopping;
});

test('a printer that is stopped while it is looked at does not wait for the next look', async () => {
  const { clock, printer } = bench();
  printer.start();
  const stopping = printer.stop();
  let stopped = false;
  void stopping.then(() => {
    stopped = true;
  });
  await clock.pass(1000);
  expect(stopped).toBe(true);
});

test.each([
  ['断开', (printer: ReceiptPrinter) => printer.disconnect(), 'disabled'],
  ['保存', (printer: ReceiptPrinter) => printer.stop(), 'attention'],
])(
  '%s while a job is being sent, and the paper ends: the connection is let go, and nothing comes of it later',
  async (_, close, state) => {
    const { clock, simulator, printer, events, links } = bench('paper-end-after-3', 'portable');
    printer.start();
    await clock.pass(1000);
    const result = printer.print('a', JOB);
    await clock.pass(0);
    expect(printer.health.state).toBe('busy');
    const closed = close(printer);
    await clock.pass(30_000);
    await closed;
    // Nobody stays with it, so that it is not promised to go on.
    expect(await result).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-205' });
    await expect(links.at(-1)?.write(Buffer.of(0))).rejects.toThrow('closed');
    await simulator.fault('none');
    simulator.paper(true);
    await clock.pass(60_000);
    expect(printer.health.state).toBe(state);
    expect(printer.isOpen).toBe(false);

    printer.start();
    await clock.pass(10_000);
    expect(printer.health.state).toBe('ready');
    const again = printer.print('b', JOB);
    await clock.pass(30_000);
    expect(await again).toMatchObject({ state: 'done' });
    expect(settled(events)).toEqual([]);
    const stopping = printer.stop();
    await clock.pass(60_000);
    await stopping;
  },
);

/** A printer whose answers the test writes: what it is asked comes as hex, what it says goes out as hex. */
function scripted(answers: (asked: string) => string) {
  const clock = new FakeClock();
  const dial = async () => {
    const [host, device] = MemoryTransport.pair();
    device.onData((chunk) => {
      const said = answers(chunk.toString('hex'));
      if (said !== '') void device.write(Buffer.from(said, 'hex')).catch(() => undefined);
    });
    return host;
  };
  return { clock, ...driver(dial, clock) };
}
const WELL: Record<string, string> = { '100401': '12', '100402': '12', '100403': '12', '100404': '12' };
const NO_PAPER: Record<string, string> = { '100401': '1a', '100402': '32', '100403': '12', '100404': '72' };
const CONSUMED = '1d7201';

test('the confirmation comes between the questions after the cover was opened: the job is done and nothing is told later', async () => {
  const COVER_OPEN: Record<string, string> = { ...WELL, '100401': '001a', '100402': '16' };
  let open = false;
  const { clock, printer, events } = scripted((asked) => {
    open ||= asked === CONSUMED;
    // GS r itself is answered with "cover open" unasked; its answer comes together with that to DLE EOT 1.
    return asked === CONSUMED ? '3800000f' : ((open ? COVER_OPEN : WELL)[asked] ?? '');
  });
  const result = printer.print('a', JOB);
  await clock.pass(10_000);
  expect(await result).toEqual({ state: 'done', simulated: true });
  expect(settled(events)).toEqual([]);
});

test('a printer that answers GS r with "paper has ended" is asked again when there is paper', async () => {
  let paper = true;
  let first = true;
  const { clock, printer, events } = scripted((asked) => {
    if (asked !== CONSUMED) return (paper ? WELL : NO_PAPER)[asked] ?? '';
    // It ends while the job is printed.
    if (first) paper = false;
    first = false;
    return paper ? '00' : '0c';
  });
  const result = printer.print('a', JOB);
  await clock.pass(10_000);
  expect(await result).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-221' });
  paper = true;
  await clock.pass(10_000);
  expect(settled(events)).toEqual([['a', 'done', undefined]]);
});

test('a job that is never confirmed although there is paper again is left to a person', async () => {
  let asked = 0;
  const { clock, printer, events } = scripted((question) => {
    if (question === CONSUMED) asked += 1;
    const paper = asked === 0 || clock.now() > START + 20_000;
    return (paper ? WELL : NO_PAPER)[question] ?? '';
  });
  const START = clock.now();
  const result = printer.print('a', JOB);
  await clock.pass(15_000);
  expect(await result).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-221' });
  expect(settled(events)).toEqual([]);
  await clock.pass(60_000);
  expect(settled(events)).toEqual([['a', 'sent_unconfirmed', 'DEV-206']]);
  expect(asked).toBe(1);
});
