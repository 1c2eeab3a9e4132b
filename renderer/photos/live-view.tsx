import { Spin } from 'antd';
import { type RefObject, useEffect } from 'react';
import type { OpenCamera } from './camera.ts';

/** The running picture of the camera. */
export function LiveView(props: {
  camera: OpenCamera | null;
  video: RefObject<HTMLVideoElement | null>;
  onSize: (size: string) => void;
}) {
  const { camera, video, onSize } = props;
  useEffect(() => {
    if (video.current) video.current.srcObject = camera?.stream ?? null;
  }, [camera, video]);
  return (
    <>
      <video
        ref={video}
        autoPlay
        playsInline
        muted
        hidden={camera === null}
        aria-label="高拍仪画面"
        onResize={({ currentTarget }) => onSize(`${currentTarget.videoWidth} × ${currentTarget.videoHeight}`)}
      />
      {camera === null ? <Spin description="正在打开高拍仪" /> : null}
    </>
  );
}
