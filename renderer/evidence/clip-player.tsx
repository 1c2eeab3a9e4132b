import { CloseOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Clip } from '../../preload/contract/evidence.ts';
import { formatBytes, formatInstant } from '../frame/format.ts';

const PICTURE = /\.jpe?g$/i;
const SOUND = /\.(wav|aac)$/i;

/** Plays one recording as it was stored, with what is known of it beside the picture. */
export function ClipPlayer({ clip, url, onClose }: { clip: Clip; url: string; onClose: () => void }) {
  const [unplayable, setUnplayable] = useState('');
  const failed = () => setUnplayable(url);
  return (
    <section className="player" aria-label={`播放 ${clip.name}`}>
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
        ) : PICTURE.test(clip.name) ? (
          <img src={url} alt={clip.name} onError={failed} />
        ) : SOUND.test(clip.name) ? (
          // biome-ignore lint/a11y/useMediaCaption: a recording is shown as it came
          <audio src={url} controls autoPlay onError={failed} />
        ) : (
          // biome-ignore lint/a11y/useMediaCaption: a recording is shown as it came
          <video src={url} controls autoPlay controlsList="nodownload" onError={failed} />
        )}
      </div>
      <div className="player-facts">
        <Button type="text" icon={<CloseOutlined />} aria-label="关闭播放（Esc）" onClick={onClose} />
        <dl>
          <div className="player-wide">
            <dt>拍摄开始</dt>
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
      </div>
    </section>
  );
}
