import { DatePicker, Radio } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import type { DraftContent } from '../../preload/contract/cases.ts';
import { formatInstant } from '../frame/format.ts';
import { useKeys } from '../frame/keys.tsx';
import { office } from '../office/client.ts';
import { useDesk } from './desk.tsx';
import { fillPhrase, refill } from './facts.ts';
import { FactsField } from './facts-field.tsx';
import { Field } from './field.tsx';
import { FirstViolation } from './first-violation.tsx';
import { ItemCard } from './item-card.tsx';
import { ItemSearch } from './item-search.tsx';
import { PlaceField } from './place-field.tsx';
import { WayOut } from './way-out.tsx';

/** Step 3: what was done, when and where; and whether it can be fined here at all. */
export function StepViolation() {
  const desk = useDesk();
  const { violation, party } = desk.content;
  const [searching, setSearching] = useState(violation.itemCode === '');
  const { change, check, item } = desk;
  const values = { at: violation.at, place: violation.place.trim(), party: party.name };
  const phrase = item?.factPhrases[0];

  useEffect(() => {
    if (violation.at !== null || desk.frozen) return;
    let here = true;
    // The office's clock counts, not that of this window.
    office.office.state().then(
      (state) => here && change('violation', { at: `${state.now.slice(0, 16)}:00.000Z` }),
      () => {},
    );
    return () => {
      here = false;
    };
  }, [violation.at, desk.frozen, change]);

  // The first phrase stands there at once; the ignored order is taken at once. Nobody has to ask for them.
  useEffect(() => {
    if (phrase && violation.facts === '' && violation.itemCode === item?.code && violation.at !== null)
      change('violation', {
        facts: fillPhrase(phrase, { at: violation.at, place: violation.place, party: party.name }),
      });
  }, [phrase, violation, item?.code, party.name, change]);
  const order = check?.openOrder;
  const counts = item?.trigger === 'O' ? ['NOT_CORRECTED', 'REFUSED', 'PARTLY'] : ['NOT_CORRECTED', 'REFUSED'];
  const ignored = order && item && 'OR'.includes(item.trigger) && counts.includes(order.state) ? order.id : null;
  useEffect(() => {
    if (check && !desk.frozen && ignored !== violation.orderId && desk.checked)
      change('violation', { orderId: ignored });
  }, [check, desk.checked, desk.frozen, ignored, violation.orderId, change]);

  useEffect(() => {
    if (!searching) document.getElementById('violation.place')?.focus();
  }, [searching]);

  useKeys([{ keys: 'F2', words: '换一个违法事项', run: () => !desk.frozen && setSearching(true) }]);

  const move = (patch: Partial<DraftContent['violation']>) => {
    const after = { ...violation, ...patch };
    const facts = refill(violation.facts, item?.factPhrases ?? [], values, {
      at: after.at,
      place: after.place.trim(),
      party: party.name,
    });
    change('violation', { ...patch, facts });
  };

  if (searching && !desk.frozen)
    return (
      <ItemSearch
        on={desk.today}
        party={party.partyType}
        onPick={(picked) => {
          setSearching(false);
          if (picked.code === violation.itemCode) return;
          change('violation', { itemCode: picked.code, variant: '', facts: '', orderId: null });
          change('penalty', { fineFen: 0, tier: '', tierReason: '' });
        }}
      />
    );
  return (
    <>
      {item && <ItemCard item={item} fixed={desk.frozen} onOther={() => setSearching(true)} />}
      <Variant />
      <WayOut />
      <FirstViolation />
      <div className="pen-grid">
        <Field name="violation.at" label="违法时间" required auto={violation.at !== null}>
          {(at) => (
            <DatePicker
              {...at}
              size="large"
              showTime={{ format: 'HH:mm' }}
              format="YYYY-MM-DD HH:mm"
              allowClear={false}
              disabled={desk.frozen}
              value={violation.at ? dayjs(formatInstant(violation.at)) : null}
              onChange={(value) =>
                value && move({ at: new Date(`${value.format('YYYY-MM-DDTHH:mm')}:00+08:00`).toISOString() })
              }
            />
          )}
        </Field>
        <PlaceField onPlace={(place) => move({ place })} />
        <FactsField values={values} />
      </div>
    </>
  );
}

/** Items with several variants, each with a range of its own: which one it was. */
function Variant() {
  const desk = useDesk();
  const variants = desk.check?.variants ?? [];
  const { variant } = desk.content.violation;
  if (variants.length < 2) return null;
  return (
    <Field name="violation.variant" label="违法情形（各有各的罚款幅度）" required wide>
      {(at) => (
        <Radio.Group
          id={at.id}
          size="large"
          optionType="button"
          disabled={desk.frozen}
          value={variants.includes(variant) ? variant : variants[0]}
          onChange={(event) => {
            desk.change('violation', { variant: event.target.value });
            desk.change('penalty', { fineFen: 0, tier: '' });
          }}
          options={variants.map((value) => ({ value, label: value || '一般情形' }))}
        />
      )}
    </Field>
  );
}
