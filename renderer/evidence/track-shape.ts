type Place = readonly [longitude: number, latitude: number];
type Spot = readonly [x: number, y: number];

/** A track as it is drawn into a box, in pixels; `bar` is the rule below it. */
interface TrackShape {
  readonly line: string;
  readonly first: Spot;
  readonly last: Spot;
  readonly bar: { readonly metres: number; readonly pixels: number };
}

const METRES_A_DEGREE = 111_195;
const MARGIN = 22;
/** Somebody who stood still has no way; a receiver trembles by some metres. */
const MOST_PIXELS_A_METRE = 4;

/** Lays a track into a box, north up, one scale for both ways, without a map below. Null where nothing is to be drawn. */
export function shapeOf(places: readonly Place[], width: number, height: number): TrackShape | null {
  const middle = places[Math.floor(places.length / 2)];
  if (middle === undefined) return null;
  const shrink = Math.cos((middle[1] * Math.PI) / 180);
  const metres = places.map(([x, y]): Spot => [x * shrink * METRES_A_DEGREE, -y * METRES_A_DEGREE]);
  const span = (axis: 0 | 1) => {
    const all = metres.map((one) => one[axis]);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return { centre: (least + most) / 2, length: most - least };
  };
  const [across, down] = [span(0), span(1)];
  const scale = Math.min(
    (width - 2 * MARGIN) / across.length,
    (height - 2 * MARGIN) / down.length,
    MOST_PIXELS_A_METRE,
  );
  const round = (value: number) => Math.round(value * 10) / 10;
  const spots = metres.map(
    ([x, y]): Spot => [round(width / 2 + (x - across.centre) * scale), round(height / 2 + (y - down.centre) * scale)],
  );
  const ruled = roundDown(width / 4 / scale);
  return {
    line: spots.map((spot) => spot.join(',')).join(' '),
    first: spots[0] ?? [0, 0],
    last: spots.at(-1) ?? [0, 0],
    bar: { metres: ruled, pixels: round(ruled * scale) },
  };
}

/** 1, 2 or 5 with zeros. */
function roundDown(value: number): number {
  const ten = 10 ** Math.floor(Math.log10(value));
  const digit = value / ten;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * ten;
}

/** `850 米`, `1.25 公里`. */
export function wayInWords(metres: number): string {
  return metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(2)} 公里`;
}
