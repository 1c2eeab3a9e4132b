import { refuse } from '../../../preload/contract/refusal.ts';

/** What is safe, and what to do instead: said with every refusal. */
const SAFE = '读出的信息和照片的原始数据都在，办理不受影响；核对相貌请看证件。';

const NOT_STARTED: Readonly<Record<string, string>> = {
  ENOENT: '没有这个程序',
  EACCES: '没有运行它的权限',
  EPERM: '没有运行它的权限',
  ENOEXEC: '它不是这台电脑能运行的程序',
};

/** Refuses DEV-351. @param code of the system */
export function notStarted(code: string): never {
  const why = NOT_STARTED[code] ?? `系统没有启动它：${code || '原因不明'}`;
  return refuse('DEV-351', `照片解码组件不能启动（${why}），证件照片没有显示，${SAFE}请在连接设置里核对程序的位置。`);
}

/** Refuses DEV-352. */
export const tookTooLong = (): never =>
  refuse('DEV-352', `照片解码组件 10 秒没有做完，已停止它，证件照片没有显示，${SAFE}反复出现请联系组件的厂家。`);

/**
 * With these a decoder says why there is no picture: 10 and the number of `GetBmp` without its sign. hardware.md §1.10.
 * What Node, Python or a shell end with when they fail (1, 2, 126, 127) means nothing here.
 */
const TOLD: Readonly<Record<number, string>> = {
  10: '缺少它要用的厂家程序库',
  11: '这张照片解不开',
  12: '文件后缀不对',
  13: '它的文件打不开',
  14: '照片的格式不对',
  15: '它没有授权或授权已过期',
  16: '它要用的读卡器没有接上',
};

/**
 * Refuses DEV-353 where it said why, DEV-354 where it failed.
 * @param status null where a signal ended it
 */
export function ended(status: number | null): never {
  const told = status === null ? undefined : TOLD[status];
  if (told !== undefined)
    return refuse(
      'DEV-353',
      `照片解码组件回答：${told}（${status}），证件照片没有显示，${SAFE}每张证件都这样的请联系组件的厂家。`,
    );
  return refuse(
    'DEV-354',
    `照片解码组件出错退出了（${status ?? '被系统结束'}），证件照片没有显示，${SAFE}反复出现请联系组件的厂家。`,
  );
}

/** Refuses DEV-355. */
export const noPicture = (): never =>
  refuse('DEV-355', `照片解码组件给出的不是证件照片（应为 102×126 的 24 位 BMP），没有显示，${SAFE}请联系组件的厂家。`);
