import { useMemo } from 'react';
import { qrPath } from './qr-path.ts';

/** The registered text as a QR code, to be held against the one on the telephone. Nothing is added to it. */
export function CodePicture({ text }: { text: string }) {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  return (
    <svg className="code-picture" viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label="行政行为码的二维码">
      <rect x={-4} y={-4} width={size + 8} height={size + 8} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
