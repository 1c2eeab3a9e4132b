import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import type { SyncState } from '../../preload/contract/desk.ts';
import { devicesInShort } from '../devices/device-words.ts';
import { query } from '../office/client.ts';
import { clockWords, isWrong } from '../sync/clock-words.ts';
import { Dot, type DotState } from './dot.tsx';

/** One dot for all devices, one for the county. */
export function StatusDots() {
  const devices = useQuery(query.devices.list.queryOptions());
  const sync = useQuery(query.sync.state.queryOptions());
  const device = devices.data ? devicesInShort(devices.data) : null;
  const county = sync.data ? countyInShort(sync.data) : null;
  return (
    <div className="status-dots">
      {device ? (
        <NavLink to="/devices" title="打开设备">
          <Dot state={device.state}>{device.words}</Dot>
        </NavLink>
      ) : null}
      {county ? (
        <NavLink to="/sync" title="打开同步">
          <Dot state={county.state}>{county.words}</Dot>
        </NavLink>
      ) : null}
    </div>
  );
}

interface Short {
  state: DotState;
  words: string;
}

export function countyInShort(sync: Pick<SyncState, 'enrolled' | 'state' | 'waiting' | 'clock'>): Short {
  const usual = countyOf(sync);
  if (!sync.enrolled || sync.clock === null || !isWrong(sync.clock)) return usual;
  return { state: 'look', words: `${usual.words} ${clockWords(sync.clock)}` };
}

function countyOf(sync: Pick<SyncState, 'enrolled' | 'state' | 'waiting'>): Short {
  if (!sync.enrolled) return { state: 'off', words: '未接县级' };
  if (sync.state === 'TROUBLE') return { state: 'look', words: `县级不通 待传 ${sync.waiting}` };
  if (sync.state === 'RUNNING') return { state: 'good', words: '正在上报' };
  return sync.waiting > 0
    ? { state: 'good', words: `县级 待传 ${sync.waiting}` }
    : { state: 'good', words: '县级已同步' };
}
