import type { Clip } from '../../preload/contract/evidence.ts';

/** What lies beside a recording, in words; a recording beside a film is a picture or a sound of its name. */
export const KIND_WORDS: Readonly<Record<Clip['kind'], string>> = {
  GPS: 'GPS 轨迹',
  LOG: '日志',
  MEDIA: '照片录音',
};
