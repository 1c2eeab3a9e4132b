/** One sample of a pen that a simulator moves: coordinates in parts of the field or in tablet units, pressure 0–1. */
export interface PenStep {
  readonly inRange: boolean;
  readonly down: boolean;
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

type Line = readonly (readonly [x: number, y: number])[];

/** 王一, stroke by stroke, in parts of the field. */
const NAME: readonly Line[] = [
  [
    [0.14, 0.22],
    [0.44, 0.18],
  ],
  [
    [0.17, 0.48],
    [0.41, 0.45],
  ],
  [
    [0.29, 0.2],
    [0.28, 0.5],
    [0.29, 0.8],
  ],
  [
    [0.1, 0.82],
    [0.48, 0.8],
  ],
  [
    [0.58, 0.55],
    [0.7, 0.5],
    [0.88, 0.53],
  ],
];

const SAMPLES_A_LINE = 36;
const HOVER = 8;
const AWAY: PenStep = { inRange: false, down: false, x: 0, y: 0, pressure: 0 };

/** A point on the way along the corners of a line, `part` 0–1. */
function along(line: Line, part: number): { x: number; y: number } {
  const at = part * (line.length - 1);
  const [x0, y0] = line[Math.floor(at)] ?? [0, 0];
  const [x1, y1] = line[Math.ceil(at)] ?? [x0, y0];
  return { x: x0 + (x1 - x0) * (at % 1), y: y0 + (y1 - y0) * (at % 1) };
}

function drawn(line: Line): PenStep[] {
  const start = along(line, 0);
  const hover = { ...start, inRange: true, down: false, pressure: 0 };
  const ink = Array.from({ length: SAMPLES_A_LINE }, (_, i) => {
    const part = i / (SAMPLES_A_LINE - 1);
    return { ...along(line, part), inRange: true, down: true, pressure: 0.3 + 0.5 * Math.sin(Math.PI * part) };
  });
  const end = { ...along(line, 1), inRange: true, down: false, pressure: 0 };
  return [...Array.from({ length: HOVER }, () => hover), ...ink, end];
}

/** A two-character name and the pen taken away. */
export const WRITTEN_NAME: readonly PenStep[] = [...NAME.flatMap(drawn), AWAY];

/** A short press on one place. */
export function press({ x, y }: { x: number; y: number }): PenStep[] {
  const over = { x, y, inRange: true, down: false, pressure: 0 };
  return [over, ...Array.from({ length: 6 }, () => ({ ...over, down: true, pressure: 0.4 })), over, AWAY];
}
