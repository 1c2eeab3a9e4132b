import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import type { Clip } from '../../preload/contract/evidence.ts';
import { Refused } from '../frame/refused.tsx';
import { office } from '../office/client.ts';
import { TrackView } from './track-view.tsx';

/** What is in a track or a log. Kept while it is shown and some minutes longer: each reading is written down as a look. */
export function BesideFile({ clip, width, height }: { clip: Clip; width: number; height: number }) {
  const content = useQuery({
    queryKey: ['beside-file', clip.id],
    queryFn: () => office.evidence.readBeside({ clipId: clip.id }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (content.error) return <Refused error={content.error} />;
  if (!content.data) return <Spin size="small" />;
  if (content.data.kind === 'GPS') return <TrackView track={content.data.track} width={width} height={height} />;
  const { text, cut } = content.data;
  return (
    <>
      {cut ? <p className="quiet">日志很长，只显示最后一部分；原件完整存着。</p> : null}
      <pre className="log-text">{text.trim() === '' ? '日志是空的。' : text}</pre>
    </>
  );
}
