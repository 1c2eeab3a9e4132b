import type { PadAct, PadLayout } from '../../../preload/contract/pad.ts';
import type { Box, Capability } from './reports.ts';

type Screen = Pick<Capability, 'screenWidth' | 'screenHeight'>;

const ORDER: readonly PadAct[] = ['cancel', 'again', 'confirm'];
/** Below this height the buttons stand beside the field instead of under it (STU-300: 100 pixels). */
const FLAT = 150;

/** Where the summary, the field and the three buttons lie on a screen; one plan for drawing and for hits, in pixels. */
export function padLayout({ screenWidth: width, screenHeight: height }: Screen): PadLayout {
  if (height < FLAT) {
    const column = Math.round(width * 0.2);
    const top = Math.round(height * 0.3);
    const tall = Math.floor(height / 3);
    return {
      width,
      height,
      summary: { x: 0, y: 0, width: width - column, height: top },
      field: { x: 0, y: top, width: width - column, height: height - top },
      buttons: ORDER.map((act, i) => ({ act, box: { x: width - column, y: i * tall, width: column, height: tall } })),
    };
  }
  const foot = Math.max(36, Math.round(height * 0.17));
  const top = Math.round(height * 0.36);
  const each = Math.floor(width / ORDER.length);
  return {
    width,
    height,
    summary: { x: 0, y: 0, width, height: top },
    field: { x: 0, y: top, width, height: height - top - foot },
    buttons: ORDER.map((act, i) => ({ act, box: { x: i * each, y: height - foot, width: each, height: foot } })),
  };
}

export const within = (box: Box, x: number, y: number): boolean =>
  x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;

type Scale = Screen & Pick<Capability, 'maxX' | 'maxY'>;

/** Tablet units to pixels: pixel = unit × (pixels − 1) / largest unit. hardware.md §2.1. */
export const toPixel = (of: Scale, x: number, y: number) => ({
  x: (x * (of.screenWidth - 1)) / of.maxX,
  y: (y * (of.screenHeight - 1)) / of.maxY,
});

/** A box of the screen in tablet units. */
export const toUnits = (of: Scale, box: Box): Box => ({
  x: (box.x * of.maxX) / (of.screenWidth - 1),
  y: (box.y * of.maxY) / (of.screenHeight - 1),
  width: (box.width * of.maxX) / (of.screenWidth - 1),
  height: (box.height * of.maxY) / (of.screenHeight - 1),
});
