import type { TableColumnsType } from 'antd';
import type { Clip } from '../../preload/contract/evidence.ts';
import { formatBytes, formatInstant } from '../frame/format.ts';
import { KIND_WORDS } from './kind-words.ts';

const WHOSE: TableColumnsType<Clip> = [
  { title: '使用人', width: 84, ellipsis: true, render: (_, clip) => clip.officerName || '没有登记' },
  { title: '设备号', width: 92, className: 'number', dataIndex: 'deviceNo' },
  { title: '大小', width: 88, align: 'right', className: 'number', render: (_, clip) => formatBytes(clip.sizeBytes) },
];

/** What every list of recordings shows: when, whose, from which camera, how large. */
export const CLIP_COLUMNS: TableColumnsType<Clip> = [
  {
    title: '拍摄开始',
    width: 220,
    className: 'number',
    render: (_, clip) => (
      <span className="clip-when" title={clip.name}>
        {formatInstant(clip.startAt)}
        {clip.important ? <em className="clip-mark">重点</em> : null}
        {clip.cutOff ? (
          <em className="clip-mark clip-cut-off" title="记录仪没有把这段录像收尾（多半是断了电），原件已原样存入">
            未正常结束
          </em>
        ) : null}
        {clip.simulated ? <em className="clip-mark clip-simulated">模拟</em> : null}
      </span>
    ),
  },
  ...WHOSE,
];

/** The same for what lay beside recordings: a track begins with its film, a log was last written then. */
export const BESIDE_COLUMNS: TableColumnsType<Clip> = [
  {
    title: '时间',
    width: 190,
    className: 'number',
    render: (_, clip) => (
      <span className="clip-when">
        {formatInstant(clip.startAt)}
        {clip.simulated ? <em className="clip-mark clip-simulated">模拟</em> : null}
      </span>
    ),
  },
  { title: '种类', width: 92, render: (_, clip) => KIND_WORDS[clip.kind] },
  ...WHOSE,
  { title: '原文件名', dataIndex: 'name', ellipsis: true },
];
