import {
  AuditOutlined,
  CameraOutlined,
  CloudSyncOutlined,
  FileProtectOutlined,
  FormOutlined,
  HddOutlined,
  IdcardOutlined,
  NotificationOutlined,
  QrcodeOutlined,
  ScheduleOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import type { Role } from '../../preload/contract/people.ts';
import { type PagePath, pagesFor } from './access.ts';
import { useShowKeys } from './keys.tsx';
import './rail.css';

const ICONS: Record<PagePath, ReactNode> = {
  '/': <ScheduleOutlined aria-hidden />,
  '/penalty': <FormOutlined aria-hidden />,
  '/reception': <NotificationOutlined aria-hidden />,
  '/cases': <FileProtectOutlined aria-hidden />,
  '/orders': <AuditOutlined aria-hidden />,
  '/evidence': <CameraOutlined aria-hidden />,
  '/inspections': <QrcodeOutlined aria-hidden />,
  '/subjects': <IdcardOutlined aria-hidden />,
  '/devices': <HddOutlined aria-hidden />,
  '/sync': <CloudSyncOutlined aria-hidden />,
  '/people': <TeamOutlined aria-hidden />,
  '/settings': <SettingOutlined aria-hidden />,
};

/** The left rail: only what exists, only what this person may open. */
export function Rail({ roles, version }: { roles: readonly Role[]; version: string }) {
  const showKeys = useShowKeys();
  const pages = pagesFor(roles);
  return (
    <nav className="rail" aria-label="主菜单">
      <div className="rail-mark">镇执台</div>
      <ul>
        {pages.map((page, place) => (
          <li key={page.path} className={place > 0 && pages[place - 1]?.group !== page.group ? 'rail-group' : ''}>
            <NavLink to={page.path} end={page.path === '/'}>
              {ICONS[page.path]}
              <span>{page.name}</span>
            </NavLink>
          </li>
        ))}
      </ul>
      <div className="rail-foot">
        <button type="button" onClick={showKeys}>
          <kbd>F1</kbd> 按键
        </button>
        <span>版本 {version}</span>
      </div>
    </nav>
  );
}
