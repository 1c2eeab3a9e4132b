import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { replay, unlockWithPassphrase, verify } from '../ledger/index.ts';
import { modules } from '../modules.ts';
import {
  begun,
  citizen,
  decisionOf,
  filled,
  inventDrawing,
  openTown,
  PASSPHRASE,
  signedByOfficers,
  type Town,
} from './town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-08-03');
});
afterAll(() => town.close());

async function wordsOf(sha256: string | null): Promise<string> {
  const pdf = await getDocumentProxy(await town.office().ledger.files.get(sha256 ?? ''));
  return (await extractText(pdf, { mergePages: true })).text.replace(/\s/g, '');
}

/** What people and careless clients put into fields, and what of it must be readable on the paper. */
const STRANGE: readonly [string, string, string][] = [
  ['quotes and markup', `阿依古丽·买买提 "小店" <b>&amp;</b> '$&' </script>`, '<b>&amp;</b>'],
  ['emoji and rare characters', '𠮷野家😀👨‍👩‍👧 㛃㛄', '野家'],
  ['two hundred letters', '长'.repeat(200), '长长长长长长长长'],
  ['half an emoji', '王\ud83d小\udc00明', '王'],
  ['placeholders', '%s $1 \\u0000 </body> 文书〔2026〕', '%s$1\\u0000</body>'],
  ['right to left and zero width', '张\u202e三\u200b丰\u200f', '张'],
];

test.each(STRANGE)('%s go through the whole job', async (_, strange, readable) => {
  const { cases, ledger, subjects } = town.office();
  const party = citizen({ name: strange, address: strange });
  const content = filled(town, {
    party,
    violation: { place: strange, facts: `当事人${strange}在此倾倒。` },
    notice: { defence: 'MADE', defenceText: strange, defenceAnswer: strange, adopted: 'NO' },
  });
  const lead = town.sit('lead');
  const draft = await lead.drafts.open({});
  await lead.drafts.save({ draftId: draft.id, step: 6, content });
  const caseId = (await lead.drafts.begin({ draftId: draft.id })).caseId ?? '';
  await lead.drafts.inform({ draftId: draft.id });
  await lead.drafts.number({ draftId: draft.id });
  await signedByOfficers(town, caseId);
  const documentId = decisionOf(town, caseId);
  await lead.documents.sign({ documentId, role: 'PARTY', drawing: inventDrawing('某') });
  const page = await lead.cases.deliver({ caseId });
  const whole = strange.toWellFormed();
  expect(page).toMatchObject({ state: 'Q_PAY15', partyName: whole, place: whole, content: { party: { name: whole } } });
  for (const paper of page.documents) {
    expect(await wordsOf(paper.sha256)).toContain(readable);
    expect((await lead.documents.verify({ documentId: paper.id })).findings).toEqual([]);
  }
  await cases.after.record(town.staff.intake, caseId);
  expect(subjects.recognise(party.idNo)).toMatchObject({ name: whole, earlier: [{ number: page.number }] });
  expect((await lead.subjects.list({ query: whole.slice(0, 2), offset: 0, limit: 100 })).rows.length).toBeGreaterThan(
    0,
  );
  // What the county gets are bytes of UTF-8 that anybody reads alike.
  for (const action of ledger.journal.bySubject(caseId)) {
    const [sent] = ledger.journal.after(action.deskSeq - 1, 1, 'county');
    if (sent?.scope !== 'county') expect(sent?.payload).toBeUndefined();
    else expect(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(sent.payloadBytes))).toEqual(sent.payload);
  }
});

test('a search for anything is an answer', async () => {
  const lead = town.sit('lead');
  for (const query of ['%', '_', '"', "'", '\\', '*', 'NEAR(', '\ud83d', '😀', '𠮷', '长'.repeat(50), '-', 'OR']) {
    expect(Array.isArray(await lead.cases.find({ query }))).toBe(true);
    expect((await lead.subjects.list({ query, offset: 0, limit: 10 })).total).toBeGreaterThanOrEqual(0);
  }
  expect((await lead.subjects.list({ query: '😀', offset: 0, limit: 10 })).total).toBe(1);
});

test('nothing of it broke the ledger', async () => {
  expect(begun(town, filled(town)).caseId).not.toBe('');
  const dataKey = await unlockWithPassphrase(town.dir, PASSPHRASE);
  expect(await replay({ dir: town.dir, dataKey, modules })).toMatchObject({ ok: true, differences: [] });
  expect(await verify({ dir: town.dir, dataKey })).toMatchObject({ ok: true, problems: [] });
});
