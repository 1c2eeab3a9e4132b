import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { replay, unlockWithPassphrase, verify } from '../ledger/index.ts';
import { modules } from '../modules.ts';
import type { Office } from '../office.ts';
import {
  begun,
  citizen,
  codeOf,
  delivered,
  filled,
  numbered,
  openTown,
  PASSPHRASE,
  readyToDeliver,
  signed,
  type Town,
} from './town-in-test.ts';

/*
 * The program dies after each durable step of an act (an action recorded, a file stored); the office is opened again
 * on the same folder and the act is repeated. This shows what a dead process leaves; not what a power cut does to a disk.
 */
const LONG = 240_000;

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-04-13');
});
afterAll(() => town.close());

/** Lets the process die right after its `n`-th durable step: from then on nothing reaches the disk any more. */
function dieAfter(office: Office, n: number): () => boolean {
  const { ledger } = office;
  const { record, local } = ledger;
  const put = ledger.files.put.bind(ledger.files);
  let steps = 0;
  const alive = () => {
    if (steps >= n) throw new Error('power off');
  };
  const passed = () => {
    steps += 1;
    alive();
  };
  Object.assign(ledger, {
    record(...given: Parameters<typeof record>) {
      alive();
      const recorded = record.apply(ledger, given);
      if (recorded.length > 0) passed();
      return recorded;
    },
    local(...given: Parameters<typeof local>) {
      alive();
      return local.apply(ledger, given);
    },
  });
  Object.assign(ledger.files, {
    async put(...given: Parameters<typeof put>) {
      alive();
      const stored = await put(...given);
      passed();
      return stored;
    },
  });
  return () => steps >= n;
}

/** Dies after the first, the second … step of the act until it gets through; how often it died. */
async function everyDeath<T>(of: {
  readonly prepare: () => Promise<T> | T;
  readonly act: (given: T) => Promise<unknown>;
  readonly shows: (given: T) => void;
}): Promise<number> {
  for (let n = 1; ; n += 1) {
    const given = await of.prepare();
    const died = dieAfter(town.office(), n);
    const code = await codeOf(() => of.act(given));
    await town.reopen();
    if (!died()) {
      expect(code).toBe('OK');
      of.shows(given);
      return n - 1;
    }
    await of.act(given);
    of.shows(given);
  }
}

const page = (caseId: string) => town.office().cases.page(caseId);
const papers = (caseId: string, code: string) => page(caseId).documents.filter((one) => one.paper === code);
const kinds = (caseId: string) => page(caseId).timeline.map((one) => one.kind);
const times = (caseId: string, kind: string) => kinds(caseId).filter((one) => one === kind).length;

test('a draft is back with every field', async () => {
  const content = filled(town, {
    notice: { defence: 'MADE', defenceText: '第一次', defenceAnswer: '已考虑', adopted: 'PARTLY' },
  });
  const draft = begun(town, content);
  const kept = town.office().cases.drafts.put({ ...draft, step: 4 });
  await town.reopen();
  expect(town.office().cases.drafts.get(draft.id, town.staff.lead)).toEqual(kept);
  expect(kept.content).toEqual(content);
  expect(await codeOf(() => town.office().cases.drafts.get(draft.id, town.staff.second))).toBe('CASE-101');
});

test(
  'inform: one record, signed once',
  async () => {
    const deaths = await everyDeath({
      prepare: () => begun(town, filled(town)),
      act: (draft) => town.office().cases.steps.inform(town.staff.lead, draft.id),
      shows: ({ caseId }) => {
        expect(
          papers(caseId, 'D30').map((one) => [one.state, one.signatures.filter((s) => s.state === 'SIGNED').length]),
        ).toEqual([['RENDERED', 1]]);
        expect([
          times(caseId, 'case.informed'),
          times(caseId, 'document.rendered'),
          times(caseId, 'document.signed'),
        ]).toEqual([1, 1, 1]);
      },
    });
    expect(deaths).toBe(5);
  },
  LONG,
);

