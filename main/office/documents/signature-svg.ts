import { inkPaths } from './ink.ts';
import { html, Markup } from './papers/markup.ts';
import { instantInWords } from './papers/words.ts';
import type { Signature } from './signature.ts';

const WIDTH = 360;
const HEIGHT = 160;
/** Room for the words below the strokes. */
const WORDS = 20;

/**
 * A signature as an SVG picture of 360 × 160 points: the strokes in black, below them who signed and when, and whether
 * it was for training. Which paper it binds stands in its description.
 */
export function signatureSvg(signature: Signature): string {
  const { signerName, at, device, documentSha256 } = signature;
  const said = `${signerName} ${instantInWords(at)}${device.simulated ? ' 模拟签名' : ''}`;
  const ink = new Markup(inkPaths(signature, { width: WIDTH, height: HEIGHT - WORDS }));
  return html`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}pt" height="${HEIGHT}pt" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<title>${said}</title>
<desc>所签文书 SHA-256 ${documentSha256}</desc>
<g fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round">${ink}</g>
<text x="${WIDTH / 2}" y="${HEIGHT - 6}" text-anchor="middle" font-family="SimSun, 'Noto Serif CJK SC', serif" font-size="11">${said}</text>
</svg>
`.text;
}
