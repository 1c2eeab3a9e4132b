import type { Drawing } from '../../../preload/contract/values.ts';
import { canonicalText } from './canonical.ts';

/** Everything of a signature but its strokes. */
interface Facts {
  readonly documentSha256: string;
  readonly canvas: Drawing['canvas'];
}
type Strokes = Drawing['strokes'];

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`).replace(/[\ufffe\uffff]/g, '\ufffd');
const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
const trace = (stroke: Strokes[number]) =>
  `<trace>${stroke.map(({ x, y, p, t }) => `${x} ${y} ${p} ${t}`).join(', ')}</trace>`;

/**
 * A signature as InkML (W3C Recommendation, 20 September 2011): channels X and Y in canvas units, F as a part of the
 * full pressure (0.5 throughout where none was measured), T in milliseconds since the first point, one trace a stroke.
 * The hash of the signed bytes and all circumstances stand in annotations. The same facts give the same bytes.
 */
export function toInkml<F extends Facts>(facts: F, strokes: Strokes): string {
  const { canvas, documentSha256 } = facts;
  return `<?xml version="1.0" encoding="UTF-8"?>
<ink xmlns="http://www.w3.org/2003/InkML">
<annotation type="documentSha256">${documentSha256}</annotation>
<annotation type="facts" encoding="application/json">${escaped(canonicalText(facts))}</annotation>
<traceFormat>
<channel name="X" type="decimal" min="0" max="${canvas.width}"/>
<channel name="Y" type="decimal" min="0" max="${canvas.height}"/>
<channel name="F" type="decimal" min="0" max="1"/>
<channel name="T" type="decimal" units="ms"/>
</traceFormat>
${strokes.map(trace).join('\n')}
</ink>
`;
}

/** Reads back what {@link toInkml} wrote. @returns null for any other text; the facts are not checked here */
export function fromInkml(text: string): unknown {
  const named = /<annotation type="documentSha256">([0-9a-f]{64})<\/annotation>/.exec(text)?.[1];
  const written = /<annotation type="facts" encoding="application\/json">([^<]*)<\/annotation>/.exec(text)?.[1];
  if (!text.startsWith('<?xml') || named === undefined || written === undefined) return null;
  const facts: unknown = JSON.parse(unescaped(written));
  if (typeof facts !== 'object' || facts === null) return null;
  if ((facts as Partial<Facts>).documentSha256 !== named) return null;
  const strokes = [...text.matchAll(/<trace>([^<]*)<\/trace>/g)].map(([, points = '']) =>
    points.split(', ').map((point) => {
      const [x, y, p, t] = point.split(' ').map(Number);
      return { x, y, p, t };
    }),
  );
  return { ...facts, strokes };
}
