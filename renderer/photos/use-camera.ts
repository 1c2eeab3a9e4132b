import { useEffect, useRef, useState } from 'react';
import type { CameraChoice } from '../../preload/contract/photos.ts';
import { isAmong, listCameras, lost, type OpenCamera, onCamerasChange, openCamera } from './camera.ts';

interface CameraState {
  readonly camera: OpenCamera | null;
  readonly cameras: readonly CameraChoice[];
  readonly trouble: unknown;
}

/**
 * The camera as long as `on`: opened at once, closed at the end, and opened again by itself when something is plugged in
 * while none runs. One that was pulled out is waited for: no other takes its place unless somebody asks for it.
 */
export function useCamera(on: boolean, wanted: CameraChoice | undefined) {
  const [state, setState] = useState<CameraState>({ camera: null, cameras: [], trouble: null });
  const [turn, setTurn] = useState(0);
  const running = useRef<OpenCamera | null>(null);
  /** The one that was pulled out, until it is back or somebody asks for another. */
  const pulled = useRef<CameraChoice | null>(null);
  // An answer from the office that says the same is no other camera.
  const id = wanted?.deviceId;
  const label = wanted?.label;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is wanted, or none
  useEffect(() => {
    pulled.current = null;
  }, [on, id, label]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for another try
  useEffect(() => {
    if (!on || id === undefined || label === undefined) return;
    let ended = false;
    const open = async () => {
      try {
        const camera = await openCamera(pulled.current ?? { deviceId: id, label });
        if (ended) return camera.close();
        running.current = camera;
        pulled.current = null;
        camera.onLost(() => {
          if (ended) return;
          running.current = null;
          pulled.current = camera.choice;
          setState((before) => ({ ...before, camera: null, trouble: lost() }));
        });
        const cameras = await listCameras();
        if (!ended) setState({ camera, cameras, trouble: null });
      } catch (trouble) {
        if (!ended) setState((before) => ({ ...before, camera: null, trouble }));
      }
    };
    const opening = open();
    const stop = onCamerasChange(() => {
      void opening.then(async () => {
        if (ended) return;
        const gone = pulled.current;
        const waits = running.current === null && gone === null;
        const cameras = waits ? [] : await listCameras();
        if (waits || (gone !== null && isAmong(gone, cameras))) return setTurn((n) => n + 1);
        setState((before) => ({ ...before, cameras }));
      });
    });
    return () => {
      ended = true;
      stop();
      running.current?.close();
      running.current = null;
      setState((before) => ({ ...before, camera: null, trouble: null }));
    };
  }, [on, id, label, turn]);
  const again = () => {
    pulled.current = null;
    setTurn((n) => n + 1);
  };
  return { ...state, again };
}
