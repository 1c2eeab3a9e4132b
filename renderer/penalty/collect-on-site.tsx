import { Checkbox, Select } from 'antd';
import type { DraftContent } from '../../preload/contract/cases.ts';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import { TextField } from './text-field.tsx';

type Reason = DraftContent['penalty']['collectReason'];
const REASONS: { value: Exclude<Reason, ''>; label: string }[] = [
  { value: 'SMALL', label: '一百元以下罚款（第六十八条第一项）' },
  { value: 'HARD_LATER', label: '不当场收缴事后难以执行（第六十八条第二项）' },
  { value: 'REMOTE', label: '偏远、水上、交通不便，当事人提出（第六十九条）' },
];

/** Taking the money on the spot: only where the law lets it, with a reason and the ticket's number (处罚法 68–71; T06). */
export function CollectOnSite() {
  const desk = useDesk();
  const { penalty } = desk.content;
  const can = desk.check?.canCollectOnSite;
  if (!can) return null;
  const put = (patch: Partial<DraftContent['penalty']>) => desk.change('penalty', patch);
  // 68(2) and 69 open it for any amount, but only with a reason that the officer gives and the office checks.
  const small = can.allowed && (penalty.collectReason === '' || penalty.collectReason === 'SMALL');
  return (
    <section className="pen-collect">
      <Checkbox
        id="penalty.collectOnSite"
        className={`pen-tick ${penalty.collectOnSite ? 'pen-tick-on' : ''}`}
        checked={penalty.collectOnSite}
        disabled={penalty.fineFen === 0 || desk.frozen}
        onChange={(event) => {
          put({
            collectOnSite: event.target.checked,
            collectReason: event.target.checked && can.allowed ? 'SMALL' : '',
          });
        }}
      >
        <b>当场收缴罚款</b>
        <span>{can.why || '须出具财政统一票据，两日内交机关。'}</span>
      </Checkbox>
      {penalty.collectOnSite && (
        <div className="pen-grid">
          <Field name="penalty.collectReason" label="收缴理由" required auto={penalty.collectReason === 'SMALL'}>
            {(at) => (
              <Select
                {...at}
                size="large"
                disabled={desk.frozen}
                value={penalty.collectReason || undefined}
                autoFocus={penalty.collectReason === ''}
                placeholder="请选择法定理由"
                onChange={(collectReason: Reason) => put({ collectReason })}
                options={REASONS.map((one) => ({
                  ...one,
                  disabled:
                    one.value === 'SMALL' &&
                    !small &&
                    penalty.collectReason !== 'HARD_LATER' &&
                    penalty.collectReason !== 'REMOTE',
                }))}
              />
            )}
          </Field>
          <TextField
            name="penalty.ticketNo"
            label="票据号码"
            required
            className="pen-number"
            maxLength={30}
            autoFocus={penalty.collectReason === 'SMALL'}
            placeholder="财政统一票据右上角的号码"
            value={penalty.ticketNo}
            put={(ticketNo) => put({ ticketNo })}
          />
          {penalty.collectReason !== 'SMALL' && (
            <TextField
              name="penalty.collectNote"
              label="具体情况"
              required
              wide
              maxLength={200}
              placeholder="如：当事人为外地流动摊贩，无固定住所，事后难以执行"
              value={penalty.collectNote}
              put={(collectNote) => put({ collectNote })}
            />
          )}
        </div>
      )}
    </section>
  );
}
