import { cameraScene } from './camera.ts';
import { controlledCameraScene } from './controlled-camera.ts';
import { idCardScene } from './id-card.ts';
import { padScene } from './pad.ts';
import { printerScene } from './printer.ts';
import { queueDisplayScene } from './queue-display.ts';
import { scannerScene } from './scanner.ts';
import type { Scene } from './scene.ts';

// The pad goes before the printer and keeps its plug for a while: then the kernel calls the printer lp1, and `auto` has
// to find it.
export const SCENES: readonly Scene[] = [
  ...[idCardScene, cameraScene, padScene, printerScene, scannerScene, queueDisplayScene, controlledCameraScene],
];
