import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import type { Point, Quad, Turn } from '../../preload/contract/photos.ts';
import { shownFlat, type Taken } from './page.ts';
import { canvasOf } from './picture.ts';
import { inside, isSheet } from './quad.ts';

const NAMES = ['左上角', '右上角', '右下角', '左下角'] as const;
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The picture with its four corners; each is dragged, or moved by the arrow keys (with Shift ten times as far). */
export function CornerEditor(props: { taken: Taken; corners: Quad; onChange: (corners: Quad) => void }) {
  const { taken, corners, onChange } = props;
  const { width, height } = taken.size;
  const svg = useRef<SVGSVGElement>(null);
  const unit = Math.max(width, height) / 100;
  const move = (index: number, to: Point) =>
    onChange(corners.map((one, i) => (i === index ? inside(to, taken.size) : one)) as Quad);
  const drag = (index: number) => (event: PointerEvent<SVGElement>) => {
    const map = svg.current?.getScreenCTM()?.inverse();
    if (!map || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    move(index, new DOMPoint(event.clientX, event.clientY).matrixTransform(map));
  };
  const press = (index: number) => (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    const from = corners[index as 0 | 1 | 2 | 3];
    if (arrow === undefined) return;
    event.preventDefault();
    const far = (unit / 4) * (event.shiftKey ? 10 : 1);
    move(index, { x: from.x + arrow.x * far, y: from.y + arrow.y * far });
  };
  return (
    <svg
      ref={svg}
      className={isSheet(corners) ? 'corner-editor' : 'corner-editor corner-editor-wrong'}
      viewBox={`0 0 ${width} ${height}`}
      role="application"
      aria-label="拍下的画面和纸的四个角"
    >
      <image href={taken.url} width={width} height={height} />
      <path
        className="corner-dark"
        fillRule="evenodd"
        d={`M0 0H${width}V${height}H0Z M${corners.map(({ x, y }) => `${x} ${y}`).join('L')}Z`}
      />
      <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} style={{ strokeWidth: unit * 0.35 }} />
      {corners.map(({ x, y }, i) => (
        <circle
          key={NAMES[i]}
          role="slider"
          tabIndex={0}
          aria-label={NAMES[i]}
          aria-valuenow={Math.round(x)}
          aria-valuetext={`横 ${Math.round(x)}，纵 ${Math.round(y)}`}
          cx={x}
          cy={y}
          r={unit * 1.6}
          style={{ strokeWidth: unit * 0.5 }}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag(i)}
          onKeyDown={press(i)}
        />
      ))}
    </svg>
  );
}

/** What the crop will look like. */
export function CropPreview({ taken, corners, turn }: { taken: Taken; corners: Quad; turn: Turn }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const flat = shownFlat(taken, corners, turn);
    const element = canvas.current;
    if (flat === null || element === null) return;
    element.width = flat.width;
    element.height = flat.height;
    element.getContext('2d')?.drawImage(canvasOf(flat), 0, 0);
  }, [taken, corners, turn]);
  return <canvas ref={canvas} className="crop-preview" role="img" aria-label="裁好以后的样子" />;
}
