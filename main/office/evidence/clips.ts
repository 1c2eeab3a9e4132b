import { and, between, count, desc, eq, inArray, isNull, ne, or, type SQL } from 'drizzle-orm';
import type { Clip } from '../../../preload/contract/evidence.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { caseRecord, caseTable, requireUnfiled } from '../cases/index.ts';
import { act, type Ledger, type ReadLedger, type Recorded } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import { clipAttached, clipDetached } from './actions.ts';
import { besideOf, tracksOf } from './beside.ts';
import { type ClipRecord, clipCases, clips } from './tables.ts';

/** A recording belongs to a case when it began at most this long before or after the violation. */
const NEAR_MS = 2 * 3_600_000;

/** A recording as the page and the bound file of its case name it. */
interface ClipOfCase {
  readonly id: string;
  readonly name: string;
  readonly startAt: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly officer: string;
  readonly device: string;
  readonly simulated: boolean;
  /** 未正常结束; null = not known. */
  readonly cutOff: boolean | null;
}

export interface Clips {
  list(ask: {
    caseId?: string | undefined;
    loose?: boolean | undefined;
    beside?: boolean | undefined;
    offset: number;
    limit: number;
  }): {
    total: number;
    rows: Clip[];
  };
  /** Refuses EVI-401 when there is no such recording. */
  record(clipId: string): ClipRecord;
  /** 附带文件 of a recording. Refuses EVI-401. */
  beside(clipId: string): Clip[];
  offered(caseId: string): Clip[];
  /** Refuses EVI-402 when it belongs to a case, EVI-404 when the case is filed away, EVI-405 what is no recording. */
  attach(actor: string, clipId: string, caseId: string): Clip;
  /** Refuses EVI-403 when it belongs to none, EVI-404 when the case is filed away. */
  detach(actor: string, clipId: string, reason: string): Clip;
  ofCase(caseId: string): ClipOfCase[];
  /** The same with each recording's GPS tracks behind it, as they lay beside it: they go with it. A log is of a whole day and stays here. */
  boundOf(caseId: string): (ClipOfCase & { readonly kind: ClipRecord['kind'] })[];
  historyOf(caseId: string): Recorded[];
}

function clipRecord(read: ReadLedger, clipId: string): ClipRecord {
  const found = read.select().from(clips).where(eq(clips.id, clipId)).get();
  return found ?? refuse('EVI-401', '没有这段录像，请刷新后再选。');
}

/** Recordings and the cases they belong to; every change of hands is in the journal. */
export function createClips(ledger: Ledger, people: People): Clips {
  const { read } = ledger;
  const view = (row: ClipRecord): Clip => {
    const found =
      row.caseId === null
        ? undefined
        : read.select({ number: caseTable.number }).from(caseTable).where(eq(caseTable.id, row.caseId)).get();
    const { id, name, deviceNo, officerId, startAt, sizeBytes, sha256, important, caseId, storedAt } = row;
    const { simulated, cutOff, kind } = row;
    const officerName = officerId === null ? '' : people.nameOf(officerId);
    const caseNumber = found?.number ?? '';
    return {
      ...{ id, name, deviceNo, officerId, officerName, startAt, sizeBytes, sha256, important },
      ...{ caseId, caseNumber, storedAt, simulated, cutOff, kind },
    };
  };
  const rows = (where: SQL | undefined) =>
    read.select().from(clips).where(where).orderBy(desc(clips.startAt), desc(clips.id));
  const films = (where: SQL | undefined) => rows(and(eq(clips.kind, 'MEDIA'), where));
  const attached = (caseId: string) => films(eq(clips.caseId, caseId)).all().reverse();
  const named = (row: ClipRecord) => ({
    id: row.id,
    name: row.name,
    startAt: row.startAt,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
    officer: row.officerId === null ? '' : people.nameOf(row.officerId),
    device: row.deviceNo,
    simulated: row.simulated,
    cutOff: row.cutOff,
  });
  return {
    list({ caseId, loose, beside = false, offset, limit }) {
      const where = and(
        beside ? ne(clips.kind, 'MEDIA') : eq(clips.kind, 'MEDIA'),
        caseId === undefined ? undefined : eq(clips.caseId, caseId),
        loose === true ? isNull(clips.caseId) : undefined,
      );
      const total = read.select({ n: count() }).from(clips).where(where).get()?.n ?? 0;
      return { total, rows: rows(where).limit(limit).offset(offset).all().map(view) };
    },
    record: (clipId) => clipRecord(read, clipId),
    beside: (clipId) => besideOf(read, clipRecord(read, clipId)).map(view),
    offered(caseId) {
      const one = caseRecord(read, caseId);
      const at = Date.parse(one.content?.violation.at ?? one.foundAt);
      const near = between(clips.startAt, new Date(at - NEAR_MS).toISOString(), new Date(at + NEAR_MS).toISOString());
      const officers = one.officers.map((officer) => officer.id);
      return films(and(isNull(clips.caseId), near, or(isNull(clips.officerId), inArray(clips.officerId, officers))))
        .all()
        .map(view);
    },
    attach(actor, clipId, caseId) {
      ledger.record(actor, (inside) => {
        requireUnfiled(inside, caseId);
        const clip = clipRecord(inside, clipId);
        if (clip.kind !== 'MEDIA') {
          refuse('EVI-405', '轨迹和设备日志不单独关联案件，没有改动；请关联它旁边的录像，轨迹会随录像走。');
        }
        if (clip.caseId !== null) {
          refuse('EVI-402', '这段录像已经关联了案件，没有改动；要换案件请先取消原来的关联。');
        }
        return [act(clipAttached, clipId, { caseId, name: clip.name })];
      });
      return view(clipRecord(read, clipId));
    },
    detach(actor, clipId, reason) {
      ledger.record(actor, (inside) => {
        const clip = clipRecord(inside, clipId);
        if (clip.caseId === null) refuse('EVI-403', '这段录像没有关联案件，不用取消。');
        requireUnfiled(inside, clip.caseId);
        return [act(clipDetached, clipId, { caseId: clip.caseId, name: clip.name, reason })];
      });
      return view(clipRecord(read, clipId));
    },
    ofCase: (caseId) => attached(caseId).map(named),
    boundOf(caseId) {
      const all = attached(caseId).flatMap((clip) => [clip, ...tracksOf(read, clip)]);
      return all.map((row) => ({ ...named(row), kind: row.kind }));
    },
    historyOf: (caseId) =>
      read
        .select({ clipId: clipCases.clipId })
        .from(clipCases)
        .where(eq(clipCases.caseId, caseId))
        .all()
        .flatMap(({ clipId }) => ledger.journal.bySubject(clipId))
        .filter(
          ({ kind, payload }) =>
            (kind === clipAttached.kind || kind === clipDetached.kind) &&
            (payload as { caseId?: string } | undefined)?.caseId === caseId,
        ),
  };
}
