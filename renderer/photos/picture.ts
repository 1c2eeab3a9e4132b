import { Refusal } from '../../preload/contract/refusal.ts';
import type { Pixels } from './warp.ts';

const QUALITY = 0.92;

/** The pixels of a picture, at most `longest` on the longer side. Refuses CAM-107. */
export async function pixelsOf(blob: Blob, longest = Number.POSITIVE_INFINITY): Promise<Pixels> {
  try {
    const bitmap = await createImageBitmap(blob);
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return context.getImageData(0, 0, canvas.width, canvas.height);
  } catch (cause) {
    throw new Refusal('CAM-107', '拍下的画面解不开，没有存入，已拍好的页还在。请再拍一次。', { cause });
  }
}

export function canvasOf({ width, height, data }: Pixels): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  return canvas;
}

/** A JPEG of nothing but the pixels: a canvas knows no EXIF. */
export const jpegOf = (pixels: Pixels): Promise<Blob> =>
  canvasOf(pixels).convertToBlob({ type: 'image/jpeg', quality: QUALITY });

export function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.readAsDataURL(blob);
  });
}
