import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, sha256, shortText } from './values.ts';

/** Largest picture that a window may hand in, bytes; two of them and their base64 fit into one message. */
export const LARGEST_PICTURE = 20 * 1024 * 1024;
const LARGEST_BASE64 = Math.ceil(LARGEST_PICTURE / 3) * 4;
const picture = z.base64().min(4).max(LARGEST_BASE64);

/** A point of a picture: pixels from its upper left corner. */
export const point = z.object({ x: z.number().min(-20_000).max(20_000), y: z.number().min(-20_000).max(20_000) });
export type Point = z.infer<typeof point>;

/** Corners of the paper in the original: as it stands there, upper left, upper right, lower right, lower left. */
export const quad = z.tuple([point, point, point, point]);
export type Quad = z.infer<typeof quad>;

/** Clockwise quarter turns after the crop, degrees. */
export const turn = z.literal([0, 90, 180, 270]);
export type Turn = z.infer<typeof turn>;

/** How the picture was taken: by the camera's own photo function, or from the running video. */
export const taking = z.enum(['PHOTO', 'FRAME']);

export const photo = z.object({
  id,
  caseId: id.nullable(),
  /** What it shows, in the words of the office. */
  title: z.string(),
  /** Pages that were taken together, and which of them this is. */
  page: z.int(),
  pages: z.int(),
  sha256,
  sizeBytes: z.int(),
  width: z.int(),
  height: z.int(),
  originalSha256: sha256,
  originalBytes: z.int(),
  camera: z.string(),
  takenBy: z.string(),
  takenAt: instant,
  simulated: z.boolean(),
});
export type Photo = z.infer<typeof photo>;

/** Chromium's fake cameras and files instead of cameras, by the name they give themselves. */
export const isFakeCamera = (name: string): boolean => /fake[ _]device|\.(y4m|mjpeg)$/i.test(name.trim());

const cameraChoice = z.object({ deviceId: z.string().max(300), label: z.string().max(300) });
export type CameraChoice = z.infer<typeof cameraChoice>;

export const photos = {
  ofCase: oc.input(z.object({ caseId: id })).output(z.array(photo)),
  /**
   * Keeps one page: the picture as the camera gave it and the paper cut out of it, or nothing. The office computes the
   * hashes and reads both back. Refuses EVI-404, EVI-521 … 524, EVI-526.
   */
  keep: oc
    .input(
      z.object({
        /** Given when the page was accepted: sent again after a lost answer, it is kept once. */
        photoId: id,
        caseId: id,
        title: shortText.min(1).max(60),
        batchId: id,
        page: z.int().min(1).max(50),
        pages: z.int().min(1).max(50),
        original: picture,
        crop: picture,
        corners: quad,
        turn,
        taking,
        camera: z.string().trim().min(1).max(300),
        /** Since the picture was taken; the instant is reckoned by the office's clock. */
        secondsAgo: z.int().min(0).max(86_400),
      }),
    )
    .output(photo),
  /** Takes a photo off its case; it stays stored. Refuses EVI-404, 521, 525. */
  detach: oc.input(z.object({ photoId: id, reason: shortText.min(2) })).output(z.object({})),
  /** A short-lived URL for the window; written to the access log. */
  ticket: oc.input(z.object({ photoId: id, original: z.boolean() })).output(z.object({ url: z.string() })),
  /** The camera that this desk used last. */
  camera: oc.output(cameraChoice),
  chooseCamera: oc.input(cameraChoice).output(z.object({})),
};
