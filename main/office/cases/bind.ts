import type { DocumentView, PaperCode } from '../../../preload/contract/documents.ts';
import { formatYuan } from '../../../preload/contract/money.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Party } from '../../../preload/contract/subjects.ts';
import { legalDay } from '../calendar/index.ts';
import type { FiledDocument, Section } from '../documents/binding.ts';
import { paperOf } from '../documents/registry.ts';
import type { RenderPdf } from '../documents/render-pdf.ts';
import { act } from '../ledger/index.ts';
import { caseArchived } from './actions.ts';
import { type CaseGround, caseRecord, recordedGround } from './ground.ts';
import type { CaseRecord } from './tables.ts';

const SECTION: Readonly<Record<Exclude<PaperCode, 'FILE'>, Section>> = {
  D36: 'DECISION',
  D20: 'NOTICE',
  D22: 'NOTICE',
  D38: 'NOTICE',
  D42: 'DECISION',
  D30: 'DEFENCE',
  D46: 'MONEY',
  BA: 'FILING',
};

/** A recording, a track beside one or a photo as the list of evidence names it. */
export interface BoundItem {
  readonly name: string;
  /** 视听资料, 照片, or 电子数据 for a track. */
  readonly kind: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly officer: string;
  readonly device: string;
  readonly startAt: string | null;
  readonly simulated: boolean;
  /** What is noticeable about the file; none for a photo. */
  readonly note?: string;
}

/** 处理结果 on the cover. */
function resultInWords(row: CaseRecord): string {
  if (row.end === 'VOIDED') return `决定书已作废：${row.endReason}`;
  if (row.end === 'EXEMPTED') return '首违不罚';
  return row.kind === 'FINE' ? `罚款 ${formatYuan(row.fineFen)}，已履行` : '警告';
}

/** The raw bytes of the card by which the party was identified. hardware.md §1.4, §1.10 */
async function cardReading({ ledger, subjects }: CaseGround, party: Party, officers: string) {
  const sha256 = party.cardSha256;
  const read = sha256 === null ? undefined : subjects.readingOf(sha256);
  if (read === undefined) return [];
  return [
    {
      name: '当事人身份证件读卡原始数据',
      kind: '电子数据',
      sizeBytes: (await ledger.files.get(read.sha256)).length,
      sha256: read.sha256,
      takenBy: officers,
      device: read.samId,
      takenAt: read.readAt,
      simulated: read.simulated,
      note: '',
    },
  ];
}

/**
 * Binds the case file: papers in filing order, evidence with hashes, the ledger's head on the last page, which
 * becomes an anchor of the chain. Papers that a crash left unmade are made.
 * Refuses CASE-501 before closing.
 */
export async function bindFile(
  ground: CaseGround,
  render: RenderPdf,
  items: (caseId: string) => readonly BoundItem[],
  actor: string,
  caseId: string,
): Promise<DocumentView> {
  const { ledger, documents, signing, people, clock } = ground;
  const row = caseRecord(ledger.read, caseId);
  if (row.fileDocumentId !== null) return documents.get(row.fileDocumentId);
  if (row.state !== 'Q_CLOSED' || row.number === '') {
    refuse('CASE-501', '案件还没有结案，不能装订案卷；请先办完前面的步骤。');
  }
  const on = recordedGround(ground, row);
  const responsible = row.officers.map((one) => one.name).join('、');
  const filed: FiledDocument[] = [];
  for (const paper of documents.ofCase(caseId)) {
    if (paper.paper === 'FILE' || (paper.state === 'VOIDED' && paper.paper !== 'D36')) continue;
    await documents.make(actor, paper.id);
    const { sha256, signedSha256 } = await signing.completed(actor, paper.id);
    if (sha256 === null) continue;
    const record = documents.record(paper.id);
    filed.push({
      section: SECTION[paper.paper],
      title: paper.title,
      docNo: paper.number,
      responsible,
      on: record.on,
      note: paper.state === 'VOIDED' ? `已作废：${paper.voidReason}` : '',
      pdf: await ledger.files.get(signedSha256 ?? sha256),
      copies: Math.max(1, paperOf(paper.paper).copies.length),
    });
  }
  const head = ledger.journal.head();
  const { bindCaseFile } = await import('../documents/binding.ts');
  const bound = await bindCaseFile(render, {
    marks: { demo: on.demo, simulated: row.simulated },
    authority: { name: on.authority.name, reconsiderBody: on.authority.reconsiderBody, court: on.authority.court },
    cover: {
      archiveNo: '',
      cause: row.cause,
      party: row.partyName,
      decisionNo: row.number,
      result: resultInWords(row),
      officers: responsible,
      openedOn: legalDay(row.foundAt),
      closedOn: row.closedOn,
      boundOn: clock.today(),
      retention: 'YEARS_10',
    },
    documents: filed,
    evidence: [
      ...(await cardReading(ground, on.content.party, responsible)),
      ...items(caseId).map(({ name, kind, sizeBytes, sha256, officer, device, startAt, simulated, note = '' }) => ({
        ...{ name, kind, sizeBytes, sha256, takenBy: officer, device, takenAt: startAt, simulated, note },
      })),
    ],
    endnote: { notes: '', archivedBy: people.nameOf(actor), checkedBy: '' },
    ledger: { head, at: clock.iso() },
  });
  const stored = await ledger.files.put(bound.pdf, 'application/pdf');
  let id = '';
  ledger.record(
    actor,
    (inside) => {
      if (caseRecord(inside, caseId).fileDocumentId !== null) return [];
      const opened = documents.bound({
        authorityId: row.authorityId,
        caseId,
        number: row.number,
        sha256: stored.sha256,
        pages: bound.pages,
        simulated: row.simulated,
      });
      id = opened.id;
      return [
        ...opened.actions,
        act(caseArchived, caseId, {
          documentId: opened.id,
          archivedOn: clock.today(),
          pages: bound.pages,
          sha256: stored.sha256,
          headSeq: head.deskSeq,
          headHash: head.hash,
        }),
      ];
    },
    { where: 'case-file', head },
  );
  return documents.get(id === '' ? (caseRecord(ledger.read, caseId).fileDocumentId ?? '') : id);
}