test(
  'number: the same number, one decision',
  async () => {
    const seen = new Set<string>();
    const deaths = await everyDeath({
      async prepare() {
        const draft = begun(town, filled(town));
        await town.office().cases.steps.inform(town.staff.lead, draft.id);
        return draft;
      },
      act: (draft) => town.office().cases.steps.number(town.staff.lead, draft.id),
      shows: ({ caseId }) => {
        const { number, draftId } = page(caseId);
        expect(papers(caseId, 'D36')).toMatchObject([{ number, state: 'RENDERED', pages: 3 }]);
        expect(times(caseId, 'case.numbered')).toBe(1);
        expect(draftId).not.toBeNull();
        seen.add(number);
      },
    });
    expect(deaths).toBe(3);
    expect(seen.size).toBe(4);
    expect(town.office().cases.numberReport(2026)).toEqual([]);
  },
  LONG,
);

test('the renderer fails after the number is taken: the number is kept and used', async () => {
  const draft = begun(town, filled(town));
  await town.office().cases.steps.inform(town.staff.lead, draft.id);
  await town.reopen(() => Promise.reject(new Error('Chromium has crashed')));
  const { steps } = town.office().cases;
  await expect(steps.number(town.staff.lead, draft.id)).rejects.toThrow('crashed');
  const { number, next } = page(draft.caseId);
  expect([number.includes('当罚'), next]).toEqual([true, 'SIGN']);
  await town.reopen();
  await town.office().cases.steps.number(town.staff.lead, draft.id);
  expect(papers(draft.caseId, 'D36')).toMatchObject([{ number, state: 'RENDERED' }]);
});

test(
  'deliver: delivered once, one signed copy of each paper, the draft gone',
  async () => {
    const deaths = await everyDeath({
      prepare: () => readyToDeliver(town, filled(town)),
      act: (caseId) => town.office().cases.steps.deliver(town.staff.lead, caseId),
      shows: (caseId) => {
        expect(page(caseId)).toMatchObject({ state: 'Q_PAY15', draftId: null });
        expect([times(caseId, 'case.issued'), times(caseId, 'document.signed-copy-made')]).toEqual([1, 2]);
        expect(papers(caseId, 'D36')).toMatchObject([{ state: 'DELIVERED' }]);
      },
    });
    expect(deaths).toBe(5);
  },
  LONG,
);

/** Cases go from one of these tests to the next. */
const filed: string[] = [];
const closed: string[] = [];

test(
  'filing: one paper',
  async () => {
    const deaths = await everyDeath({
      prepare: () => delivered(town, filled(town)),
      act: (caseId) => town.office().cases.after.record(town.staff.lead, caseId),
      shows: (caseId) => {
        expect(page(caseId).state).toBe('Q_RECORDED');
        expect(papers(caseId, 'BA')).toMatchObject([{ state: 'SIGNED', sha256: expect.any(String) }]);
        expect(times(caseId, 'case.recorded')).toBe(1);
        filed.push(caseId);
      },
    });
    expect(deaths).toBe(3);
  },
  LONG,
);

test(
  'closing: closed once, with the list of its tickets',
  async () => {
    const deaths = await everyDeath({
      prepare() {
        const caseId = filed.shift() ?? '';
        const paid = { ticketNo: `YH-100${filed.length}`, amountFen: 10_000, paidOn: '2026-04-13' };
        town.office().cases.after.pay(town.staff.cashier, { caseId, ...paid, channel: 'BANK' });
        return caseId;
      },
      act: (caseId) => town.office().cases.after.close(town.staff.leader, caseId),
      shows: (caseId) => {
        expect(page(caseId)).toMatchObject({ state: 'Q_CLOSED', end: 'PERFORMED' });
        expect(times(caseId, 'case.closed')).toBe(1);
        expect(papers(caseId, 'D46')).toMatchObject([{ sha256: expect.any(String) }]);
        closed.push(caseId);
      },
    });
    expect(deaths).toBe(3);
  },
  LONG,
);

const anchored = (hash: string) =>
  town
    .office()
    .ledger.read.get(sql`SELECT kept_at AS "where", count(*) AS times FROM ledger_anchor WHERE hash = ${hash}`);

