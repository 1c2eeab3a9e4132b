import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Clip } from '../../preload/contract/evidence.ts';
import { isPicture, isSound } from '../../preload/contract/recording-files.ts';
import { formatBytes, formatInstant } from '../frame/format.ts';
import { query } from '../office/client.ts';
import { BesideFile } from './beside-file.tsx';
import { KIND_WORDS } from './kind-words.ts';

type Side = 'FACTS' | Clip['kind'];

interface ClipPlayerProps {
  readonly clip: Clip;
  /** Empty for a track or a log: that is read, not played. */
  readonly url: string;
  readonly onPlay: (clip: Clip) => void;
  readonly onClose: () => void;
}

/** Plays one recording as it was stored, with what is known of it, and what lay beside it, next to the picture. */
export function ClipPlayer({ clip, url, onPlay, onClose }: ClipPlayerProps) {
  const [wanted, setWanted] = useState<Side>('FACTS');
  const beside =
    useQuery(query.evidence.beside.queryOptions({ input: { clipId: clip.id }, enabled: clip.kind === 'MEDIA' })).data ??
    [];
  const sides = (['GPS', 'LOG', 'MEDIA'] as const).filter((kind) => beside.some((one) => one.kind === kind));
  const side = sides.find((kind) => kind === wanted) ?? 'FACTS';
  const shown = beside.filter((one) => one.kind === side);
  return (
    <section className="player" aria-label={`${clip.kind === 'MEDIA' ? '播放' : '查看'} ${clip.name}`}>
      {clip.kind === 'MEDIA' ? (
        <Screen clip={clip} url={url} />
      ) : (
        <div className="player-read">
          <BesideFile clip={clip} width={330} height={264} />
        </div>
      )}
      <div className="player-facts">
        <div className="player-head">
          {sides.length > 0 ? (
            <Segmented<Side>
              size="small"
              aria-label="附带文件"
              value={side}
              onChange={setWanted}
              options={[
                { value: 'FACTS', label: '登记' },
                ...sides.map((kind) => ({ value: kind, label: KIND_WORDS[kind] })),
              ]}
            />
          ) : null}
          <Button type="text" icon={<CloseOutlined />} aria-label="关闭播放（Esc）" onClick={onClose} />
        </div>
        {side === 'FACTS' ? <Facts clip={clip} /> : null}
        {shown.map((one, n) => (
          <Beside key={`${clip.id} ${one.id}`} clip={one}>
            {one.kind === 'MEDIA' ? (
              <Button size="small" onClick={() => onPlay(one)}>
                播放
              </Button>
            ) : (
              <WhenOpened atOnce={n === 0}>
                <BesideFile clip={one} width={260} height={112} />
              </WhenOpened>
            )}
          </Beside>
        ))}
      </div>
    </section>
  );
}

/** The newest of several versions at once, any other when it is asked for: who looks at a file is written down. */
function WhenOpened({ atOnce, children }: { atOnce: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(atOnce);
  if (open) return children;
  return (
    <Button size="small" onClick={() => setOpen(true)}>
      打开
    </Button>
  );
}

/** One file that lay beside the recording, with the name and hash that it is kept under. */
function Beside({ clip, children }: { clip: Clip; children: ReactNode }) {
  return (
    <article className="beside">
      {children}
      <p className="quiet player-long" title={`校验值 ${clip.sha256}`}>
        {clip.name}，{formatBytes(clip.sizeBytes)}，{formatInstant(clip.storedAt)} 存入
      </p>
    </article>
  );
}

function Screen({ clip, url }: { clip: Clip; url: string }) {
  const [unplayable, setUnplayable] = useState('');
  const failed = () => setUnplayable(url);
  return (
    <div className="player-screen">
      {unplayable === url ? (
        <Alert
          type="warning"
          showIcon
          title={
            clip.cutOff
              ? '这段录像没有正常结束（记录仪多半断了电），本机放不出来；原件按原样存着，校验值没有变。请在复制件上用厂家的工具修复后查看。'
              : '这种格式本机放不出来，原件完好，校验值没有变。请用厂家的播放软件在复制件上查看。'
          }
        />
      ) : isPicture(clip.name) ? (
        <img src={url} alt={clip.name} onError={failed} />
      ) : isSound(clip.name) ? (
        // biome-ignore lint/a11y/useMediaCaption: a recording is shown as it came
        <audio src={url} controls autoPlay onError={failed} />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: a recording is shown as it came
        <video src={url} controls autoPlay controlsList="nodownload" onError={failed} />
      )}
    </div>
  );
}

function Facts({ clip }: { clip: Clip }) {
  return (
    <dl>
      <div className="player-wide">
        <dt>{clip.kind === 'MEDIA' ? '拍摄开始' : clip.kind === 'GPS' ? '录像开始' : '最后写入'}</dt>
        <dd className="number">{formatInstant(clip.startAt)}</dd>
      </div>
      <div>
        <dt>使用人</dt>
        <dd>{clip.officerName || '没有登记'}</dd>
      </div>
      <div>
        <dt>设备号</dt>
        <dd className="number">{clip.deviceNo || '没有'}</dd>
      </div>
      <div>
        <dt>存入时间</dt>
        <dd className="number">{formatInstant(clip.storedAt)}</dd>
      </div>
      <div>
        <dt>大小</dt>
        <dd className="number">{formatBytes(clip.sizeBytes)}</dd>
      </div>
      <div className="player-wide">
        <dt>原文件名</dt>
        <dd className="player-long">{clip.name}</dd>
      </div>
      <div className="player-wide">
        <dt>校验值</dt>
        <dd className="player-long">
          <code>{clip.sha256}</code>
        </dd>
      </div>
    </dl>
  );
}
