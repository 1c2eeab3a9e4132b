/** What a body camera writes beside its films. hardware.md §4.3 */

type Place = readonly [longitude: number, latitude: number];

const STEPS = 60;

/** Camera clocks run in local time: `2026-01-29 20:55:47`. */
export const localTime = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** Once around the block and into the market; without a fix only zeros. */
export function walk(fix: boolean): Place[] {
  return Array.from({ length: STEPS }, (_, n) => {
    if (!fix) return [0, 0];
    const way = n / (STEPS - 1);
    const turn = way * 1.6 * Math.PI;
    // Steps of some metres, and the trembling of a receiver between houses.
    const tremble = Math.sin(n * 12.9898) * 0.000_012;
    return [120.585_2 + 0.001_1 * way + 0.000_9 * Math.sin(turn), 30.001_4 + 0.000_7 * Math.cos(turn) + tremble];
  });
}

export function gpsFile(on: {
  readonly deviceNo: string;
  readonly officerNo: string;
  readonly at: Date;
  readonly seconds: number;
  readonly places: readonly Place[];
}): string {
  const { deviceNo, officerNo, at, seconds, places } = on;
  const end = new Date(at.getTime() + seconds * 1000);
  const about = `usrName="" policeNum="${officerNo}" devNum="${deviceNo}" videoDuration="${seconds}"`;
  const times = `beginTime="${localTime(at)}" endTime="${localTime(end)}"`;
  const lines = places.map(
    ([x, y], n) =>
      `  <location id="${n + 1}"><longitude>${x.toFixed(6)}</longitude><latitude>${y.toFixed(6)}</latitude></location>`,
  );
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<locations ${about} ${times}>`, ...lines, '</locations>', ''].join(
    '\n',
  );
}

/** One line for all that a camera did; its own words differ from maker to maker. */
export function cameraLog(deviceNo: string, films: readonly { readonly at: Date; readonly seconds: number }[]): string {
  const lines = films.flatMap(({ at, seconds }, n) => [
    `${localTime(at)} 开始录像 ${n + 1}`,
    `${localTime(new Date(at.getTime() + seconds * 1000))} 停止录像 ${n + 1}`,
  ]);
  return [`${films[0] ? localTime(films[0].at) : ''} 开机 设备 ${deviceNo}`, ...lines, ''].join('\n');
}
