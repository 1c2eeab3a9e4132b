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
 * another row. The pad goes before the printer and keeps its plug: then the kernel calls the printer lp1, and `auto` has
 * to find it.
 */
export const SCENES: readonly (readonly Scene[])[] = [
  [documentCameraScene],
  [idCardScene, cameraScene, queueDisplayScene],
  [padScene, printerScene, scannerScene, controlledCameraScene],
];
/** Words of the names of the scenes that shall run, with commas between. */
const words = (process.env.SCENE ?? '').split(',').filter((word) => word !== '');
/** What SCENE asks for: all of a row where it asks for nothing. */
export const wanted = (row: readonly Scene[]): readonly Scene[] =>
  row.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
/** @returns the words of SCENE that stand in no scene's name */
export const unknownWords = (): string[] =>
  words.filter((word) => !SCENES.flat().some(({ name }) => name.includes(word)));
