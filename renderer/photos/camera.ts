import type { CameraChoice } from '../../preload/contract/photos.ts';
import { Refusal } from '../../preload/contract/refusal.ts';

/** More than any camera has: the browser takes what comes nearest. */
const HIGHEST = { width: { ideal: 8000 }, height: { ideal: 6000 } };
/** A camera's own photo function answers within this time, or a frame of the video is taken. */
const PHOTO_MS = 8000;

export interface Shot {
  readonly blob: Blob;
  readonly taking: 'PHOTO' | 'FRAME';
}

/** A camera that is on. */
export interface OpenCamera {
  readonly stream: MediaStream;
  readonly choice: CameraChoice;
  /** The best picture it has; nothing half when it is pulled out meanwhile. Refuses CAM-104, CAM-106. */
  take(video: HTMLVideoElement): Promise<Shot>;
  onLost(listener: () => void): void;
  close(): void;
}

export const lost = () =>
  new Refusal('CAM-104', '高拍仪断开了，没有拍下的不会存入，已拍好的页还在。请检查 USB 线，插好后会自动恢复。');

/** What a browser says of a camera that it cannot open, in words. */
export function cameraRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const name = error instanceof DOMException || error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new Refusal(
        'CAM-101',
        '没有找到高拍仪。请检查 USB 线和电源，插好后会自动出现；案件可以照常办，材料以后补拍。',
      );
    case 'NotAllowedError':
    case 'SecurityError':
      return new Refusal(
        'CAM-102',
        '没有使用摄像头的权限，没有拍摄。请在浏览器地址栏或系统的隐私设置里允许本程序使用摄像头，再点「重试」。',
      );
    case 'NotReadableError':
    case 'TrackStartError':
      return new Refusal('CAM-103', '高拍仪正被别的程序占用，没有拍摄。请关闭正在用摄像头的程序，再点「重试」。');
    default:
      return new Refusal('CAM-105', '高拍仪打不开，没有拍摄，案件没有影响。请拔下再插一次，再点「重试」。', {
        cause: error,
      });
  }
}

function devices(): MediaDevices {
  // Missing where the page did not come over a safe way.
  const found: MediaDevices | undefined = navigator.mediaDevices;
  if (found === undefined) {
    throw new Refusal('CAM-108', '这个窗口不能使用摄像头。请从本机打开镇执台，不要经别的电脑的地址打开。');
  }
  return found;
}

/** The name of a camera as people say it: Chromium puts USB numbers behind it, and a fake one is called by its file. */
export const plainName = (label: string, otherwise: string): string =>
  label.replace(/\s*\([0-9a-f]{4}:[0-9a-f]{4}\)$/i, '').replace(/^.*[\\/]/, '') || otherwise;

/** Cameras of this PC. Names are empty before the first permission. */
export async function listCameras(): Promise<CameraChoice[]> {
  const all = await devices().enumerateDevices();
  return all.flatMap(({ kind, deviceId, label }) => (kind === 'videoinput' ? [{ deviceId, label }] : []));
}

/**
 * Chromium tells of a camera that comes or goes only a page that already has the permission. On a PC where the question
 * was never asked, because no camera was there yet, looking is the only way to see the first one.
 */
const LOOK_MS = 2000;

export function onCamerasChange(listener: () => void): () => void {
  const source: MediaDevices | undefined = navigator.mediaDevices;
  if (source === undefined) return () => undefined;
  const count = () =>
    listCameras().then(
      ({ length }) => length,
      () => null,
    );
  let before = count();
  const timer = setInterval(async () => {
    const was = before;
    before = count();
    const [then, now] = await Promise.all([was, before]);
    if (then !== null && now !== null && then !== now) listener();
  }, LOOK_MS);
  source.addEventListener('devicechange', listener);
  return () => {
    clearInterval(timer);
    source.removeEventListener('devicechange', listener);
  };
}

/** Ids change with the address of the page; the name of the camera stays. */
const sameCamera = (wanted: CameraChoice) => (one: CameraChoice) =>
  wanted.deviceId !== '' && one.deviceId === wanted.deviceId;
