import { createHash } from 'node:crypto';
import { and, eq, ne } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { type inspections as contract, LARGEST_PROOF } from '../../../preload/contract/inspections.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { legalDay } from '../calendar/index.ts';
import type { Clock } from '../clock.ts';
import { act, type Ledger, type ReadLedger } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import { pictureHead } from '../photos/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Subjects } from '../subjects/index.ts';
import type { Tickets } from '../tickets.ts';
import * as did from './actions.ts';
import { type Bound, boundOf } from './binding.ts';
import { type CodeQueries, createCodeQueries } from './queries.ts';
import { isLate, lookupOf } from './rules.ts';
import { type CodeRecord, codes, type ProofRecord, proofs } from './tables.ts';

type Input<K extends keyof typeof contract.codes> = z.output<
  NonNullable<(typeof contract.codes)[K]['~orpc']['inputSchema']>
>;

export interface Inspections extends CodeQueries {
  /** Refuses INS-102 … 108, 125, 126, CASE-261 … 265, ID-202 … 206. */
  register(actor: string, given: Input<'register'>): { codeId: string; existed: boolean };
  /** Refuses what registering refuses, and INS-101, 109, 110, 121, 122. */
  correct(actor: string, given: Input<'correct'>): void;
  /** Refuses INS-101, 111 … 114. */
  shown(actor: string, given: Input<'shown'>): void;
  /** Refuses INS-101, 111, 115 … 118, 124. */
  keepProof(actor: string, given: Input<'keepProof'>): Promise<void>;
  /** @returns the code. Refuses INS-111, 119. */
  withdrawProof(actor: string, given: Input<'withdrawProof'>): string;
  /** Refuses INS-101, 111, 120, 123. */
  evaluated(actor: string, given: Input<'evaluated'>): void;
  /** Refuses INS-101, 111. */
  withdraw(actor: string, given: Input<'withdraw'>): void;
  /** URL under which a window may see the picture; who looks is written down. Refuses INS-119. */
  proofTicket(actor: string, proofId: string): string;
}

const HOUR_MS = 3_600_000;

/**
 * 行政行为码登记: the codes are made by the province's platform (「大综合一体化」执法监管数字应用); here they are only
 * written down, checked and proved, never made. domain.md §0 no. 20, §4.2
 */
