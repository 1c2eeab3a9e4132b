import { cameraScene } from './camera.ts';
import { controlledCameraScene } from './controlled-camera.ts';
import { documentCameraScene } from './document-camera.ts';
import { idCardScene } from './id-card.ts';
import { padScene } from './pad.ts';
import { printerScene } from './printer.ts';
import { queueDisplayScene } from './queue-display.ts';
import { scannerScene } from './scanner.ts';
import type { Scene } from './scene.ts';

/**
 * Each row runs in a guest of its own, one scene after the other; the browser of the first one takes as long as all of
 * another row. The pad goes before the printer and keeps its plug for a
 * while: then the kernel calls the printer lp1, and `auto` has to find it.
 */
export const SCENES: readonly (readonly Scene[])[] = [
  [documentCameraScene],
  [idCardScene, cameraScene, queueDisplayScene],
  [padScene, printerScene, scannerScene, controlledCameraScene],
];
/** What SCENE asks for by words of names, with commas between: all of a row where it asks for nothing. */
export function wanted(row: readonly Scene[]): readonly Scene[] {
  const words = (process.env.SCENE ?? '').split(',');
  return row.filter(({ name }) => words.some((word) => name.includes(word)));
}
