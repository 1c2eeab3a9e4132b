import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Dropdown } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { OfficeState } from '../../preload/contract/office.ts';
import type { Session } from '../../preload/contract/people.ts';
import { office as client, query } from '../office/client.ts';
import { PasswordDrawer } from '../people/password-drawer.tsx';
import { useSignIn } from '../people/use-sign-in.ts';
import { weekday } from './format.ts';
import { useKeys } from './keys.tsx';
import { Search } from './search.tsx';
import { StatusDots } from './status-dots.tsx';
import { useTell } from './tell.ts';
import './top-bar.css';

const DAY_KINDS = { workday: '工作日', rest: '休息日', makeup: '调休上班' } as const;

/** Town and desk, search, legal date, devices, county, and who is at the desk. */
export function TopBar({ office, me }: { office: OfficeState; me: Session }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const tell = useTell();
  const door = useSignIn();
  const [password, setPassword] = useState(false);
  const lock = () =>
    client.people.lock().then(() => queryClient.invalidateQueries({ queryKey: query.people.me.key() }), tell.refused);
  const leave = () =>
    client.people.signOut().then(() => {
      navigate('/');
      door.leave();
    }, tell.refused);
  useKeys([{ keys: 'Ctrl+L', words: '锁定屏幕', run: lock }]);
  const { officer } = me;
  return (
    <header className={office.kind === 'demo' ? 'top top-demo' : 'top'}>
      <div className="top-place">
        <strong>{office.townName || office.authorityName}</strong>
        <span>{office.deskName}</span>
      </div>
      {office.kind === 'demo' ? (
        <em className="demo-tag" title="演示账本：人名、案件、设备都是虚构的，不能办理真实案件">
          演示
        </em>
      ) : null}
      <Search me={me} />
      <div className="top-day">
        <b>{office.legalDay}</b> {weekday(office.legalDay)}{' '}
        <span className={`day-kind day-${office.dayKind}`}>
          {DAY_KINDS[office.dayKind]}
          {office.dayEstimated ? '（预估）' : ''}
        </span>
      </div>
      <StatusDots />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'lock', label: '锁定屏幕（Ctrl+L）', onClick: lock },
            { key: 'password', label: '修改口令', onClick: () => setPassword(true) },
            { key: 'look', label: '字号与对比度', onClick: () => navigate('/settings?tab=look') },
            { type: 'divider' },
            { key: 'leave', label: '退出登录', onClick: leave },
          ],
        }}
      >
        <button type="button" className="top-officer">
          <UserOutlined />
          <span>
            <b>{officer.name}</b>
            <small>{officer.certNo ? `证号 ${officer.certNo}` : `工号 ${officer.number}`}</small>
          </span>
          <DownOutlined />
        </button>
      </Dropdown>
      <PasswordDrawer officer={password ? officer : null} own onClose={() => setPassword(false)} />
    </header>
  );
}
