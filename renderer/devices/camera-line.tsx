import { ScanOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { type CameraChoice, isFakeCamera } from '../../preload/contract/photos.ts';
import { Dot } from '../frame/dot.tsx';
import { refusalText } from '../frame/refusals.ts';
import { query } from '../office/client.ts';
import { listCameras, onCamerasChange, openCamera, plainName } from '../photos/camera.ts';
import { DocumentCamera } from '../photos/document-camera.tsx';

/** The document camera in the device centre: the window alone can see it, so it has a line of its own. */
export function CameraLine({ mayTest }: { mayTest: boolean }) {
  const remembered = useQuery(query.photos.camera.queryOptions());
  const [cameras, setCameras] = useState<readonly CameraChoice[] | null>(null);
  const [trouble, setTrouble] = useState('');
  const [testing, setTesting] = useState(false);
  const [checking, setChecking] = useState(false);
  const look = useCallback(async () => {
    setTrouble('');
    try {
      setCameras(await listCameras());
    } catch (error) {
      setCameras([]);
      setTrouble(refusalText(error));
    }
  }, []);
  useEffect(() => {
    void look();
    return onCamerasChange(look);
  }, [look]);
  /** Opens it for a moment: only so is it seen whether another program holds it. */
  const check = async () => {
    setChecking(true);
    try {
      (await openCamera(remembered.data ?? { deviceId: '', label: '' })).close();
      await look();
    } catch (error) {
      setTrouble(refusalText(error));
    } finally {
      setChecking(false);
    }
  };
  const names = (cameras ?? []).map((one) => plainName(one.label, '')).filter(Boolean);
  const state = trouble ? 'bad' : cameras && cameras.length > 0 ? 'good' : 'off';
  const words =
    trouble ||
    (cameras === null
      ? '正在查看'
      : cameras.length === 0
        ? '没有接高拍仪，插上后会自动认出'
        : `已接 ${cameras.length} 个摄像头${names.length > 0 ? `：${names.join('、')}` : ''}`);
  return (
    <section className="camera-line" aria-label="高拍仪">
      <span className="device-name">
        <ScanOutlined />
        <b>高拍仪</b>
        {names.some(isFakeCamera) ? <Tag>模拟</Tag> : null}
      </span>
      <Dot state={state}>{words}</Dot>
      <span className="quiet">{remembered.data?.label ? `上次用：${plainName(remembered.data.label, '')}` : ''}</span>
      <Button size="small" disabled={!mayTest || cameras?.length === 0} onClick={() => setTesting(true)}>
        试拍
      </Button>
      <Button size="small" loading={checking} onClick={check}>
        重新检测
      </Button>
      <DocumentCamera open={testing} caseId={null} onClose={() => setTesting(false)} />
    </section>
  );
}
