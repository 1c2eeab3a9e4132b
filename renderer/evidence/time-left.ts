/** How far an import was when it was looked at. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly bytes: number;
}

/** Seconds until `total` at the speed between two looks; null while nothing can be said. */
export function secondsLeft(first: Sample, now: Sample, total: number): number | null {
  const seconds = (now.at - first.at) / 1000;
  const bytes = now.bytes - first.bytes;
  if (seconds < 2 || bytes <= 0) return null;
  return Math.max(0, (total - now.bytes) / (bytes / seconds));
}

/** 「约 40 秒」「约 3 分钟」「约 2 小时」, as a person says it. */
export function inWords(seconds: number): string {
  if (seconds < 10) return '马上就好';
  if (seconds < 90) return `约 ${Math.ceil(seconds / 10) * 10} 秒`;
  if (seconds < 90 * 60) return `约 ${Math.ceil(seconds / 60)} 分钟`;
  return `约 ${Math.ceil(seconds / 3600)} 小时`;
}
