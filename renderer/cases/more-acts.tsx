import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { CasePage } from '../../preload/contract/cases.ts';
import type { CaseReceipt } from '../../preload/contract/receipts.ts';
import { askedFor } from '../devices/print-jobs.ts';
import { holds } from '../frame/access.ts';
import { useMe } from '../frame/me.ts';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';
import { VoidDrawer } from './void-drawer.tsx';

/** What is done rarely: the receipt again, voiding. */
export function MoreActs({ page }: { page: CasePage }) {
  const { roles } = useMe().session.officer;
  const tell = useTell();
  const [voiding, setVoiding] = useState(false);
  const delivered = page.timeline.some((one) => one.kind === 'case.issued') && page.end !== 'VOIDED';
  const mayPrint = holds(roles, 'OFFICER', 'TEAM_LEADER', 'INTAKE', 'CASHIER', 'HEAD', 'ARCHIVIST');
  const mayVoid = page.number !== '' && page.end === null && holds(roles, 'TEAM_LEADER', 'HEAD');
  const print = async (kind: CaseReceipt) => {
    try {
      const job = await office.receipts.printOfCase({ caseId: page.id, kind });
      tell.note(askedFor(job));
    } catch (error) {
      tell.refused(error);
    }
  };
  const items = [
    ...(mayPrint && delivered
      ? [
          { key: 'receipt', label: '打印回执小票', onClick: () => print('penalty-receipt') },
          { key: 'delivery', label: '打印送达回执小票', onClick: () => print('delivery-receipt') },
        ]
      : []),
    ...(mayPrint && page.end === 'EXEMPTED'
      ? [{ key: 'first-violation', label: '打印温馨提示小票', onClick: () => print('first-violation') }]
      : []),
    ...(mayVoid ? [{ key: 'void', danger: true, label: '作废决定书…', onClick: () => setVoiding(true) }] : []),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button icon={<EllipsisOutlined />} aria-label="更多操作">
          更多
        </Button>
      </Dropdown>
      <VoidDrawer page={page} open={voiding} onClose={() => setVoiding(false)} />
    </>
  );
}
