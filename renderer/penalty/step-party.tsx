import { Alert, Segmented } from 'antd';
import { useState } from 'react';
import { CARD_WARNING_CODES } from '../../preload/contract/card.ts';
import type { CardReading } from '../../preload/contract/office.ts';
import { PARTY_TYPES, type Party, type PartyType } from '../../preload/contract/subjects.ts';
import { formatInstant } from '../frame/format.ts';
import { useCard } from '../office/events.tsx';
import { CardReader } from './card-reader.tsx';
import { useDesk } from './desk.tsx';
import { GuardianFields } from './guardian-fields.tsx';
import { PersonFields, UnitFields } from './party-fields.tsx';
import { ageOn, partyFromCard, typedOver, withPartyType } from './party-forms.ts';

/** Step 2: who did it. Laid on the reader or typed; known people are recognised by their number. */
export function StepParty() {
  const desk = useDesk();
  const { party, violation } = desk.content;
  const [reading, setReading] = useState<CardReading | null>(null);
  useCard((read) => {
    if (desk.frozen) return;
    setReading(read);
    desk.change('party', partyFromCard(party, read));
  });
  const shown = reading && reading.cardSha256 === party.cardSha256 ? reading : null;
  const put = (patch: Partial<Party>) => desk.change('party', typedOver(party, patch));
  const on = violation.at ? formatInstant(violation.at).slice(0, 10) : desk.today;
  const age = party.birthDate ? ageOn(party.birthDate, on) : null;
  const person = party.partyType === 'CITIZEN';

  return (
    <>
      <CardReader reading={shown} simulated={shown?.simulated ?? false} />
      {shown?.card.warnings.map((warning) => (
        <Alert
          key={warning.code}
          type={warning.code === 'expired' || warning.code === 'check-digit' ? 'error' : 'warning'}
          showIcon
          title={`${warning.sentence}（${CARD_WARNING_CODES[warning.code]}）`}
        />
      ))}
      {person && age !== null && age < 18 && (
        <Alert
          type={age < 14 ? 'error' : 'warning'}
          showIcon
          title={
            age < 14
              ? `当事人 ${age} 周岁，不满十四周岁不予行政处罚，应责令监护人加以管教（处罚法 第三十条）。`
              : `当事人 ${age} 周岁，未成年人应当从轻或者减轻处罚，并通知监护人到场（处罚法 第三十条）。`
          }
        />
      )}
      <Segmented
        block
        size="large"
        disabled={desk.frozen}
        value={party.partyType}
        onChange={(type: PartyType) => desk.change('party', withPartyType(party, type))}
        options={Object.entries(PARTY_TYPES).map(([value, label]) => ({ value: value as PartyType, label }))}
      />
      <div className="pen-grid">
        {!person && <UnitFields party={party} put={put} />}
        <PersonFields party={party} put={put} />
        {person && age !== null && age < 18 && <GuardianFields party={party} put={put} />}
      </div>
    </>
  );
}
