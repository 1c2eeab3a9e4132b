import { useQuery } from '@tanstack/react-query';
import { AutoComplete } from 'antd';
import { caseFilter } from '../../preload/contract/cases.ts';
import { query } from '../office/client.ts';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';

/** Where it happened; the places of the last cases are offered, so that a street is not typed twice. */
export function PlaceField({ onPlace }: { onPlace: (place: string) => void }) {
  const desk = useDesk();
  const recent = useQuery(
    query.cases.list.queryOptions({
      input: { filter: caseFilter.parse({ officerId: desk.me.id }), offset: 0, limit: 60 },
      staleTime: 600_000,
    }),
  );
  const places = [...new Set((recent.data?.rows ?? []).map((row) => row.place).filter(Boolean))].slice(0, 30);
  const { place } = desk.content.violation;
  return (
    <Field name="violation.place" label="违法地点" required>
      {(at) => (
        <AutoComplete
          {...at}
          size="large"
          disabled={desk.frozen}
          maxLength={200}
          placeholder="路名、门牌，如 人民路 12 号门前"
          value={place}
          onChange={(value: string) => onPlace(value ?? '')}
          options={places.filter((one) => one !== place && one.includes(place)).map((value) => ({ value }))}
          defaultActiveFirstOption={false}
        />
      )}
    </Field>
  );
}