const sameName = (wanted: CameraChoice) => (one: CameraChoice) => wanted.label !== '' && one.label === wanted.label;

/** Whether a camera is among those that are plugged in. */
export const isAmong = (camera: CameraChoice, all: readonly CameraChoice[]): boolean =>
  all.some(sameCamera(camera)) || all.some(sameName(camera));

/** Opens the wanted camera, or any where it is not plugged in. Refuses CAM-101 … 105, CAM-108. */
export async function openCamera(wanted: CameraChoice): Promise<OpenCamera> {
  try {
    const find = (all: readonly CameraChoice[]) => all.find(sameCamera(wanted)) ?? all.find(sameName(wanted));
    const known = find(await listCameras());
    const stream = await start(known?.deviceId ?? '');
    const camera = opened(stream);
    // Names are there after the first permission only.
    const better = known === undefined ? find(await listCameras().catch(closing(camera))) : undefined;
    if (better === undefined || better.deviceId === camera.choice.deviceId) return camera;
    camera.close();
    return opened(await start(better.deviceId));
  } catch (error) {
    throw cameraRefusal(error);
  }
}

/** A camera that nobody was given does not stay on. */
const closing =
  (camera: OpenCamera) =>
  (error: unknown): never => {
    camera.close();
    throw error;
  };

const start = (deviceId: string) =>
  devices().getUserMedia({
    audio: false,
    video: { ...HIGHEST, ...(deviceId === '' ? {} : { deviceId: { exact: deviceId } }) },
  });

function opened(stream: MediaStream): OpenCamera {
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new DOMException('no picture', 'NotFoundError');
  const choice = { deviceId: track.getSettings().deviceId ?? '', label: track.label };
  return {
    stream,
    choice,
    take: (video) =>
      new Promise<Shot>((resolve, reject) => {
        const gone = () => reject(lost());
        track.addEventListener('ended', gone, { once: true });
        shoot(track, video)
          .then((shot) => (track.readyState === 'live' ? resolve(shot) : gone()), reject)
          .finally(() => track.removeEventListener('ended', gone));
      }),
    onLost: (listener) => track.addEventListener('ended', listener, { once: true }),
    close: () => track.stop(),
  };
}

async function shoot(track: MediaStreamTrack, video: HTMLVideoElement): Promise<Shot> {
  try {
    return { blob: await ownPhoto(track), taking: 'PHOTO' };
  } catch {
    // Many cameras have no photo function; the running video is as good there.
    return { blob: await frameOf(video), taking: 'FRAME' };
  }
}

/** What the browser's type declarations do not have yet: MediaStream Image Capture, W3C. */
interface PhotoTaker {
  getPhotoCapabilities(): Promise<{ imageWidth?: { max: number }; imageHeight?: { max: number } }>;
  takePhoto(settings?: { imageWidth?: number; imageHeight?: number }): Promise<Blob>;
}

async function ownPhoto(track: MediaStreamTrack): Promise<Blob> {
  const { ImageCapture } = window as unknown as { ImageCapture: new (of: MediaStreamTrack) => PhotoTaker };
  const taker = new ImageCapture(track);
  const work = async () => {
    const { imageWidth, imageHeight } = await taker.getPhotoCapabilities();
    const size =
      imageWidth?.max && imageHeight?.max ? { imageWidth: imageWidth.max, imageHeight: imageHeight.max } : {};
    return taker.takePhoto(size);
  };
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no photo came')), PHOTO_MS));
  const blob = await Promise.race([work(), late]);
  if (blob.size === 0 || !/^image\/(jpeg|png)$/.test(blob.type)) throw new Error('a photo of another kind');
  return blob;
}

async function frameOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
  if (blob === null || video.videoWidth === 0) {
    throw new Refusal('CAM-106', '高拍仪没有给出画面，没有拍下，已拍好的页还在。请等画面出来再拍。');
  }
  return blob;
}
