import { isRecording } from '../../../preload/contract/recording-files.ts';
import type { OffloadFile, OffloadRecord } from './tables.ts';

/** How an import ends or pauses, and what is said of it. */
export type Ending = Pick<OffloadRecord, 'state' | 'resumes' | 'sentence'>;

const untouched = '原录像没有改动';

function formatSize(bytes: number): string {
  const gigabytes = bytes / 1024 ** 3;
  return gigabytes >= 1 ? `${gigabytes.toFixed(1)} GB` : `${Math.max(1, Math.ceil(bytes / 1024 ** 2))} MB`;
}

/** At most three by name. */
const namesOf = (paths: readonly string[]): string =>
  `${paths.slice(0, 3).join('、')}${paths.length > 3 ? ` 等 ${paths.length} 处` : ''}`;

export const noRoom = (wantedBytes: number, freeBytes: number): string =>
  `磁盘空间不够：需要 ${formatSize(wantedBytes)}，只剩 ${formatSize(freeBytes)}；已导入的都完好，${untouched}，请清理磁盘后再导入。`;

/** 录像, and what lies beside them. */
interface Amount {
  readonly films: number;
  readonly beside: number;
}

export function amount(rows: readonly Pick<OffloadFile, 'path'>[]): Amount {
  const films = rows.filter((row) => isRecording(row.path)).length;
  return { films, beside: rows.length - films };
}

/** `3 段`, `3 段和 2 个附带文件`, `2 个附带文件`; none at all is `0 段`. */
const inWords = ({ films, beside }: Amount): string =>
  beside === 0 ? `${films} 段` : `${films > 0 ? `${films} 段和 ` : ''}${beside} 个附带文件`;
const isNone = ({ films, beside }: Amount) => films + beside === 0;

/** @param unread what could not be read on the camera, so that nobody knows what lies there */
export const finished = (stored: Amount, linked: Amount, failed: Amount, unread: readonly string[]): Ending => {
  const again = isNone(linked) ? '' : `，${inWords(linked)}以前已经存过`;
  const begin = `已导入 ${inWords(stored)}${again}`;
  if (unread.length > 0) {
    const out = isNone(failed) ? '' : `；另有 ${inWords(failed)}没有导入，请看下面的原因`;
    return {
      state: 'FAILED',
      resumes: false,
      sentence: `${begin}；记录仪里的 ${namesOf(unread)} 读不出来，里面的录像没有导入，${untouched}${out}；请重新插好记录仪或换一根线再导入一次，仍不行请送厂家。`,
    };
  }
  return isNone(failed)
    ? { state: 'DONE', resumes: false, sentence: `${begin}，都已逐个核对；${untouched}。` }
    : {
        state: 'FAILED',
        resumes: false,
        sentence: `${begin}；${inWords(failed)}没有导入，还在记录仪里，${untouched}，请看下面的原因后再导入一次。`,
      };
};

export const ENDS = {
  unplugged: {
    state: 'INTERRUPTED',
    resumes: true,
    sentence: `设备被拔出，已导入的都完好，${untouched}；请把记录仪插回来，会自动接着导入。`,
  },
  cancelled: {
    state: 'INTERRUPTED',
    resumes: false,
    sentence: `已按要求停下，已导入的都完好，${untouched}；需要时点「继续导入」，会接着做。`,
  },
  closing: {
    state: 'INTERRUPTED',
    resumes: true,
    sentence: `程序关闭时还没有导完，已导入的都完好，${untouched}；下次打开会自动接着导入。`,
  },
  crashed: {
    state: 'INTERRUPTED',
    resumes: true,
    sentence: `上次程序没有正常关闭，已导入的都完好，${untouched}；记录仪在时会自动接着导入。`,
  },
  full: {
    state: 'FAILED',
    resumes: false,
    sentence: `磁盘写满了，导入停下，已导入的都完好，${untouched}；请清理磁盘后再导入，会接着做。`,
  },
  store: {
    state: 'FAILED',
    resumes: false,
    sentence: `本机存放录像的位置写不进去，导入停下，${untouched}；请检查硬盘和文件夹权限后再导入。`,
  },
  unexpected: {
    state: 'FAILED',
    resumes: false,
    sentence: `导入时程序出了意外（SYS-500），已导入的都完好，${untouched}；请再导入一次，仍不行请联系技术支持。`,
  },
} satisfies Record<string, Ending>;

/** Why one file was left out; the others go on. */
export const FAULTS = {
  growing: ['EVI-311', '文件还在写入，这次没有导入；请等记录仪停止录像后再导入一次。'],
  changed: ['EVI-312', '复制时文件发生了变化，没有采用这份复制件；请再导入一次。'],
  differs: ['EVI-313', '复制件核对不一致，已丢弃，原录像没有改动；请再导入一次，反复出现请检查硬盘。'],
  unreadable: ['EVI-314', '这个文件读不出来，其他录像不受影响；请换一根线或接口再试，仍不行请送厂家。'],
  missing: ['EVI-315', '这个文件已不在记录仪里，可能在记录仪上被改了名或删除；请核对。'],
} as const satisfies Record<string, readonly [string, string]>;
export type Fault = keyof typeof FAULTS;
