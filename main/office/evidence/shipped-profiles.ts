import type { NameProfile } from '../../../preload/contract/name-profiles.ts';

const END = String.raw`(?<imp>_?IMP)?\.(?<ext>\w+)$`;
const LONG = (first: string, second: string) => String.raw`^${first}_${second}_(?<ts>\d{14})_(?<seq>\d{3,5})${END}`;
const DEVICE = '(?<dev>[0-9A-Z]{7})';
const OFFICER = '(?<off>[0-9A-Z]{6})';

/** hardware.md §4.3, in its order: `generic-ts` fits the names of the others, too, and knows less of them. */
export const SHIPPED_PROFILES: readonly NameProfile[] = [
  {
    key: 'ga947-a',
    name: '国标长名（设备号在前）',
    expression: LONG(DEVICE, OFFICER),
    example: '8888888_123456_20260129205547_0001IMP.mp4',
    fromFolders: false,
    enabled: true,
  },
  {
    key: 'ga947-b',
    name: '国标长名（人员编号在前）',
    expression: LONG(OFFICER, DEVICE),
    example: '123456_8888888_20260129205547_0001.mp4',
    fromFolders: false,
    enabled: true,
  },
  {
    key: 'short',
    name: '短名（按文件夹分设备和人员）',
    expression: String.raw`^(?<ts>\d{14})_(?<seq>\d{1,5})${END}`,
    example: 'DCIM/101ANDRO/8888888/123456/20260129/20260129205547_0001IMP.mp4',
    fromFolders: true,
    enabled: true,
  },
  {
    key: 'dcam',
    name: 'DCAM 开头（可能加密）',
    expression: String.raw`^DCAM_<?(?<dev>\w+?)>?_<?(?<off>\w+?)>?_(?<d>\d{8})_(?<t>\d{6})(?<imp>_IMP)?(?<enc>_enc)?\.(?<ext>\w+)$`,
    example: 'DCAM_CAM001_000000_20260129_205547_IMP.mp4',
    fromFolders: false,
    enabled: true,
  },
  {
    key: 'generic-ts',
    name: '名字里有日期和时间',
    expression: String.raw`(?<y>20\d\d)[-_.]?(?<mo>\d\d)[-_.]?(?<d>\d\d)[-_T. ]?(?<h>\d\d)[-_.:]?(?<mi>\d\d)[-_.:]?(?<s>\d\d)`,
    example: 'VID_20260129_205547.mp4',
    fromFolders: false,
    enabled: true,
  },
  {
    key: 'counter',
    name: '只有顺序号',
    expression: String.raw`^[A-Z_]{3,5}(?<seq>\d{3,5})\.(?<ext>\w+)$`,
    example: 'DCIM/100MEDIA/FILE0012.MP4',
    fromFolders: false,
    enabled: true,
  },
];
