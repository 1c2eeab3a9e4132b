import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTraining } from '../devices/use-training.ts';
import { holds } from '../frame/access.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { DockSlot } from './dock-slot.tsx';
import { FolderLook } from './folder-look.tsx';
import { OffloadHistory } from './offload-history.tsx';
import { offloadOf } from './offload-words.ts';

/** The dock: cameras that are there now, folders that were looked at, and what was imported before. */
export function Docks() {
  const { session } = useMe();
  const trained = useTraining().includes('bodycam');
  const volumes = useQuery(query.evidence.volumes.queryOptions());
  const offloads = useQuery(query.evidence.offloads.queryOptions());
  const [folders, setFolders] = useState<readonly string[]>([]);
  const looked = useQueries({
    queries: folders.map((path) => query.evidence.inspectFolder.queryOptions({ input: { path }, retry: false })),
  });
  const docked = volumes.data ?? [];
  const chosen = looked.flatMap(({ data }) => data ?? []).filter((one) => !docked.some((two) => two.path === one.path));
  const slots = [...docked, ...chosen];
  const history = offloads.data ?? [];
  const mayImport = holds(session.officer.roles, 'OFFICER', 'TEAM_LEADER', 'INTAKE');
  return (
    <aside className="docks">
      <Refused error={volumes.error ?? offloads.error} />
      {slots.map((volume) => (
        <DockSlot key={volume.path} volume={volume} last={offloadOf(volume, history)} />
      ))}
      {slots.length === 0 && !volumes.isPending ? (
        <section className="slot slot-empty sheet">
          <strong>没有插着的记录仪</strong>
          <p className="quiet">
            把执法记录仪插到采集口，几秒后会出现在这里。
            {trained ? '没有设备时，可在右下角的托盘里点「插上去」。' : ''}
          </p>
        </section>
      ) : null}
      {mayImport ? (
        <FolderLook onFound={(path) => setFolders((before) => [path, ...before.filter((one) => one !== path)])} />
      ) : null}
      <OffloadHistory offloads={history} />
    </aside>
  );
}
