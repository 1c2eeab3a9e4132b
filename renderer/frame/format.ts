const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
  hourCycle: 'h23',
});
const SHANGHAI_SECOND = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
});
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

/** UTC instant → `2026-11-20 14:05` in Asia/Shanghai; an empty dash where there is none. */
export function formatInstant(instant: string | null): string {
  if (!instant) return '—';
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '—' : SHANGHAI.format(date);
}

/** UTC instant → `2026-11-20 14:05:09` in Asia/Shanghai. */
export function formatSecond(instant: string): string {
  return SHANGHAI_SECOND.format(new Date(instant));
}

/** UTC instant → `14:05` in Asia/Shanghai. */
export function formatTime(instant: string): string {
  return formatInstant(instant).slice(11);
}

/** Legal day → 周五. */
export function weekday(day: string): string {
  return `周${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''}`;
}

/** 330602199103070022 → 330602 1991 0307 0022; masked numbers keep their stars. Anything else stays as it is. */
export function groupIdNo(no: string): string {
  return no.length === 18 ? `${no.slice(0, 6)} ${no.slice(6, 10)} ${no.slice(10, 14)} ${no.slice(14)}` : no;
}

const DAY_MS = 86_400_000;

/** How long ago, in words that a person uses: 刚刚, 3 小时前, 12 天前. */
export function ago(instant: string, now: string): string {
  const ms = Date.parse(now) - Date.parse(instant);
  if (ms < 60_000) return '刚刚';
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} 分钟前`;
  if (ms < DAY_MS) return `${Math.floor(ms / 3_600_000)} 小时前`;
  return `${Math.floor(ms / DAY_MS)} 天前`;
}

/** 1536 → 1.5 KB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
