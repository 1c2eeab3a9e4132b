import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import type { Clip } from '../../preload/contract/evidence.ts';
import { holds } from '../frame/access.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { CLIP_COLUMNS } from './clip-columns.tsx';
import { ClipPlayer } from './clip-player.tsx';
import { DetachButton } from './detach-button.tsx';
import { useClipActs, usePlayer } from './use-clips.ts';
import './evidence.css';

const ALL = 200;

/**
 * The recordings of a case, and below them those that fit by time and officer. `closed`: the case is filed away, what
 * is bound in it stays.
 */
export function OfferedClips({ caseId, closed = false }: { caseId: string; closed?: boolean }) {
  const { roles } = useMe().session.officer;
  const mayTie = holds(roles, 'OFFICER', 'TEAM_LEADER') && !closed;
  const attached = useQuery(query.evidence.clips.queryOptions({ input: { caseId, offset: 0, limit: ALL } }));
  const offered = useQuery(query.evidence.offered.queryOptions({ input: { caseId }, enabled: !closed }));
  const { attach, detach } = useClipActs();
  const { playing, play, stop } = usePlayer<Clip>();
  useKeys(playing ? [{ keys: 'Esc', words: '关闭播放', run: stop }] : []);
  const player = (clip: Clip) => (
    <Button size="small" onClick={() => play(clip)}>
      播放
    </Button>
  );
  const rows = (clip: Clip) => (clip.id === playing?.clip.id ? 'clip-open' : '');
  return (
    <div className="offered">
      <Refused error={attached.error ?? offered.error} />
      {playing ? <ClipPlayer clip={playing.clip} url={playing.url} onPlay={play} onClose={stop} /> : null}
      <Table<Clip>
        size="small"
        rowKey="id"
        pagination={false}
        loading={attached.isPending}
        dataSource={attached.data?.rows ?? []}
        rowClassName={rows}
        locale={{ emptyText: '还没有关联录像。时间和人员对得上的会列在下面，点「关联」即可。' }}
        columns={[
          ...CLIP_COLUMNS,
          { title: '校验值', ellipsis: true, render: (_, clip) => <code title={clip.sha256}>{clip.sha256}</code> },
          {
            title: '',
            width: mayTie ? 170 : 80,
            align: 'right',
            render: (_, clip) => (
              <span className="clip-acts">
                {player(clip)}
                {mayTie ? (
                  <DetachButton
                    busy={detach.isPending && detach.variables.clipId === clip.id}
                    onDetach={(reason) => detach.mutate({ clipId: clip.id, reason })}
                  />
                ) : null}
              </span>
            ),
          },
        ]}
      />
      {closed ? null : (
        <>
          <h3>
            可能属于本案的录像
            <span className="quiet">办案人员在违法时间前后两小时内录的，还没有关联案件</span>
          </h3>
          <Table<Clip>
            size="small"
            rowKey="id"
            pagination={false}
            loading={offered.isPending}
            dataSource={offered.data ?? []}
            rowClassName={rows}
            locale={{ emptyText: '没有时间对得上的录像。记录仪导入后会列在这里；也可到证据页手工关联。' }}
            columns={[
              ...CLIP_COLUMNS,
              { title: '原文件名', dataIndex: 'name', ellipsis: true },
              {
                title: '',
                width: mayTie ? 130 : 80,
                align: 'right',
                render: (_, clip) => (
                  <span className="clip-acts">
                    {player(clip)}
                    {mayTie ? (
                      <Button
                        size="small"
                        type="primary"
                        ghost
                        loading={attach.isPending && attach.variables.clipId === clip.id}
                        onClick={() => attach.mutate({ clipId: clip.id, caseId })}
                      >
                        关联
                      </Button>
                    ) : null}
                  </span>
                ),
              },
            ]}
          />
        </>
      )}
    </div>
  );
}
