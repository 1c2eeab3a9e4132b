import { useEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { refusalOf } from '../../renderer/frame/refusals.ts';
import { Refused } from '../../renderer/frame/refused.tsx';
import { LiveView } from '../../renderer/photos/live-view.tsx';
import { lookAt } from '../../renderer/photos/page.ts';
import { base64Of } from '../../renderer/photos/picture.ts';
import { useCamera } from '../../renderer/photos/use-camera.ts';
import type { Said } from './window.ts';

// The window's own document camera, as far as it is about the device: it opens, waits and comes back by itself
// (use-camera.ts), shows the picture and the refusal, and takes pages. What it shows it tells to window.ts.

const NOTHING_REMEMBERED = { deviceId: '', label: '' };

const tell = (said: Said) => void fetch('/said', { method: 'POST', body: JSON.stringify(said) });

function Desk() {
  const { camera, trouble } = useCamera(true, NOTHING_REMEMBERED);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (trouble !== null) tell({ refused: refusalOf(trouble).code, shown: document.body.innerText });
  }, [trouble]);
  useEffect(() => {
    if (camera === null) return;
    // The first picture that is really shown.
    video.current?.requestVideoFrameCallback((_, { width, height }) =>
      tell({ picture: camera.choice.label, width, height }),
    );
  }, [camera]);
  useEffect(() => {
    const words = new EventSource('/words');
    words.addEventListener('message', async () => {
      if (camera === null || video.current === null) return;
      tell({ taking: true });
      try {
        const taken = await lookAt(await camera.take(video.current), camera.choice.label, Date.now());
        const { found, corners, size } = taken;
        tell({ taken: taken.taking, found, corners, ...size, base64: await base64Of(taken.blob) });
      } catch (error) {
        tell({ notTaken: refusalOf(error).code });
      }
    });
    return () => words.close();
  }, [camera]);
  return (
    <>
      <LiveView camera={camera} video={video} onSize={() => undefined} />
      <Refused error={trouble} />
    </>
  );
}

const root = document.createElement('main');
document.body.append(root);
createRoot(root).render(<Desk />);
