import type { Card } from '../../preload/contract/card.ts';
import { checkCitizenNumber, checkForeignerNumber, checkUscc } from '../../preload/contract/id-number.ts';
import type { CardReading } from '../../preload/contract/office.ts';
import type { Party, PartyType } from '../../preload/contract/subjects.ts';

type RareField = NonNullable<Card['rare']>[number]['field'];

const CARD_ID_TYPE = { resident: 'ID_CARD', J: 'RESIDENCE_PERMIT', I: 'FOREIGNER_CARD', Y: 'FOREIGNER_CARD' } as const;

/** What the person of a card is called where it can be shown: the likely name, or the card's own with codes spelled out. */
export function nameOnScreen(card: Card): string {
  const rare = card.rare?.find((one) => one.field === 'name');
  return rare?.suggestion || rare?.onCard || card.name || card.latinName;
}

/** The party with what the card says. For a unit the card is that of the person who stands for it. */
export function partyFromCard(party: Party, reading: CardReading): Party {
  const { card } = reading;
  const rare = (field: RareField) => card.rare?.find((one) => one.field === field);
  // What the card most likely says is shown for the clerk to confirm; the raw bytes stay as evidence.
  const name = rare('name')?.suggestion || card.name || card.latinName;
  const addressFrom = card.newestAddress === undefined ? 'address' : 'newestAddress';
  const same = party.idNo === card.idNo;
  const read: Party = {
    ...party,
    gender: card.sex === '男' || card.sex === '女' ? card.sex : '',
    ethnic: card.ethnic,
    birthDate: card.birth || null,
    idType: CARD_ID_TYPE[card.type],
    idNo: card.idNo,
    idValidTo: card.validTo,
    nameOnCard: rare('name')?.onCard,
    guardian: same ? party.guardian : null,
    source: 'card',
    cardSha256: reading.cardSha256,
    samId: reading.samId,
    simulated: reading.simulated,
  };
  if (party.partyType !== 'CITIZEN') return { ...read, legalRep: name };
  return {
    ...read,
    name,
    address: rare(addressFrom)?.suggestion || (card[addressFrom] ?? ''),
    phone: same ? party.phone : '',
  };
}

/**
 * A fact of the card changed by hand is no longer the card's word; but a name that the card could not spell is corrected
 * by hand, and what the card calls the person stays beside it.
 */
export function typedOver(party: Party, patch: Partial<Party>): Partial<Party> {
  const name = party.partyType === 'CITIZEN' ? 'name' : 'legalRep';
  const names = party.nameOnCard === undefined ? ([name] as const) : [];
  const facts = ['idNo', 'gender', 'birthDate', 'idType', ...names] as const;
  const changed = facts.some((fact) => fact in patch && patch[fact] !== party[fact]);
  return changed && party.source === 'card'
    ? { ...patch, source: 'typed', cardSha256: null, nameOnCard: undefined, samId: '', simulated: false }
    : patch;
}

/** Another kind of party: the person who was read stays the person. */
export function withPartyType(party: Party, partyType: PartyType): Party {
  if (party.partyType === partyType) return party;
  const wasCitizen = party.partyType === 'CITIZEN';
  if (partyType === 'CITIZEN') return { ...party, partyType, name: party.legalRep, legalRep: '', uscc: '' };
  return wasCitizen
    ? { ...party, partyType, name: '', legalRep: party.name, guardian: null }
    : { ...party, partyType, guardian: null };
}

/** What the person's number says, or why it is none. */
export function checkPersonNumber(party: Pick<Party, 'idType' | 'idNo'>) {
  if (party.idType === 'FOREIGNER_CARD') return checkForeignerNumber(party.idNo);
  if (party.idType === 'ID_CARD' || party.idType === 'RESIDENCE_PERMIT') return checkCitizenNumber(party.idNo);
  return null;
}

/** The number by which this party is known, once it is valid; empty before. */
export function knownBy(party: Party): string {
  if (party.partyType !== 'CITIZEN') {
    const uscc = checkUscc(party.uscc);
    if (uscc.ok) return uscc.code;
    if (party.partyType !== 'SOLE_TRADER') return '';
  }
  const number = checkPersonNumber(party);
  if (number === null) return party.idNo.length >= 5 ? party.idNo : '';
  return number.ok ? number.number : '';
}

/** Full years on that day (both `YYYY-MM-DD`); a year is full from the day after the birthday, as the office counts. */
export function ageOn(birth: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) > birth.slice(5) ? years : years - 1;
}
