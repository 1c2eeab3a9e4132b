import { ThunderboltOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OrderView } from '../../preload/contract/cases.ts';
import { PaperDesk } from '../cases/paper-desk.tsx';
import { nearness } from '../cases/standing.ts';
import { holds } from '../frame/access.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { opensFine } from './order-words.ts';
import { ReinspectForm } from './reinspect-form.tsx';
import { ResultMark } from './result-mark.tsx';
import { usePunish } from './use-punish.ts';

/** One correction order: what was ordered, its dates, its papers, and the next step. */
export function OrderOpen({ order, onDone }: { order: OrderView; onDone: () => void }) {
  const { session, office } = useMe();
  const client = useQueryClient();
  const people = useQuery(query.people.selectable.queryOptions({ input: { on: office.legalDay } }));
  const [inspecting, setInspecting] = useState(false);
  const [paperId, setPaperId] = useState('');
  const { punish, busy, trouble } = usePunish(order);
  const acts = holds(session.officer.roles, 'OFFICER');
  const near = nearness(order.recheckOn, office.legalDay);
  const waits = order.state === 'ISSUED';
  const fine = opensFine(order.state);
  const main = waits
    ? { words: '登记复查', run: () => setInspecting(true) }
    : fine
      ? { words: '立即处罚', run: () => void punish() }
      : null;
  useKeys(main && acts && !inspecting ? [{ keys: 'Ctrl+Enter', words: main.words, run: main.run }] : []);

  // The order does not name its officers by id; its paper does by name, in signing order.
  const signers = (paper: OrderView['documents'][number] | undefined) =>
    (paper?.signatures ?? [])
      .filter((one) => one.role === 'OFFICER_1' || one.role === 'OFFICER_2')
      .flatMap((one) => people.data?.find(({ officer }) => officer.name === one.name)?.officer ?? []);
  const paper =
    order.documents.find((one) => one.id === paperId) ??
    order.documents.find((one) => one.signatures.some((sign) => sign.state === 'WAITING')) ??
    order.documents[0];

  return (
    <section className="list-desk-open" aria-label={`${order.partyName} ${order.itemName}`}>
      <header className="sheet">
        <h2>
          {order.partyName}
          <span>{order.itemName}</span>
        </h2>
        <ResultMark state={order.state} />
        {main && !inspecting ? (
          <Button
            type="primary"
            size="large"
            icon={fine ? <ThunderboltOutlined /> : undefined}
            disabled={!acts}
            loading={busy}
            title={acts ? '' : '请执法人员办理'}
            onClick={main.run}
          >
            {main.words}（Ctrl+Enter）
          </Button>
        ) : null}
        <dl className="order-facts">
          <div>
            <dt>文号</dt>
            <dd className="number">{order.number}</dd>
          </div>
          <div>
            <dt>地点</dt>
            <dd>{order.place}</dd>
          </div>
          <div>
            <dt>开具日期</dt>
            <dd className="number">{order.issuedOn}</dd>
          </div>
          <div>
            <dt>改正期限</dt>
            <dd className="number">{order.correctBefore} 前</dd>
          </div>
          <div>
            <dt>复查日期</dt>
            <dd>
              <span className="number">{order.recheckOn}</span>
              {waits ? <span className={`near near-${near.weight}`}>{near.word}</span> : null}
            </dd>
          </div>
          {order.caseId ? (
            <div>
              <dt>来自</dt>
              <dd>
                <Link to={`/cases/${order.caseId}`}>当时的案件</Link>
              </dd>
            </div>
          ) : null}
        </dl>
        <Refused error={trouble} />
      </header>
      {inspecting ? (
        <ReinspectForm
          order={order}
          onClose={() => setInspecting(false)}
          onDone={() => {
            setInspecting(false);
            onDone();
          }}
        />
      ) : (
        <PaperDesk
          papers={order.documents}
          officers={signers(paper)}
          partyName={order.partyName}
          chosen={paper?.id ?? ''}
          onChoose={setPaperId}
          onChanged={() => client.invalidateQueries({ queryKey: query.cases.orders.key() })}
          empty="通知书还没有生成，请稍候刷新。"
        />
      )}
    </section>
  );
}
