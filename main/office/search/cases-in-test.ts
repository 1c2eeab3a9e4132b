import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { legalDay } from '../calendar/index.ts';
import * as did from '../cases/actions.ts';
import { casesProjection } from '../cases/index.ts';
import {
  act,
  createKeyFile,
  createLedger,
  type Ledger,
  type LedgerModule,
  type NewAction,
  openLedger,
} from '../ledger/index.ts';
import { searchTables } from './tables.ts';

export const modulesInTest: readonly LedgerModule[] = [{ projection: casesProjection, local: searchTables }];
const clock = () => new Date();

/** A real ledger that knows cases and the search index. */
export async function newLedger(): Promise<{ ledger: Ledger; dir: string; dataKey: Uint8Array }> {
  const dir = mkdtempSync(join(tmpdir(), 'cases-'));
  const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
  const ledger = await createLedger({ dir, dataKey, kind: 'demo', deskName: '窗口一', modules: modulesInTest, clock });
  return { ledger, dir, dataKey };
}

export const reopen = (dir: string, dataKey: Uint8Array, modules = modulesInTest): Promise<Ledger> =>
  openLedger({ dir, dataKey, modules, clock });

/** What the list and the search look at; everything else of a case is the same in every test. */
export interface CaseInTest {
  readonly id: string;
  readonly foundAt: string;
  readonly officers: readonly { id: string; name: string }[];
  readonly partyName: string;
  readonly cause: string;
  readonly place: string;
  readonly itemCode: string;
  readonly itemName: string;
  readonly number: string;
  readonly decidedOn: string;
}

const AUTHORITY = { authorityId: '01900000-0000-7000-8000-0000000000ff', authorityName: '云溪镇人民政府' };

export const found = ({ id, foundAt, officers }: Pick<CaseInTest, 'id' | 'foundAt' | 'officers'>): NewAction<never> =>
  act(did.caseFound, id, { foundAt, officers: officers.map((one) => ({ ...one, certNo: '1' })), ...AUTHORITY });

export const informed = ({
  id,
  foundAt,
  partyName,
  cause,
  place,
  itemCode,
  itemName,
}: Omit<CaseInTest, 'officers'>): NewAction<never> =>
  act(did.caseInformed, id, {
    ...{ partyType: 'CITIZEN', partyName, itemCode, itemName, cause, statute: '', place, violatedAt: foundAt },
    ...{
      kind: 'FINE',
      fineFen: 5_000,
      defence: 'NONE',
      adopted: '',
      signRefused: false,
      orderId: null,
      simulated: false,
    },
  });

export const numbered = ({ id, number, partyName, cause, itemCode, decidedOn }: CaseInTest): NewAction<never> =>
  act(did.caseNumbered, id, {
    ...{ number, documentId: id, itemCode, cause, kind: 'FINE', fineFen: 5_000, partyName, partyType: 'CITIZEN' },
    ...{ decidedOn, templateVersion: '1' },
  });

export const issued = ({ id, number, decidedOn }: CaseInTest, payDue: string): NewAction<never> =>
  act(did.caseIssued, id, {
    ...{ number, issuedOn: decidedOn, signRefused: false, recordDue: payDue, payDue, collected: null },
  });

export const voided = ({ id, number }: CaseInTest, on: string): NewAction<never> =>
  act(did.caseVoided, id, { number, reason: '当事人姓名写错', voidedOn: on });

/** A case with everything that is not said. */
export function caseInTest(given: Partial<CaseInTest> & { id: string }): CaseInTest {
  const foundAt = given.foundAt ?? '2026-03-02T02:00:00.000Z';
  return {
    officers: [officer(1), officer(2)],
    ...{ partyName: '张伟', cause: '擅自占用公共场所设摊经营', place: '云溪镇人民路12号东侧人行道' },
    ...{ itemCode: 'CG001', itemName: '擅自占道', number: `云溪综执当罚决字〔2026〕第${given.id.slice(-3)}号` },
    decidedOn: legalDay(foundAt),
    ...given,
    foundAt,
  };
}

/** A v7 id whose order is the order of `n`. */
export const idOf = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export const officer = (n: number) => ({
  id: idOf(0xabc_0000 + n),
  name: ['周立诚', '沈念慈', '何守信', '陆远舟'][n % 4] ?? '',
});
