import { Alert, Button } from 'antd';
import { useState } from 'react';
import { CorrectionOrder } from './correction-order.tsx';
import { useDesk } from './desk.tsx';
import { EndDraft } from './end-draft.tsx';
import { orderInWords } from './order-words.ts';

/** The fine is closed: why, and the one way that is open. Or: which ignored order opens it. */
export function WayOut() {
  const desk = useDesk();
  const { check } = desk;
  const [ordering, setOrdering] = useState(false);
  if (!check || desk.content.violation.itemCode === '') return null;
  const order = check.openOrder;
  const reason = check.steps
    .filter((one) => one.step === 3 || one.step === 4)
    .flatMap((one) => one.problems)
    .find((problem) => problem.weight === 'stop' && CLOSING.has(problem.field));
  const orderLine = order && `${order.number}（${orderInWords(order.state)}，复查日 ${order.recheckOn}）`;

  switch (check.wayOut) {
    case 'NONE':
      return desk.content.violation.orderId && orderLine ? (
        <Alert
          type="success"
          showIcon
          title="已选中未履行的责令改正通知书，可以处罚"
          description={`${orderLine}。决定书会写明责令改正和复查情况。`}
        />
      ) : null;
    case 'CORRECTION_ORDER':
      return (
        <>
          <Alert
            type="warning"
            showIcon
            title="现在还不能罚款，请先责令改正"
            description={
              <>
                {reason?.sentence ?? '本事项须责令改正后逾期不改或拒不改正，才可以罚款。'}
                {orderLine && <div>该当事人已有责令改正通知书：{orderLine}。复查后认定未改正的，这里会自动选用。</div>}
              </>
            }
            action={
              !ordering &&
              (!order || order.state === 'PARTLY') && (
                <Button type="primary" size="large" onClick={() => setOrdering(true)}>
                  开具责令改正通知书
                </Button>
              )
            }
          />
          {ordering && <CorrectionOrder onClose={() => setOrdering(false)} />}
        </>
      );
    case 'ORDINARY_PROCEDURE':
      return (
        <Alert
          type="error"
          showIcon
          title="不能当场处罚，需走普通程序"
          description={reason?.sentence ?? '本案不符合处罚法第五十一条的当场处罚条件。'}
          action={<EndDraft word="转普通程序" reason={`需走普通程序：${reason?.sentence ?? '不符合当场处罚条件'}`} />}
        />
      );
    case 'NO_PENALTY':
      return (
        <Alert
          type="error"
          showIcon
          title="依法不予处罚"
          description={reason?.sentence ?? '本案依法不予行政处罚。'}
          action={<EndDraft word="终止办理" reason={`不予处罚：${reason?.sentence ?? '依法不予行政处罚'}`} />}
        />
      );
  }
}

/** Fields whose problems close the fine rather than ask for a value. */
const CLOSING = new Set([
  'violation.itemCode',
  'violation.orderId',
  'violation.at',
  'penalty.fineFen',
  'penalty.kind',
  'penalty',
]);
