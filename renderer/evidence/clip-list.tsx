import { useQuery } from '@tanstack/react-query';
import { Button, Popover, Segmented, Table } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Clip } from '../../preload/contract/evidence.ts';
import { holds } from '../frame/access.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { CasePicker } from './case-picker.tsx';
import { BESIDE_COLUMNS, CLIP_COLUMNS } from './clip-columns.tsx';
import { ClipPlayer } from './clip-player.tsx';
import { DetachButton } from './detach-button.tsx';
import { useClipActs, usePlayer } from './use-clips.ts';

const PAGE = 50;

/** Every recording of the office: what belongs to no case yet, all, or those of one case. */
export function ClipList() {
  const { roles } = useMe().session.officer;
  const mayTie = holds(roles, 'OFFICER', 'TEAM_LEADER');
  const [address, setAddress] = useSearchParams();
  const caseId = address.get('case') ?? undefined;
  const beside = caseId === undefined && address.get('show') === 'beside';
  const loose = caseId === undefined && !beside && address.get('show') !== 'all';
  const [page, setPage] = useState(1);
  const clips = useQuery(
    query.evidence.clips.queryOptions({
      input: { ...(caseId ? { caseId } : {}), loose, beside, offset: (page - 1) * PAGE, limit: PAGE },
    }),
  );
  const { attach, detach } = useClipActs();
  const { playing, play, stop } = usePlayer<Clip>();
  useKeys([
    { keys: 'Enter', words: '播放选中的录像' },
    ...(playing ? [{ keys: 'Esc', words: '关闭播放', run: stop }] : []),
  ]);
  const show = (next: Record<string, string>) => {
    setPage(1);
    setAddress(next, { replace: true });
  };
  return (
    <section className="clips">
      <header className="list-head">
        <Segmented
          value={caseId ? 'case' : beside ? 'beside' : loose ? 'loose' : 'all'}
          onChange={(wanted) => show(wanted === 'loose' ? {} : { show: wanted })}
          options={[
            { value: 'loose', label: '未关联案件' },
            { value: 'all', label: '全部' },
            { value: 'beside', label: '附带文件' },
            ...(caseId ? [{ value: 'case', label: '这件案件' }] : []),
          ]}
        />
        <span className="quiet number">{clips.data ? `${clips.data.total} ${beside ? '个' : '段'}` : ''}</span>
        <div className="list-head-end">
          <CasePicker
            placeholder="按案件查看"
            mine={false}
            value={caseId}
            onPick={(picked) => show(picked ? { case: picked } : {})}
          />
        </div>
      </header>
      <Refused error={clips.error} />
      {playing ? <ClipPlayer clip={playing.clip} url={playing.url} onPlay={play} onClose={stop} /> : null}
      <div className="sheet clips-table">
        <Table<Clip>
          size="small"
          rowKey="id"
          loading={clips.isPending}
          dataSource={clips.data?.rows ?? []}
          rowClassName={(clip) => (clip.id === playing?.clip.id ? 'clip-open' : '')}
          onRow={(clip) => ({
            tabIndex: 0,
            onClick: () => play(clip),
            onKeyDown: (event) => {
              if (event.key === 'Enter' && event.target === event.currentTarget) play(clip);
            },
          })}
          pagination={{
            current: page,
            pageSize: PAGE,
            total: clips.data?.total ?? 0,
            onChange: setPage,
            hideOnSinglePage: true,
            showSizeChanger: false,
          }}
          locale={{
            emptyText: caseId
              ? '这件案件还没有关联录像。到案件页的「证据」里，时间对得上的会列出来。'
              : beside
                ? '没有附带文件。记录仪里录像旁边的 GPS 轨迹和设备日志，会随录像一起导入，列在这里。'
                : loose
                  ? '没有等着关联的录像。导入记录仪后，新录像会先列在这里。'
                  : '还没有录像。把记录仪插到采集口，点「开始导入」。',
          }}
          columns={[
            ...(beside ? BESIDE_COLUMNS : CLIP_COLUMNS),
            {
              title: '案件',
              hidden: beside,
              ellipsis: true,
              render: (_, clip) =>
                clip.caseId ? (
                  <Link to={`/cases/${clip.caseId}`} onClick={(event) => event.stopPropagation()}>
                    {clip.caseNumber || '还没有文号'}
                  </Link>
                ) : (
                  <span className="quiet">未关联</span>
                ),
            },
            {
              title: '',
              hidden: beside,
              width: 96,
              align: 'right',
              onCell: () => ({ onClick: (event) => event.stopPropagation() }),
              render: (_, clip) =>
                !mayTie ? null : clip.caseId ? (
                  <DetachButton
                    busy={detach.isPending && detach.variables.clipId === clip.id}
                    onDetach={(reason) => detach.mutate({ clipId: clip.id, reason })}
                  />
                ) : (
                  <Popover
                    trigger="click"
                    placement="leftTop"
                    destroyOnHidden
                    title="关联到哪件案件"
                    content={
                      <CasePicker
                        placeholder="姓名、案由、文号"
                        mine
                        value={undefined}
                        onPick={(picked) => picked && attach.mutate({ clipId: clip.id, caseId: picked })}
                      />
                    }
                  >
                    <Button size="small" loading={attach.isPending && attach.variables.clipId === clip.id}>
                      关联
                    </Button>
                  </Popover>
                ),
            },
          ]}
        />
      </div>
    </section>
  );
}
