import { useQuery } from '@tanstack/react-query';
import { Alert, Checkbox, Select } from 'antd';
import { useEffect } from 'react';
import { AUTHORITY_MODES } from '../../preload/contract/powers.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import { habitsOf, rememberHabits } from './habits.ts';

/** Step 1: two officers who may act today (处罚法 42), for whom, and the two ticks of 处罚法 52. */
export function StepWho() {
  const desk = useDesk();
  const { who } = desk.content;
  const on = { input: { on: desk.today } };
  const people = useQuery(query.people.selectable.queryOptions(on));
  const authorities = useQuery(query.powers.authorities.queryOptions(on));
  const begun = desk.draft.caseId !== null;
  const { change, me } = desk;

  useEffect(() => {
    if (!people.data || begun || who.officerIds.length > 1) return;
    const allowed = people.data.filter((one) => one.allowed).map((one) => one.officer.id);
    const first = who.officerIds[0] ?? me.id;
    const partner = habitsOf(first).partnerId ?? '';
    const officerIds = [first, partner].filter((one) => allowed.includes(one));
    if (officerIds.length > who.officerIds.length) change('who', { officerIds });
  }, [people.data, who.officerIds, begun, me.id, change]);

  useEffect(() => {
    if (!authorities.data || who.authorityId !== null) return;
    const usable = authorities.data.filter((one) => one.usable);
    const usual = usable.find((one) => one.id === habitsOf(me.id).authorityId);
    const only = usable.length === 1 ? usable[0] : undefined;
    const first = usual ?? only;
    if (first) change('who', { authorityId: first.id });
  }, [authorities.data, who.authorityId, me.id, change]);

  const pick = (place: 0 | 1, id: string) => {
    const ids = [who.officerIds[0], who.officerIds[1]];
    ids[place] = id;
    change('who', { officerIds: ids.filter((one): one is string => one !== undefined) });
    if (place === 1 && ids[0] === me.id) rememberHabits(me.id, { partnerId: id });
  };
  const chosen = authorities.data?.find((one) => one.id === who.authorityId);

  return (
    <>
      <Refused error={people.error ?? authorities.error} />
      {begun && (
        <Alert type="info" showIcon title="已记入案件，办案人员和执法主体不再改动。如有错误，请放弃本件后重新办理。" />
      )}
      <h3>办案人员</h3>
      <div className="pen-grid">
        {([0, 1] as const).map((place) => {
          const id = who.officerIds[place];
          const officer = people.data?.find((one) => one.officer.id === id)?.officer;
          return (
            <Field
              key={place}
              name={place === 0 ? 'who.officerIds' : 'who.officerIds.1'}
              label={place === 0 ? '执法人员一（主办）' : '执法人员二（协办）'}
              required
              auto={place === 0 && id === me.id}
              note={officer && `执法证 ${officer.certNo}，有效期至 ${officer.certTo ?? '—'}`}
            >
              {(at) => (
                <Select
                  {...at}
                  size="large"
                  showSearch={{ optionFilterProp: 'search' }}
                  disabled={begun}
                  loading={people.isPending}
                  value={officer?.id}
                  placeholder="请选择，可输入姓名或工号查找"
                  onChange={(value: string) => pick(place, value)}
                  options={(people.data ?? []).map((one) => ({
                    value: one.officer.id,
                    search: `${one.officer.name} ${one.officer.number}`,
                    'aria-label': one.allowed ? one.officer.name : `${one.officer.name}：${one.why}`,
                    disabled: !one.allowed || one.officer.id === who.officerIds[1 - place],
                    label: (
                      <span className="pen-option">
                        <b>{one.officer.name}</b>
                        <span>{one.allowed ? `${one.officer.number}　${one.officer.unit}` : one.why}</span>
                      </span>
                    ),
                  }))}
                />
              )}
            </Field>
          );
        })}
        <Field
          name="who.authorityId"
          label="执法主体"
          required
          wide
          auto={chosen !== undefined && chosen.id === habitsOf(me.id).authorityId}
          note={chosen && `${AUTHORITY_MODES[chosen.mode]}。依据：${chosen.legalBasis}`}
        >
          {(at) => (
            <Select
              {...at}
              size="large"
              disabled={begun}
              loading={authorities.isPending}
              value={chosen?.id}
              placeholder="请选择以谁的名义处罚"
              onChange={(value: string) => {
                change('who', { authorityId: value });
                rememberHabits(me.id, { authorityId: value });
              }}
              options={(authorities.data ?? []).map((one) => ({
                value: one.id,
                'aria-label': one.usable ? one.name : `${one.name}：${one.why}`,
                disabled: !one.usable,
                label: (
                  <span className="pen-option">
                    <b>{one.name}</b>
                    <span>{one.usable ? AUTHORITY_MODES[one.mode] : one.why}</span>
                  </span>
                ),
              }))}
            />
          )}
        </Field>
      </div>
      <h3>现场动作</h3>
      <div className="pen-grid">
        <Tick name="certShown" label="已向当事人出示执法证件" basis="处罚法 第五十二条、第五十五条" />
        <Tick name="recorderOn" label="已开启执法记录仪" basis="处罚法 第四十七条 全过程记录" />
      </div>
    </>
  );
}

function Tick({ name, label, basis }: { name: 'certShown' | 'recorderOn'; label: string; basis: string }) {
  const desk = useDesk();
  const { who } = desk.content;
  const problem = desk.problemAt(`who.${name}`);
  return (
    <div>
      <Checkbox
        id={`who.${name}`}
        className={`pen-tick ${who[name] ? 'pen-tick-on' : ''} ${problem ? 'pen-tick-missing' : ''}`}
        checked={who[name]}
        disabled={desk.draft.caseId !== null}
        onChange={(event) => desk.change('who', { [name]: event.target.checked })}
      >
        <b>{label}</b>
        <span>{basis}</span>
      </Checkbox>
      {problem && (
        <div className="pen-error" role="alert">
          {problem.sentence}（{problem.code}）
        </div>
      )}
    </div>
  );
}
