import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { query } from '../office/client.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { knownBy } from './party-forms.ts';
import { spokenNotice } from './spoken-notice.ts';

/** What the office knows around the draft: the item, the recognised party, who acts, how far the case is. */
export function useDeskFacts(keeper: DraftKeeper, today: string) {
  const { content, draft, change } = keeper;
  const { itemCode } = content.violation;
  const { partyType } = content.party;
  const item = useQuery(
    query.powers.item.queryOptions({
      input: { code: itemCode, on: today, party: partyType },
      enabled: itemCode !== '',
      retry: false,
      placeholderData: keepPreviousData,
    }),
  ).data;
  const people = useQuery(query.people.selectable.queryOptions({ input: { on: today } })).data;
  const authorities = useQuery(query.powers.authorities.queryOptions({ input: { on: today } })).data;
  const no = knownBy(content.party);
  const recognised =
    useQuery(query.subjects.recognise.queryOptions({ input: { no }, enabled: no !== '', retry: false })).data ?? null;
  const page = useQuery(
    query.cases.page.queryOptions({ input: { caseId: draft.caseId ?? '' }, enabled: draft.caseId !== null }),
  ).data;
  const informed = page !== undefined && page.state !== 'Q_FOUND' && page.state !== 'Q_IDENT';
  const frozen = page !== undefined && page.number !== '';

  // A known person's telephone and address are not asked for again; once, so that what the officer empties stays empty.
  const greeted = useRef('');
  const { phone, address } = content.party;
  useEffect(() => {
    if (!recognised || no === '' || frozen || greeted.current === no) return;
    greeted.current = no;
    const patch = {
      ...(phone === '' && recognised.phone !== '' && !recognised.phone.includes('*')
        ? { phone: recognised.phone }
        : {}),
      ...(address === '' && recognised.address !== '' ? { address: recognised.address } : {}),
    };
    if (Object.keys(patch).length > 0) change('party', patch);
  }, [recognised, no, frozen, phone, address, change]);

  const acting = content.who.officerIds.flatMap((id) => people?.find((one) => one.officer.id === id)?.officer ?? []);
  const authorityName = authorities?.find((one) => one.id === content.who.authorityId)?.name ?? '';
  return {
    item: itemCode === '' || item?.code !== itemCode ? undefined : item,
    recognised: no === '' ? null : recognised,
    informed,
    frozen,
    delivered: frozen && page.documents.some((one) => one.paper === 'D36' && one.state === 'DELIVERED'),
    acting,
    authorityName,
    officers: acting.map((one) => `${one.name}（${one.certNo}）`).join('　'),
    spoken: item ? spokenNotice({ content, item, authorityName, officers: acting }) : [],
  };
}