export function createInspections(on: {
  ledger: Ledger;
  clock: Clock;
  people: People;
  subjects: Subjects;
  settings: Settings;
  tickets: Tickets;
}): Inspections {
  const { ledger, clock, people, subjects, settings, tickets } = on;
  const queries = createCodeQueries(on);
  const record = (read: ReadLedger, codeId: string): CodeRecord =>
    read.select().from(codes).where(eq(codes.id, codeId)).get() ??
    refuse('INS-101', '没有登记这个行政行为码，请刷新后再选。');
  /** One that still stands in the register. */
  const standing = (read: ReadLedger, codeId: string): CodeRecord => {
    const row = record(read, codeId);
    if (row.withdrawn) refuse('INS-111', '这个行政行为码的登记已作废，不能再记录；确需恢复请先更正登记。');
    return row;
  };
  const proof = (read: ReadLedger, proofId: string): ProofRecord => {
    const row = read.select().from(proofs).where(eq(proofs.id, proofId)).get();
    return row === undefined || row.withdrawn ? refuse('INS-119', '没有这张图片或已作废，请刷新后再选。') : row;
  };
  const proofsOf = (read: ReadLedger, codeId: string) =>
    read
      .select()
      .from(proofs)
      .where(and(eq(proofs.codeId, codeId), eq(proofs.withdrawn, false)))
      .all();
  /** The standing code other than this one under which the same picture is kept: one picture proves one check. */
  const holderOf = (read: ReadLedger, sha256: string, codeId: string) =>
    read
      .select({ partyName: codes.partyName })
      .from(proofs)
      .innerJoin(codes, eq(codes.id, proofs.codeId))
      .where(
        and(eq(proofs.sha256, sha256), eq(proofs.withdrawn, false), eq(codes.withdrawn, false), ne(codes.id, codeId)),
      )
      .get();
  const bound = (given: Parameters<typeof boundOf>[1], kept?: CodeRecord): Bound =>
    boundOf({ people, subjects, today: clock.today() }, given, kept);

  return {
    ...queries,
    register(actor, { simulated, ...binding }) {
      const known = queries.byText(ledger.read, binding.text.trim());
      // Scanned a second time it is not judged again: the first registration is opened.
      if (known !== undefined) return { codeId: known.id, existed: true };
      const payload = { ...bound(binding), simulated: simulated || ledger.info.kind === 'demo' };
      let answer = { codeId: uuid(), existed: false };
      ledger.record(actor, (inside) => {
        const first = queries.byText(inside, payload.text);
        if (first === undefined) return [act(did.codeRegistered, answer.codeId, payload)];
        answer = { codeId: first.id, existed: true };
        return [];
      });
      return answer;
    },
    correct(actor, { codeId, binding, reason, simulated, version }) {
      ledger.record(actor, (inside) => {
        const row = record(inside, codeId);
        if (queries.versionOf(codeId) !== version) {
          refuse('INS-122', '别人刚改动过这条登记，没有更正，别人的改动还在；请取消后看过现在的登记再改。');
        }
        const payload = { ...bound(binding, row), simulated: simulated || ledger.info.kind === 'demo' };
        const other = inside
          .select({ partyName: codes.partyName })
          .from(codes)
          .where(and(eq(codes.lookup, lookupOf(payload.text)), ne(codes.id, codeId)))
          .get();
        if (other !== undefined) {
          refuse('INS-109', `这个码已经登记给「${other.partyName}」，没有更正；请核对码的文字。`, { field: 'text' });
        }
        const same = (Object.keys(payload) as (keyof typeof payload)[]).every(
          (key) => JSON.stringify(payload[key]) === JSON.stringify(row[key]),
        );
        if (same && !row.withdrawn) refuse('INS-110', '和原来登记的一样，没有需要更正的内容。');
        const showingVoid = row.shownAt !== null && legalDay(row.shownAt) !== payload.checkOn;
        if (showingVoid && !row.withdrawn) {
          refuse(
            'INS-121',
            `已记 ${legalDay(row.shownAt ?? '')} 亮码，和检查日期 ${payload.checkOn} 不是同一天，没有更正。亮码时间也记错的，请先作废登记，再更正并恢复，重新记亮码。`,
            { field: 'checkOn' },
          );
        }
        const corrected = act(did.codeCorrected, codeId, { ...payload, reason, showingVoid });
        if (!row.withdrawn) return [corrected];
        // Taken back into the register: a picture that proves another check meanwhile does not come back with it.
        const taken = proofsOf(inside, codeId).flatMap(({ id, kind, sha256 }) => {
          const other = holderOf(inside, sha256, codeId);
          if (other === undefined) return [];
          const why = `恢复登记时，这张图片已存在「${other.partyName}」的另一个码下`;
          return [act(did.proofWithdrawn, id, { codeId, kind, reason: why.slice(0, 200) })];
        });
        return [corrected, ...taken];
      });
    },
    shown(actor, { codeId, how, at, reason }) {
      const hours = settings.parameters().inspectionProofHours;
      ledger.record(actor, (inside) => {
        const row = standing(inside, codeId);
        if (Date.parse(at) > clock.now().getTime() + 60_000) {
          refuse('INS-112', '亮码时间晚于现在，没有记录，请核对。', { field: 'at' });
        }
        if (legalDay(at) !== row.checkOn) {
          refuse(
            'INS-113',
            `亮码时间不在检查日期 ${row.checkOn} 当天，没有记录；请核对，检查日期登记错的先更正登记。`,
            {
              field: 'at',
            },
          );
        }
        if (row.shownHow !== null && reason.length < 2) {
          refuse('INS-114', '已经记过亮码，再记一次请写明更正的原因；原来的记录会留在经过里。', { field: 'reason' });
        }
        const fresh = new Date(Date.parse(at) + hours * HOUR_MS).toISOString();
        // A time that ran out stays run out, whatever is said anew.
        const ranOut = isLate(row.proofDueAt, clock.now().toISOString());
        const proofDueAt = ranOut ? row.proofDueAt : how === 'ORAL' ? fresh : null;
        return [act(did.codeShown, codeId, { how, at, proofDueAt, reason })];
      });
    },
    async keepProof(actor, { codeId, proofId, kind, picture }) {
      const bytes = Buffer.from(picture, 'base64');
      const sha = createHash('sha256').update(bytes).digest('hex');
      /** Whether it is there already. Refuses INS-118 where its id stands for something else. */
      const kept = (read: ReadLedger): boolean => {
        const found = read.select().from(proofs).where(eq(proofs.id, proofId)).get();
        const free = found === undefined && ledger.journal.bySubject(proofId).length === 0;
        if (!free && (found?.codeId !== codeId || found.kind !== kind || found.sha256 !== sha)) {
          refuse('INS-118', '这张图片的编号已经用在别的内容上，没有存入，原来的没有改动；请重新选一次图片。');
        }
        return found !== undefined;
      };
      if (kept(ledger.read)) return;
      const ready = (read: ReadLedger) => {
        if (standing(read, codeId).shownHow === null) {
          refuse('INS-115', '还没有记录亮码，图片没有存入；请先记录亮码，或口头亮证、码号手抄，再补传。');
        }
        const other = holderOf(read, sha, codeId);
        if (other !== undefined) {
          refuse(
            'INS-124',
            `这张图片已经存在「${other.partyName}」的另一个码下，没有存入；请核对选的是不是这次检查的图片。`,
          );
        }
      };
      ready(ledger.read);
      if (bytes.length > LARGEST_PROOF) refuse('INS-116', '图片超过 20 MB，没有存入；请换小一些的截图。');
      const head = pictureHead(bytes);
      if (head === null || !head.ended) {
        refuse('INS-117', '这不是完整的 JPG 或 PNG 图片，没有存入；请在手机上重新截图或拍照后再传。');
      }
      // File before fact: on the disk and read back, then recorded (design §3).
      const { sha256 } = await ledger.files.put(bytes, head.type);
      if ((await ledger.files.get(sha256)).length !== bytes.length) throw new Error('a picture came back shorter');
      ledger.record(actor, (inside) => {
        if (kept(inside)) return [];
        ready(inside);
        return [act(did.proofKept, proofId, { codeId, kind, sha256, sizeBytes: bytes.length, type: head.type })];
      });
    },
    withdrawProof(actor, { proofId, reason }) {
      const { codeId } = proof(ledger.read, proofId);
      ledger.record(actor, (inside) => {
        const { kind } = proof(inside, proofId);
        standing(inside, codeId);
        return [act(did.proofWithdrawn, proofId, { codeId, kind, reason })];
      });
      return codeId;
    },
    evaluated(actor, { codeId, ...evaluation }) {
      ledger.record(actor, (inside) => {
        const row = standing(inside, codeId);
        if (proofsOf(inside, codeId).every((one) => one.kind !== 'SCAN')) {
          refuse('INS-120', '还没有当事人的扫码截图，评价没有记录；请先补传扫码截图。');
        }
        if (row.score !== null && evaluation.reason.length < 2) {
          refuse('INS-123', '已经抄录过评价，再抄录请写明更正的原因；原来的评价会留在经过里。', { field: 'reason' });
        }
        return [act(did.codeEvaluated, codeId, evaluation)];
      });
    },
    withdraw(actor, { codeId, reason }) {
      ledger.record(actor, (inside) => {
        standing(inside, codeId);
        return [act(did.codeWithdrawn, codeId, { reason })];
      });
    },
    proofTicket(actor, proofId) {
      const { sha256, kind, type, codeId } = proof(ledger.read, proofId);
      const name = `${kind === 'SCAN' ? '扫码截图' : '码图'}.${type === 'image/png' ? 'png' : 'jpg'}`;
      ledger.looked({ actor, what: 'view', subject: codeId, detail: `查看行政行为码的${name}` });
      return tickets.mint(sha256, async () => {
        const content = new File([Uint8Array.from(await ledger.files.get(sha256))], name, { type });
        return { mediaType: type, name, content };
      });
    },
  };
}
