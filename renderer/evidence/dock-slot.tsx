import { VideoCameraOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Progress, Radio, Select } from 'antd';
import { useId, useRef, useState } from 'react';
import type { Offload, Volume } from '../../preload/contract/evidence.ts';
import { holds } from '../frame/access.ts';
import { Dot } from '../frame/dot.tsx';
import { formatBytes } from '../frame/format.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { inWords, type Sample, secondsLeft } from './time-left.ts';

type Believes = 'FILE' | 'CARRIER';

/** One camera in the dock: whose it is, what is new, and one button. Read from a few steps away. */
export function DockSlot({ volume, last }: { volume: Volume; last: Offload | undefined }) {
  const client = useQueryClient();
  const { roles } = useMe().session.officer;
  const [asked, setAsked] = useState<string | null>(null);
  const [believes, setBelieves] = useState<Believes | null>(null);
  const doubted = volume.others.some((one) => one.officerId !== null);
  const again = { onSettled: () => client.invalidateQueries({ queryKey: query.evidence.key() }) };
  const start = useMutation(query.evidence.offload.mutationOptions(again));
  const bind = useMutation(query.evidence.bindDevice.mutationOptions(again));
  const cancel = useMutation(query.evidence.cancelOffload.mutationOptions(again));
  const copying = last?.state === 'COPYING';
  const news = volume.fresh + volume.freshBeside;
  const paused = last?.state === 'INTERRUPTED' && news > 0;
  const mayImport = holds(roles, 'OFFICER', 'TEAM_LEADER', 'INTAKE');
  const mayBind = holds(roles, 'OFFICER', 'TEAM_LEADER') && volume.deviceNo !== '';
  const choose = (officerId: string) => {
    setAsked(officerId);
    if (mayBind) bind.mutate({ deviceNo: volume.deviceNo, officerId });
  };
  return (
    <section className="slot sheet" aria-label={`记录仪 ${volume.deviceNo || volume.label}`}>
      <header>
        <VideoCameraOutlined />
        <b className="slot-no">{volume.deviceNo || volume.label}</b>
        {volume.simulated ? <em className="clip-mark clip-simulated">模拟</em> : null}
        <span className="slot-officer">{volume.officerName || '使用人待选'}</span>
      </header>
      <Unread paths={volume.unread} />
      <Strays paths={volume.strays} />
      {copying ? (
        <Copying offload={last} onStop={mayImport ? () => cancel.mutate({ offloadId: last.id }) : undefined} />
      ) : news === 0 ? (
        <p className="slot-news">
          {volume.unread.length > 0 ? (
            <Dot state="look">读得出来的都已导入</Dot>
          ) : volume.strays.length > 0 ? (
            <Dot state="look">对得上录像的都已导入</Dot>
          ) : (
            <Dot state="good">全部导入，可以拔出</Dot>
          )}
          <span className="slot-more">
            共 {volume.clips} 段，{formatBytes(volume.bytes)}
          </span>
        </p>
      ) : (
        <>
          <p className="slot-news">
            <strong>{volume.fresh || volume.freshBeside}</strong> {volume.fresh > 0 ? '段新录像' : '个新的附带文件'}
            <span className="slot-more">
              共 {volume.clips} 段，{formatBytes(volume.bytes)}
            </span>
          </p>
          {volume.fresh > 0 && volume.freshBeside > 0 ? (
            <p className="slot-beside">连同 {volume.freshBeside} 个附带文件（轨迹、设备日志）一起导入</p>
          ) : null}
          {volume.officerId === null && mayImport ? <Officers value={asked} onChange={choose} /> : null}
          <Others volume={volume} value={believes} onChange={mayImport ? setBelieves : undefined} />
          {mayImport ? (
            <Button
              type="primary"
              size="large"
              block
              loading={start.isPending}
              disabled={(volume.officerId === null && asked === null) || (doubted && believes === null)}
              onClick={() => start.mutate({ path: volume.path, officerId: asked, believes })}
            >
              {paused ? '继续导入' : '开始导入'}
            </Button>
          ) : null}
        </>
      )}
      <Refused error={start.error ?? bind.error ?? cancel.error} />
    </section>
  );
}

