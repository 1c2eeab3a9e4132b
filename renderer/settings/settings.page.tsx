import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { NameProfiles } from '../evidence/name-profiles.tsx';
import { holds } from '../frame/access.ts';
import { useMe } from '../frame/me.ts';
import { Page } from '../frame/page.tsx';
import { Backup } from './backup.tsx';
import { LedgerFacts } from './ledger-facts.tsx';
import { LookSettings } from './look-settings.tsx';
import { Parameters } from './parameters.tsx';
import './settings.css';

/** Figures of the town, the ledger, the backup, and how this screen looks. */
export default function SettingsPage() {
  const { roles } = useMe().session.officer;
  const [search, setSearch] = useSearchParams();
  const mayBackUp = holds(roles, 'SYS_ADMIN', 'TEAM_LEADER', 'HEAD');
  return (
    <Page title="设置">
      <Tabs
        activeKey={search.get('tab') ?? 'parameters'}
        onChange={(tab) => setSearch({ tab }, { replace: true })}
        items={[
          {
            key: 'parameters',
            label: '办案参数',
            children: <Parameters mayChange={holds(roles, 'SYS_ADMIN', 'LEGAL_REVIEWER')} />,
          },
          {
            key: 'names',
            label: '录像命名',
            children: <NameProfiles mayChange={holds(roles, 'SYS_ADMIN', 'TEAM_LEADER')} />,
          },
          { key: 'backup', label: '备份', children: <Backup allowed={mayBackUp} /> },
          { key: 'ledger', label: '账本', children: <LedgerFacts /> },
          { key: 'look', label: '字号与对比度', children: <LookSettings /> },
        ]}
      />
    </Page>
  );
}
