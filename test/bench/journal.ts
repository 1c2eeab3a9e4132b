import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { openWriter } from '../../main/office/ledger/connection.ts';
import { act, createKeyFile, createLedger } from '../../main/office/ledger/index.ts';
import { caseFiled, testModule } from '../../main/office/ledger/test-module.ts';
import type { Figure } from './figure.ts';

const ROUNDS = 60;
const PER_ROUND = 50;

/**
 * Durable actions a second of `ledger.record` (check, header, payload, projected row with its three indexes, WAL
 * synced) against raw single-row commits of the same engine: same cipher, WAL, FULL, a row of the same size under a
 * text key. Interleaved in one run, so that both meet the same disk. Medians of rounds.
 */
export async function journal(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-journal-'));
  try {
    const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
    const clock = () => new Date();
    const ledger = await createLedger({
      dir,
      kind: 'demo',
      dataKey,
      modules: [testModule()],
      clock,
      deskName: '一号窗口',
    });
    const raw = openWriter(join(dir, 'raw.db'), dataKey);
    raw.exec('CREATE TABLE action (id TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT');
    const insert = raw.prepare<[string, Uint8Array]>('INSERT INTO action VALUES (?, ?)');
    const body = new Uint8Array(600).fill(7);

    const recordOne = () => {
      const id = v7();
      ledger.record('officer-1', () => [act(caseFiled, id, { number: id, party: '张三', fineFen: 5_000 })]);
    };
    const insertOne = () => void insert.run(v7(), body);
    const rounds = { record: [] as number[], raw: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      rounds.raw.push(perSecond(insertOne));
      rounds.record.push(perSecond(recordOne));
    }
    ledger.close();
    raw.close();
    const value = median(rounds.record);
    const peer = median(rounds.raw);
    return [
      {
        name: 'journal.record',
        value: Math.round(value),
        unit: 'durable actions/s',
        peer: { name: 'raw single-row commits (same engine, cipher, WAL, FULL)', value: Math.round(peer) },
        ratio: Number((value / peer).toFixed(3)),
      },
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function perSecond(work: () => void): number {
  const started = performance.now();
  for (let i = 0; i < PER_ROUND; i++) work();
  return (PER_ROUND * 1_000) / (performance.now() - started);
}

/** The first fifth warms up and is left out. */
function median(values: readonly number[]): number {
  const steady = values.slice(Math.floor(values.length / 5)).sort((a, b) => a - b);
  return steady[Math.floor(steady.length / 2)] ?? 0;
}
