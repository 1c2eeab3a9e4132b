import { z } from 'zod';
import { party } from '../../../../preload/contract/subjects.ts';
import { day, fen, instant, longText, sha256, shortText } from '../../../../preload/contract/values.ts';

/** Marks that every paper of a ledger carries: demo ledgers, and facts that came from a simulator. */
const marks = z.object({ demo: z.boolean(), simulated: z.boolean() });

/** In whose name (FG-DOC, FG-REM): heading, seal, reconsideration and court follow from it. */
const authority = z.object({
  name: shortText.min(2),
  reconsiderBody: shortText.min(2),
  court: shortText.min(2),
});

/** FG-OFF: at least two (处罚法 42). The first two sign on the screen. */
export const officer = z.object({ name: shortText.min(1), certNo: z.string().min(1).max(30) });
export const officers = z.array(officer).min(2).max(4);

/** FG-PARTY as it stands on paper. */
export const printedParty = party.pick({
  partyType: true,
  name: true,
  gender: true,
  birthDate: true,
  idType: true,
  idNo: true,
  phone: true,
  address: true,
  uscc: true,
  legalRep: true,
  guardian: true,
});

/** FG-LAW: the article in the words of the paper, e.g. 第三十二条第一款第（二）项. */
export const legalRef = z.object({ law: z.string().min(2).max(200), article: z.string().min(1).max(100) });
export const legalRefs = z.array(legalRef).min(1).max(8);

/** What nearly every paper begins with. */
export const common = z.object({ marks, authority, docNo: z.string().max(60) });

export { day, fen, instant, longText, sha256, shortText };
