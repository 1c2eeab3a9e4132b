import type { CasePage } from '../../../preload/contract/cases.ts';
import type { DocumentView } from '../../../preload/contract/documents.ts';
import type { CaseReceipt } from '../../../preload/contract/receipts.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { maskName } from '../subjects/index.ts';
import type { PenaltyReceipt } from './templates/penalty.ts';

/** What the receipts of a case need to know beyond its page. */
export interface CaseSource {
  readonly page: CasePage;
  readonly payChannel: string;
  readonly demo: boolean;
}

/** `2026-11-05 10:20`, office time (UTC+8). */
export const officeTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** A company's name is public, a person's is not (domain.md §7.1). */
const partyOf = ({ content, partyName }: CasePage): string =>
  content.party.partyType === 'CITIZEN' ? maskName(partyName) : partyName;

const paperOf = (page: CasePage, paper: DocumentView['paper']): DocumentView | undefined =>
  page.documents.find((one) => one.paper === paper && one.state !== 'VOIDED');

const common = ({ page, demo }: CaseSource) => ({
  demo,
  simulated: page.simulated,
  sample: false,
  authority: page.authorityName,
  officers: page.officersFull.map(({ name, certNo }) => ({ name, certNo })),
});

/**
 * Where paying has an address on the net, that address is the pay code. Signs that end a sentence or close a bracket of
 * the text around it are none of it.
 */
function addressIn(text: string): string | null {
  let address = /https?:\/\/[!-~]+/.exec(text)?.[0] ?? null;
  while (address && (/[.,;:!?'"]$/.test(address) || unopened(address))) address = address.slice(0, -1);
  return address;
}

/** Whether it ends with a bracket that it does not begin. */
function unopened(address: string): boolean {
  const open = { ')': '(', ']': '[', '}': '{', '>': '<' }[address.at(-1) ?? ''];
  return open !== undefined && address.split(address.at(-1) ?? '').length > address.split(open).length;
}

/** @throws Refusal PRN-105 */
function penalty(source: CaseSource): PenaltyReceipt {
  const { page, payChannel } = source;
  const decision = paperOf(page, 'D36');
  if (decision === undefined || page.decidedOn === null)
    refuse('PRN-105', '这个案件还没有处罚决定书，请先取号并生成决定书，再打印回执。');
  const { penalty: how } = page.content;
  const fined = page.kind === 'FINE';
  const due = page.deadlines.find((one) => one.code === 'DL13')?.legalDate;
  const payCode = addressIn(payChannel);
  const bank = due === undefined ? null : { way: 'BANK' as const, channel: payChannel, dueOn: due, payCode };
  return {
    ...common(source),
    docNo: page.number,
    party: partyOf(page),
    maskedNo: page.maskedNo,
    cause: page.cause,
    decidedOn: page.decidedOn,
    fineFen: fined ? page.fineFen : null,
    payment: !fined ? null : how.collectOnSite ? { way: 'ON_SITE', ticketNo: how.ticketNo } : bank,
    checkCode: decision.checkCode,
  };
}

/** @throws Refusal PRN-106 */
function delivered(source: CaseSource) {
  const { page } = source;
  const decision = paperOf(page, 'D36');
  const at = page.timeline.find((one) => one.kind === 'case.issued')?.at;
  if (decision === undefined || at === undefined)
    refuse('PRN-106', '这个案件的决定书还没有送达，没有可打印的送达回执；请先交付决定书。');
  const party = decision.signatures.find((one) => one.role === 'PARTY');
  return {
    ...common(source),
    recipient: partyOf(page),
    documents: [{ title: decision.title, docNo: decision.number }],
    place: page.place,
    at: officeTime(at),
    refused: party?.state === 'REFUSED' ? party.note : '',
    docNo: decision.number,
    checkCode: decision.checkCode,
  };
}

/** @throws Refusal PRN-107 */
function firstViolation(source: CaseSource) {
  const { page } = source;
  const notice = paperOf(page, 'D38');
  if (page.end !== 'EXEMPTED' || notice === undefined || page.decidedOn === null)
    refuse('PRN-107', '这个案件不是首违不罚，没有温馨提示单可以打印。');
  return {
    ...common(source),
    docNo: notice.number,
    party: partyOf(page),
    cause: page.cause,
    place: page.place,
    issuedOn: page.decidedOn,
    checkCode: notice.checkCode,
  };
}

/** What a receipt of a case says. @throws Refusal PRN-105…107 when the case has not come to it */
export const ofCase: Readonly<Record<CaseReceipt, (source: CaseSource) => { readonly docNo: string }>> = {
  'penalty-receipt': penalty,
  'delivery-receipt': delivered,
  'first-violation': firstViolation,
};
