import { Button } from 'antd';
import { type ItemView, TRIGGER_MODES } from '../../preload/contract/powers.ts';
import { AutoMark } from './field.tsx';
import { TriggerTag } from './item-search.tsx';

/** The chosen item: what it is, how it opens, what to look at on the spot. */
export function ItemCard({ item, onOther, fixed }: { item: ItemView; onOther: () => void; fixed: boolean }) {
  return (
    <section className="pen-chosen" aria-label="已选事项">
      <header>
        <strong>{item.name}</strong>
        <TriggerTag item={item} />
        {!fixed && (
          <Button size="small" onClick={onOther}>
            换一项（F2）
          </Button>
        )}
      </header>
      <dl>
        <dt>案由</dt>
        <dd>
          {item.cause} <AutoMark />
        </dd>
        <dt>启动条件</dt>
        <dd>{TRIGGER_MODES[item.trigger]}</dd>
        <dt>法定幅度</dt>
        <dd>{item.range}</dd>
        <dt>核查要点</dt>
        <dd>{item.checkPoints.join('；') || '—'}</dd>
      </dl>
      {item.needsRemap && <p className="pen-warn">所依据的法律正在调整（生态环境法典），出具前请法制人员核对条款。</p>}
    </section>
  );
}
