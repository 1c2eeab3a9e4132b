import { Alert, InputNumber, Slider } from 'antd';
import { useEffect, useState } from 'react';
import type { DiscretionHint, DraftContent } from '../../preload/contract/cases.ts';
import { formatYuan } from '../../preload/contract/money.ts';
import { CollectOnSite } from './collect-on-site.tsx';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import { TextField } from './text-field.tsx';
import { WayOut } from './way-out.tsx';

type Tier = DiscretionHint['tiers'][number];
type TierCode = DraftContent['penalty']['tier'];
const KINDS = [
  { kind: 'FINE', name: '罚款', text: '按裁量阶次确定数额' },
  { kind: 'WARNING', name: '警告', text: '不罚款，以决定书作出' },
] as const;

/** Step 4: warning or fine, the tier, the amount, and whether the money may be taken here. */
export function StepPenalty() {
  const desk = useDesk();
  const { penalty } = desk.content;
  const { check, change } = desk;
  const hint = check?.discretion ?? null;
  const [wanted, setWanted] = useState(!desk.frozen && penalty.fineFen === 0);
  const closed = check?.wayOut === 'CORRECTION_ORDER' || check?.wayOut === 'NO_PENALTY';

  // The suggestion stands there at once, also after another tier was chosen; the officer decides.
  useEffect(() => {
    if (!hint || !wanted || closed || penalty.kind !== 'FINE' || !desk.checked) return;
    const tier =
      hint.tiers.find((one) => one.code === hint.tier && one.allowed) ?? hint.tiers.find((one) => one.allowed);
    if (!tier) return;
    const here = tier.code === hint.tier;
    change('penalty', { tier: tier.code as TierCode, ...(here ? { fineFen: hint.suggestedFen } : {}) });
    if (here) setWanted(false);
  }, [hint, wanted, closed, penalty.kind, desk.checked, change]);

  if (closed) return <WayOut />;
  return (
    <>
      <WayOut />
      <div className="pen-choices" role="radiogroup" aria-label="处罚种类">
        {KINDS.map(({ kind, name, text }) => (
          <label key={kind} className={`pen-choice ${penalty.kind === kind ? 'pen-choice-on' : ''}`}>
            <input
              type="radio"
              name="penalty.kind"
              checked={penalty.kind === kind}
              disabled={desk.frozen}
              onChange={() => {
                change('penalty', { kind, fineFen: 0, tier: '', collectOnSite: false });
                setWanted(kind === 'FINE');
              }}
            />
            <b>{name}</b>
            <span>{text}</span>
          </label>
        ))}
      </div>
      {penalty.kind === 'FINE' && hint && <FineFields hint={hint} onTier={() => setWanted(true)} />}
      {penalty.kind === 'FINE' && !hint && (
        <Alert type="info" showIcon title="选定违法事项和当事人后，这里显示裁量阶次和幅度。" />
      )}
      {penalty.kind === 'FINE' && hint && <CollectOnSite />}
    </>
  );
}

const range = (tier: { minFen: number; maxFen: number }) => `${formatYuan(tier.minFen)} ～ ${formatYuan(tier.maxFen)}`;

function FineFields({ hint, onTier }: { hint: DiscretionHint; onTier: () => void }) {
  const desk = useDesk();
  const { penalty } = desk.content;
  const { change, check } = desk;
  const limitFen = check?.limitFen ?? 0;
  const tier = hint.tiers.find((one) => one.code === penalty.tier);
  const minFen = tier?.minFen ?? hint.minFen;
  const maxFen = Math.min(tier?.maxFen ?? hint.maxFen, Math.max(limitFen, minFen));
  const pick = (one: Tier) => {
    change('penalty', { tier: one.code as TierCode });
    onTier();
  };
  const suggested = penalty.tier === hint.tier && penalty.fineFen === hint.suggestedFen;
  return (
    <>
      <div className="pen-tiers" role="radiogroup" aria-label="裁量阶次">
        {hint.tiers.map((one) => (
          <label
            key={one.code}
            className={`pen-choice ${penalty.tier === one.code ? 'pen-choice-on' : ''} ${one.allowed ? '' : 'pen-choice-off'}`}
            title={one.why}
          >
            <input
              type="radio"
              name="penalty.tier"
              checked={penalty.tier === one.code}
              disabled={!one.allowed || desk.frozen}
              onChange={() => pick(one)}
            />
            <b>{one.name}</b>
            <span className="pen-money">{range(one)}</span>
            {!one.allowed && <span className="pen-why">{one.why}</span>}
          </label>
        ))}
      </div>
      <Field name="penalty.fineFen" label="罚款数额" required auto={suggested} wide>
        {(at) => (
          <div className="pen-fine">
            <InputNumber<number>
              {...at}
              size="large"
              min={0}
              precision={2}
              step={10}
              controls={false}
              prefix="¥"
              disabled={desk.frozen}
              value={penalty.fineFen / 100}
              formatter={(value) => `${value ?? ''}`.replace(/\.00$/, '')}
              onChange={(yuan) => change('penalty', { fineFen: Math.round((yuan ?? 0) * 100) })}
            />
            <Slider
              min={minFen / 100}
              max={Math.max(maxFen, minFen) / 100}
              step={1}
              tooltip={{ formatter: (yuan) => formatYuan(Math.round((yuan ?? 0) * 100)) }}
              disabled={desk.frozen || maxFen <= minFen}
              value={penalty.fineFen / 100}
              onChange={(yuan: number) => change('penalty', { fineFen: Math.round(yuan * 100) })}
              marks={{ [minFen / 100]: formatYuan(minFen), [maxFen / 100]: formatYuan(maxFen) }}
            />
            <span className="pen-note pen-limit">当场罚款上限 {formatYuan(limitFen)}</span>
          </div>
        )}
      </Field>
      <p className="pen-words">
        <b>裁量说明</b> {hint.words}
      </p>
      <TextField
        name="penalty.tierReason"
        label="裁量情节和理由"
        required={!suggested}
        wide
        maxLength={200}
        placeholder="写入决定书，如：初次违法，主动配合，及时改正"
        value={penalty.tierReason}
        put={(tierReason) => change('penalty', { tierReason })}
      />
    </>
  );
}