test(
  'binding: one file, archived once, its head an anchor',
  async () => {
    const deaths = await everyDeath({
      prepare: () => closed.shift() ?? '',
      act: (caseId) => town.office().cases.bind(town.staff.archivist, caseId),
      shows: (caseId) => {
        expect(page(caseId).state).toBe('ARCHIVED');
        expect(papers(caseId, 'FILE')).toHaveLength(1);
        expect(times(caseId, 'case.archived')).toBe(1);
        // The head on its last page is an anchor of the chain, whichever step was the last.
        const archived = town.office().ledger.journal.bySubject(caseId).at(-1)?.payload as { headHash: string };
        expect(anchored(archived.headHash)).toEqual({ where: 'case-file', times: 1 });
      },
    });
    expect(deaths).toBe(2);
  },
  LONG,
);

test('binding makes what a death after closing left unmade', async () => {
  const caseId = await delivered(town, filled(town, { penalty: { kind: 'WARNING', fineFen: 0, tier: '' } }));
  dieAfter(town.office(), 1);
  await expect(town.office().cases.after.record(town.staff.lead, caseId)).rejects.toThrow('power off');
  await town.reopen();
  expect(papers(caseId, 'BA')).toMatchObject([{ sha256: null }]);
  await town.office().cases.after.close(town.staff.leader, caseId);
  await town.office().cases.bind(town.staff.archivist, caseId);
  expect(papers(caseId, 'BA')).toMatchObject([{ sha256: expect.any(String) }]);
});

const until = '2026-04-13';
const issue = (given: { id: string; sign: ReturnType<typeof signed> }) =>
  town.office().cases.orders.issue(town.staff.lead, {
    ...{ draftId: given.id, requirement: '收回货架', correctBefore: until, recheckOn: until, sign: given.sign },
  });
const draftOf = (itemCode: string) => {
  const party = citizen();
  const draft = begun(town, filled(town, { party, violation: { itemCode } }));
  return { ...draft, sign: signed(party.name), party };
};

test(
  'order: one order, signed once, found with its party',
  async () => {
    const deaths = await everyDeath({
      prepare: () => draftOf('CG002'),
      act: issue,
      shows: ({ caseId, party }) => {
        expect(page(caseId)).toMatchObject({ end: 'ORDERED', draftId: null, partyName: party.name });
        expect(papers(caseId, 'D20')).toMatchObject([{ state: 'RENDERED' }]);
        expect(times(caseId, 'document.signed')).toBe(1);
        expect(town.office().subjects.recognise(party.idNo)?.earlier).toHaveLength(1);
      },
    });
    expect(deaths).toBe(5);
  },
  LONG,
);

test(
  're-inspection: one record, signed once',
  async () => {
    const deaths = await everyDeath({
      async prepare() {
        const draft = draftOf('CG002');
        return { ...draft, order: await issue(draft) };
      },
      act: ({ order, sign }) =>
        town.office().cases.orders.reinspect(town.staff.lead, {
          ...{ orderId: order.id, result: 'NOT_CORRECTED', note: '货架还在。', sign },
          officerIds: [town.staff.lead, town.staff.second],
        }),
      shows: ({ caseId }) => {
        expect(papers(caseId, 'D22')).toMatchObject([{ state: 'RENDERED' }]);
        expect([times(caseId, 'order.reinspected'), times(caseId, 'document.signed')]).toEqual([1, 2]);
      },
    });
    expect(deaths).toBe(5);
  },
  LONG,
);

test(
  'first-violation notice: one, signed once',
  async () => {
    const deaths = await everyDeath({
      prepare: () => draftOf('CG006'),
      act: ({ id, sign }) =>
        town.office().cases.orders.exempt(town.staff.lead, {
          ...{ draftId: id, correctBefore: until, corrected: true, harmless: true, sign },
        }),
      shows: ({ caseId }) => {
        expect(page(caseId)).toMatchObject({ end: 'EXEMPTED', draftId: null });
        expect(papers(caseId, 'D38')).toHaveLength(1);
        expect(times(caseId, 'document.signed')).toBe(1);
      },
    });
    expect(deaths).toBe(5);
  },
  LONG,
);

test('after all these deaths the chain, the files and the tables agree', async () => {
  await numbered(town, filled(town));
  const dataKey = await unlockWithPassphrase(town.dir, PASSPHRASE);
  expect(await replay({ dir: town.dir, dataKey, modules })).toMatchObject({ ok: true, differences: [] });
  expect(await verify({ dir: town.dir, dataKey })).toMatchObject({ ok: true, problems: [] });
});
