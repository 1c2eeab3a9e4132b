import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { DEVICE_KINDS, deviceDot, deviceWords } from '../devices/device-words.ts';
import { Dot } from '../frame/dot.tsx';
import { ago, formatInstant } from '../frame/format.ts';
import { countyInShort } from '../frame/status-dots.tsx';
import { query } from '../office/client.ts';
import { backupState } from './backup-age.ts';
import type { Overview } from './overview.ts';

/** The state of the house beside the work: backup, devices, county, certificates. */
export function SideNotes({ overview, now }: { overview: Overview; now: string }) {
  const devices = useQuery(query.devices.list.queryOptions());
  const sync = useQuery(query.sync.state.queryOptions());
  const backup = backupState(overview.lastBackupAt, now);
  const county = sync.data ? countyInShort(sync.data) : null;
  return (
    <aside className="side-notes">
      <section className="sheet">
        <h2>
          备份 <Link to="/settings?tab=backup">去备份</Link>
        </h2>
        <Dot state={backup.state}>{backup.words}</Dot>
        {overview.lastBackupAt ? <p className="quiet number">{formatInstant(overview.lastBackupAt)}</p> : null}
      </section>
      <section className="sheet">
        <h2>
          设备 <Link to="/devices">设备中心</Link>
        </h2>
        {devices.data?.map((one) => (
          <p key={one.deviceId} title={deviceWords(one)}>
            <Dot state={deviceDot(one)}>{DEVICE_KINDS[one.kind]}</Dot>
            {one.simulated ? <span className="quiet">模拟</span> : null}
          </p>
        ))}
        {devices.data?.length === 0 ? <p className="quiet">还没有接设备，手工录入、存 PDF 都可以办案。</p> : null}
      </section>
      <section className="sheet">
        <h2>
          县级同步 <Link to="/sync">查看</Link>
        </h2>
        {county ? <Dot state={county.state}>{county.words}</Dot> : null}
        {sync.data?.lastSuccessAt ? <p className="quiet">上次成功：{ago(sync.data.lastSuccessAt, now)}</p> : null}
      </section>
      {overview.certificates.length > 0 ? (
        <section className="sheet">
          <h2>执法证到期</h2>
          {overview.certificates.map((one) => (
            <p key={`${one.name} ${one.daysLeft}`}>
              <Dot state={one.daysLeft < 0 ? 'bad' : 'look'}>
                {one.daysLeft < 0 ? `${one.name} 已过期 ${-one.daysLeft} 天` : `${one.name} 还有 ${one.daysLeft} 天`}
              </Dot>
            </p>
          ))}
        </section>
      ) : null}
      {overview.remap > 0 ? (
        <section className="sheet">
          <h2>法条待核</h2>
          <p>{overview.remap} 个事项的依据有新法施行，需法制人员重新对应后再用。</p>
        </section>
      ) : null}
    </aside>
  );
}
