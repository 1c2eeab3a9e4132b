import { AutoComplete } from 'antd';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import type { PartyFieldsProps } from './party-fields.tsx';
import { TextField } from './text-field.tsx';

const NOBODY = { name: '', relation: '', phone: '' };
const RELATIONS = ['父亲', '母亲', '祖父', '祖母', '外祖父', '外祖母', '兄', '姐'];

/** A minor's guardian (处罚法 30; T12). */
export function GuardianFields({ party, put }: PartyFieldsProps) {
  const desk = useDesk();
  const guardian = party.guardian ?? NOBODY;
  const set = (patch: Partial<typeof guardian>) => put({ guardian: { ...guardian, ...patch } });
  return (
    <>
      <h3 className="pen-wide">监护人</h3>
      <div className="pen-triple pen-wide">
        <TextField
          name="party.guardian.name"
          label="监护人姓名"
          required
          maxLength={100}
          value={guardian.name}
          put={(name) => set({ name })}
        />
        <Field name="party.guardian.relation" label="与当事人关系" required>
          {(at) => (
            <AutoComplete
              {...at}
              size="large"
              disabled={desk.frozen}
              value={guardian.relation}
              onChange={(relation: string) => set({ relation })}
              options={RELATIONS.map((value) => ({ value }))}
            />
          )}
        </Field>
        <TextField
          name="party.guardian.phone"
          label="监护人电话"
          required
          inputMode="tel"
          maxLength={30}
          value={guardian.phone}
          put={(phone) => set({ phone })}
        />
      </div>
    </>
  );
}
