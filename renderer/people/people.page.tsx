import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { holds } from '../frame/access.ts';
import { useMe } from '../frame/me.ts';
import { Page } from '../frame/page.tsx';
import { AccessLog } from './access-log.tsx';
import { AdminActions } from './admin-actions.tsx';
import { Officers } from './officers.tsx';
import './people.css';

/** Officers, certificates and roles; for the audit administrator also who looked at what and who changed what. */
export default function PeoplePage() {
  const { roles } = useMe().session.officer;
  const [search, setSearch] = useSearchParams();
  const audits = holds(roles, 'AUDIT_ADMIN');
  const list = <Officers roles={roles} />;
  return (
    <Page title="人员" note="账号和证件归系统管理员，角色归安全管理员，查看记录归审计管理员，三员互不兼任。">
      {audits ? (
        <Tabs
          activeKey={search.get('tab') ?? 'looks'}
          onChange={(tab) => setSearch({ tab }, { replace: true })}
          items={[
            { key: 'looks', label: '查看记录', children: <AccessLog /> },
            { key: 'acts', label: '管理操作', children: <AdminActions /> },
            { key: 'people', label: '人员', children: list },
          ]}
        />
      ) : (
        list
      )}
    </Page>
  );
}