/** What the camera did not let us read: said, so that nobody clears a card whose footage is not here. */
function Unread({ paths }: { paths: Volume['unread'] }) {
  if (paths.length === 0) return null;
  const more = paths.length > 3 ? ` 等 ${paths.length} 处` : '';
  return (
    <div className="slot-others" role="note">
      <p>
        {paths.slice(0, 3).join('、')}
        {more} 读不出来，里面的录像这次导入不了；其余录像可以照常导入，请先不要清空这台记录仪。
      </p>
    </div>
  );
}

/** Tracks that nobody knows a film of: they stay, so they are named before the card is cleared. */
function Strays({ paths }: { paths: Volume['strays'] }) {
  if (paths.length === 0) return null;
  const more = paths.length > 3 ? ` 等 ${paths.length} 个` : '';
  return (
    <div className="slot-others" role="note">
      <p>
        {paths.slice(0, 3).join('、')}
        {more} 像是轨迹，却找不到对应的录像，没有导入；要留的请先另存，再清空这台记录仪。
      </p>
    </div>
  );
}

/** Files that name somebody else than the camera is bound to: said, and asked before anything is taken. */
function Others({
  volume: { officerName, others },
  value,
  onChange,
}: {
  volume: Volume;
  value: Believes | null;
  onChange: ((value: Believes) => void) | undefined;
}) {
  if (others.length === 0) return null;
  const known = others.filter((one) => one.officerId !== null);
  return (
    <div className="slot-others" role="note">
      <p>
        这台记录仪登记给{officerName}，但有
        {others.map(({ officerNo, officerName: name, clips }) => (
          <span key={officerNo}>
            {' '}
            {clips} 段的文件名写着 {name ? `${name}（${officerNo}）` : `${officerNo}，没有这个编号的人员`}
          </span>
        ))}
        。
      </p>
      {known.length > 0 && onChange ? (
        <Radio.Group
          aria-label="这些录像算谁的"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={[
            { value: 'FILE', label: '按文件名，算他本人的' },
            { value: 'CARRIER', label: `都算${officerName}的` },
          ]}
        />
      ) : null}
    </div>
  );
}

function Copying({ offload, onStop }: { offload: Offload; onStop: (() => void) | undefined }) {
  const first = useRef<Sample & { id: string }>(null);
  const now = { at: Date.now(), bytes: offload.doneBytes };
  if (first.current?.id !== offload.id) first.current = { ...now, id: offload.id };
  const left = secondsLeft(first.current, now, offload.totalBytes);
  const percent = offload.totalBytes > 0 ? Math.floor((offload.doneBytes / offload.totalBytes) * 100) : 0;
  return (
    <div role="status">
      <p className="slot-news">
        <strong>
          {offload.total > 0 ? offload.done : offload.doneBeside}
          <small> / {offload.total || offload.totalBeside}</small>
        </strong>
        {offload.total > 0 ? '段已导入' : '个附带文件已导入'}
        <span className="slot-more">
          {left !== null ? inWords(left) : offload.doneBytes === 0 ? '正在清点录像' : '正在估算时间'}
        </span>
      </p>
      <Progress percent={percent} showInfo={false} />
      <p className="slot-foot">
        <span className="number">
          {formatBytes(offload.doneBytes)} / {formatBytes(offload.totalBytes)}，可以放着去办别的事
        </span>
        {onStop ? (
          <Button size="small" type="text" onClick={onStop}>
            停下
          </Button>
        ) : null}
      </p>
    </div>
  );
}

function Officers({ value, onChange }: { value: string | null; onChange: (officerId: string) => void }) {
  const field = useId();
  const people = useQuery(query.people.list.queryOptions());
  const carriers = (people.data ?? []).filter(
    (one) => one.status === 'ACTIVE' && holds(one.roles, 'OFFICER', 'AUX', 'TEAM_LEADER'),
  );
  return (
    <div className="slot-ask">
      <label htmlFor={field}>这台记录仪是谁在用</label>
      <Select
        id={field}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="选择使用人，以后会记住"
        value={value ?? undefined}
        onChange={onChange}
        options={carriers.map((one) => ({ value: one.id, label: `${one.name}（${one.number}）` }))}
      />
    </div>
  );
}
