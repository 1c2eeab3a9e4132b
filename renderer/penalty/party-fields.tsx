import { DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { checkUscc } from '../../preload/contract/id-number.ts';
import type { Party } from '../../preload/contract/subjects.ts';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import { IdInput } from './id-input.tsx';
import { checkPersonNumber } from './party-forms.ts';
import { TextField } from './text-field.tsx';

export interface PartyFieldsProps {
  readonly party: Party;
  readonly put: (patch: Partial<Party>) => void;
}

const ID_TYPES = [
  { value: 'ID_CARD', label: '居民身份证' },
  { value: 'RESIDENCE_PERMIT', label: '港澳台居民居住证' },
  { value: 'FOREIGNER_CARD', label: '外国人永久居留身份证' },
  { value: 'PASSPORT', label: '护照' },
  { value: 'NONE', label: '无法提供证件' },
] as const;

/** A number complains once it is complete or was left; not while it is being typed. */
const complaint = (check: { ok: boolean } | null, length: number) =>
  check && !check.ok && length >= 18 ? (check as { ok: false; sentence: string; code: string }) : null;
const words = (found: { sentence: string; code: string } | null) => (found ? `${found.sentence}（${found.code}）` : '');

/** The person: the citizen himself, or who stands for the unit. */
export function PersonFields({ party, put }: PartyFieldsProps) {
  const desk = useDesk();
  const person = party.partyType === 'CITIZEN';
  const card = party.source === 'card';
  const number = checkPersonNumber(party);
  const off = desk.frozen;
  const nameField = person ? 'name' : 'legalRep';
  const known = desk.recognised;

  const putNumber = (idNo: string) => {
    const check = checkPersonNumber({ ...party, idNo });
    put(check?.ok ? { idNo: check.number, birthDate: check.birth, gender: check.sex } : { idNo });
  };

  const telephone = (
    <TextField
      name="party.phone"
      label="联系电话"
      auto={known !== null && known.phone !== '' && known.phone === party.phone}
      inputMode="tel"
      maxLength={30}
      value={party.phone}
      put={(phone) => put({ phone })}
    />
  );

  return (
    <>
      <TextField
        name={`party.${nameField}`}
        label={person ? '姓名' : party.partyType === 'SOLE_TRADER' ? '经营者姓名' : '法定代表人（负责人）'}
        required
        auto={card}
        note={party.nameOnCard && `证件芯片里是「${party.nameOnCard}」，请对照证件核对；文书用这里的姓名，原读数另存。`}
        maxLength={100}
        autoComplete="off"
        value={party[nameField]}
        put={(name) => put({ [nameField]: name })}
      />
      <Field
        name="party.idNo"
        label="证件号码"
        required={person && party.idType !== 'NONE'}
        auto={card}
        trouble={words(complaint(number, party.idNo.length))}
        note={number?.ok ? '校验位正确' : undefined}
      >
        {(at) => (
          <div className="pen-pair">
            <Select
              className="pen-id-type"
              size="large"
              aria-label="证件类型"
              disabled={off}
              value={party.idType}
              onChange={(idType: Party['idType']) => put({ idType })}
              options={[...ID_TYPES]}
              popupMatchSelectWidth={false}
            />
            <IdInput
              at={at}
              grouped={number !== null}
              hide={number?.ok === true}
              disabled={off || party.idType === 'NONE'}
              placeholder="18 位号码"
              value={party.idNo}
              onChange={putNumber}
            />
          </div>
        )}
      </Field>
      {person && (
        <div className="pen-triple pen-wide">
          <Field name="party.gender" label="性别" auto={card || number?.ok === true}>
            {() => (
              <Segmented
                size="large"
                disabled={off}
                value={party.gender}
                onChange={(gender: Party['gender']) => put({ gender })}
                options={[
                  { value: '男', label: '男' },
                  { value: '女', label: '女' },
                ]}
              />
            )}
          </Field>
          <Field name="party.birthDate" label="出生日期" required auto={card || number?.ok === true}>
            {(at) => (
              <DatePicker
                {...at}
                size="large"
                disabled={off}
                placeholder="如 1991-03-07"
                value={party.birthDate ? dayjs(party.birthDate) : null}
                onChange={(value) => put({ birthDate: value ? value.format('YYYY-MM-DD') : null })}
              />
            )}
          </Field>
          <TextField
            name="party.ethnic"
            label="民族"
            auto={card && party.ethnic !== ''}
            maxLength={20}
            value={party.ethnic}
            put={(ethnic) => put({ ethnic })}
          />
          {telephone}
        </div>
      )}
      {!person && telephone}
      <TextField
        name="party.address"
        label={person ? '住址' : '住所（经营场所）'}
        required
        wide={person}
        auto={person && card && party.address !== ''}
        maxLength={200}
        value={party.address}
        put={(address) => put({ address })}
      />
    </>
  );
}

/** What a sole trader, a company or another organisation has beyond the person. */
export function UnitFields({ party, put }: PartyFieldsProps) {
  const desk = useDesk();
  const check = checkUscc(party.uscc);
  return (
    <>
      <TextField
        name="party.name"
        label={party.partyType === 'SOLE_TRADER' ? '字号（营业执照名称）' : '单位名称'}
        required
        maxLength={200}
        value={party.name}
        put={(name) => put({ name })}
      />
      <Field
        name="party.uscc"
        label="统一社会信用代码"
        required={party.partyType !== 'OTHER_ORG'}
        trouble={words(complaint(check, party.uscc.length))}
        note={check.ok ? '校验位正确' : undefined}
      >
        {(at) => (
          <IdInput
            at={at}
            grouped={false}
            hide={false}
            disabled={desk.frozen}
            placeholder="18 位代码"
            value={party.uscc}
            onChange={(uscc) => put({ uscc: uscc.slice(0, 18) })}
          />
        )}
      </Field>
    </>
  );
}
