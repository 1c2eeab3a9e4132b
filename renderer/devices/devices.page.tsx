import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { holds } from '../frame/access.ts';
import { useMe } from '../frame/me.ts';
import { Page } from '../frame/page.tsx';
import { Addresses } from './addresses.tsx';
import { DeviceLines } from './device-lines.tsx';
import { PrintQueue } from './print-queue.tsx';
import { TrainingPanel } from './training-panel.tsx';
import './devices.css';

/** The device centre: how each device is, where it is plugged in, and what waits for the receipt printer. */
export default function DevicesPage() {
  const { roles } = useMe().session.officer;
  const [search, setSearch] = useSearchParams();
  const mayPlug = holds(roles, 'SYS_ADMIN', 'OFFICER', 'TEAM_LEADER', 'INTAKE');
  const mayOrder = holds(roles, 'OFFICER', 'TEAM_LEADER', 'INTAKE');
  const mayPrint = holds(roles, 'OFFICER', 'TEAM_LEADER', 'INTAKE', 'CASHIER', 'HEAD', 'ARCHIVIST');
  return (
    <Page title="设备" note="设备不通也能办案：证件手工录入，文书存成 PDF 以后再印，小票以后补打。">
      <Tabs
        activeKey={search.get('tab') ?? 'state'}
        onChange={(tab) => setSearch({ tab }, { replace: true })}
        items={[
          { key: 'state', label: '设备状态', children: <DeviceLines mayTest={mayPlug} mayOrder={mayOrder} /> },
          { key: 'queue', label: '小票队列', children: <PrintQueue mayDecide={mayPrint} /> },
          ...(mayPlug ? [{ key: 'addresses', label: '连接设置', children: <Addresses /> }] : []),
          { key: 'training', label: '培训模拟', children: <TrainingPanel /> },
        ]}
      />
    </Page>
  );
}
