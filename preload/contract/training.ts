import { z } from 'zod';

/** Families that a trainer can switch to a device inside the program. */
export const trainingFamily = z.enum([
  'id-card',
  'signature-pad',
  'receipt-printer',
  'scanner',
  'queue-display',
  'bodycam',
  'camera-control',
]);
export type TrainingFamily = z.infer<typeof trainingFamily>;

/** What a trainer can make a training device do wrong: the simulator's own name of it, and what the trainee sees. */
export const TRAINING_FAULTS = {
  'id-card': [
    ['none', '一切正常'],
    ['read-failed-once', '读一次失败，要拿起重放'],
    ['not-verified', '证件校验不通过'],
    ['no-answer', '读卡器不回答'],
    ['wrong-checksum', '线路干扰，数据出错'],
    ['self-test', '读卡器自检失败'],
    ['unauthorised', '读卡器未授权'],
  ],
  'signature-pad': [
    ['none', '一切正常'],
    ['no-answer', '签字板不回答'],
    ['lost-samples', '线路差，丢笔迹'],
    ['refuses-picture', '显示不出内容'],
    ['unplug-mid-stroke-once', '写到一半掉线'],
  ],
  'receipt-printer': [
    ['none', '一切正常'],
    ['paper-out', '缺纸'],
    ['near-end', '纸快用完'],
    ['cover-open', '盖子打开'],
    ['paper-end-after-3', '打三行后缺纸'],
    ['reset-mid-job', '打到一半断线'],
    ['silent', '不回答'],
    ['refused', '连不上'],
    ['slow', '打得很慢'],
  ],
  scanner: [
    ['none', '一切正常'],
    ['no-terminator', '码没有结尾'],
    ['garbage-flood', '先发一串乱码'],
    ['double-scan', '一个码读两遍'],
    ['wrong-speed', '速率不对，读不懂'],
    ['unplug-mid-code-once', '读到一半掉线'],
  ],
  'queue-display': [
    ['none', '一切正常'],
    ['refused', '屏没通电，连不上'],
    ['hangs-up', '一连上就断开'],
    ['unplug-mid-line-once', '显示到一半掉线'],
    ['other-template', '屏看不懂，不显示'],
  ],
  bodycam: [
    ['none', '一切正常'],
    ['unplug-mid-copy-once', '导入到一半被拔出'],
    ['unreadable', '一段录像读不出来'],
    ['not-closed', '一段录像没有正常结束'],
    ['foreign-names', '文件名认不出'],
    ['wrong-clock', '时钟慢三年'],
    ['nobody', '使用人编号没有人用'],
    ['no-fix', '轨迹里没有定位'],
    ['broken-track', '轨迹文件没写完'],
  ],
  'camera-control': [
    ['none', '一切正常'],
    ['low-battery', '电量只剩 6%'],
    ['slow-clock', '时钟慢 30 分'],
    ['fast-clock', '时钟快 2 天'],
    ['recording', '正在录像，说忙'],
    ['password-once', '口令被拒绝一次'],
    ['time-failed', '校时失败'],
    ['storage-failed', '转为存储失败'],
    ['silent', '不回答'],
    ['dies', '说到一半断线'],
    ['garbage', '回答看不懂'],
  ],
} as const satisfies Record<TrainingFamily, readonly (readonly [string, string])[]>;
