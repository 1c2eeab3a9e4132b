import { CameraOutlined, ReloadOutlined, RotateLeftOutlined, RotateRightOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type CameraChoice, isFakeCamera, type Quad, type Turn } from '../../preload/contract/photos.ts';
import { Refusal } from '../../preload/contract/refusal.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { office, query } from '../office/client.ts';
import { plainName } from './camera.ts';
import { useCameraKeys } from './camera-keys.ts';
import { CornerEditor, CropPreview } from './corner-editor.tsx';
import { LiveView } from './live-view.tsx';
import { lookAt, type Taken } from './page.ts';
import { PageTray } from './page-tray.tsx';
import { turned, wholeOf } from './quad.ts';
import { useCamera } from './use-camera.ts';
import { usePages } from './use-pages.ts';
import './photos.css';

interface DocumentCameraProps {
  readonly open: boolean;
  /** Null for 试拍: nothing is stored. */
  readonly caseId: string | null;
  readonly onStored?: (pages: number) => void;
  readonly onClose: () => void;
}

/** Pages under the document camera: live picture, corners, one page after the other, then into the case. */
export function DocumentCamera(props: DocumentCameraProps) {
  return (
    <Modal
      className="camera-sheet"
      open={props.open}
      title={props.caseId === null ? '试拍（不保存）' : '高拍仪拍摄'}
      onCancel={props.onClose}
      closable={false}
      keyboard={false}
      footer={null}
      width="min(1240px, calc(96vw / var(--scale, 1)))"
      style={{ top: 20 }}
      mask={{ closable: false }}
      destroyOnHidden
      transitionName=""
      maskTransitionName=""
    >
      <Desk {...props} />
    </Modal>
  );
}

interface Editing {
  readonly taken: Taken;
  readonly corners: Quad;
  readonly turn: Turn;
}

function Desk({ caseId, onStored, onClose }: DocumentCameraProps) {
  const { kind } = useMe().office;
  const remembered = useQuery(query.photos.camera.queryOptions());
  const client = useQueryClient();
  const [chosen, setChosen] = useState<CameraChoice | null>(null);
  const { camera, cameras, trouble, again } = useCamera(true, chosen ?? remembered.data);
  const { pages, accept, drop, store } = usePages();
  const video = useRef<HTMLVideoElement>(null);
  const [size, setSize] = useState('');
  const [editing, setEditing] = useState<Editing | null>(null);
  const [title, setTitle] = useState('');
  const [busy, setBusy] = useState('');
  const [refused, setRefused] = useState<unknown>(null);
  const [leaving, setLeaving] = useState(false);

  /** For the next time; what is open now stays open. */
  const remember = async (choice: CameraChoice) => {
    setChosen(choice);
    await office.photos.chooseCamera(choice);
    client.setQueryData(query.photos.camera.queryKey(), choice);
  };
  /** One thing at a time; what goes wrong stands above the picture. */
  const during = async (word: string, work: () => Promise<void>) => {
    if (busy !== '') return;
    setBusy(word);
    setRefused(null);
    try {
      await work();
    } catch (error) {
      // That the camera is gone is said once, until it is back.
      if (!(error instanceof Refusal && error.code === 'CAM-104')) setRefused(error);
    } finally {
      setBusy('');
    }
  };
  const take = () =>
    during('take', async () => {
      if (camera === null || video.current === null || editing !== null) return;
      const taken = await lookAt(
        await camera.take(video.current),
        plainName(camera.choice.label, '高拍仪'),
        Date.now(),
      );
      setEditing({ taken, corners: taken.corners, turn: 0 });
    });
  const leaveEditor = () => {
    if (editing !== null) URL.revokeObjectURL(editing.taken.url);
    setEditing(null);
  };
  const use = () =>
    during('accept', async () => {
      if (editing === null) return;
      await accept(editing.taken, editing.corners, editing.turn);
      setEditing(null);
    });
  const keep = () =>
    during('store', async () => {
      if (caseId === null || pages.length === 0 || title.trim() === '' || editing !== null) return;
      setLeaving(false);
      await store(caseId, title.trim(), (done) => onStored?.(done));
      if (camera !== null) await remember(camera.choice);
      onClose();
    });
  /** What is being stored is stored: nobody throws away pages that then turn up in the case. */
  const storing = busy === 'store';
  const close = () => {
    if (storing) return;
    if (pages.length > 0 && caseId !== null && !leaving) setLeaving(true);
    else onClose();
  };
  const choose = (deviceId: string) => {
    const picked = cameras.find((one) => one.deviceId === deviceId);
    if (picked === undefined) return;
    remember(picked).catch(setRefused);
  };
  const turn = (by: 90 | 270) => setEditing((now) => now && { ...now, turn: turned(now.turn, by) });
  useCameraKeys({
    take,
    accept: use,
    turn,
    back: () => (editing ? leaveEditor() : close()),
    store: keep,
  });
  const simulated = kind === 'demo' || (camera !== null && isFakeCamera(camera.choice.label));
  // Space and Enter belong to the picture, not to a button that happens to come first.
  const desk = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the picture changes hands
  useEffect(() => desk.current?.focus({ preventScroll: true }), [camera, editing === null, pages.length]);
  return (
    <div className="camera-desk" ref={desk} tabIndex={-1}>
      <div className="camera-main">
        <Refused error={refused ?? remembered.error} onClose={() => setRefused(null)} />
        {editing === null && trouble ? <Refused error={trouble} /> : null}
        {leaving ? (
          <Alert
            type="warning"
            showIcon
            title={`还有 ${pages.length} 页没有存入案件，关闭后就没有了。`}
            action={
              <>
                <Button onClick={() => setLeaving(false)}>继续拍摄</Button>{' '}
                <Button danger onClick={onClose}>
                  放弃并关闭
                </Button>
              </>
            }
          />
        ) : null}
        <div className="camera-stage">
          {editing ? (
            <CornerEditor
              taken={editing.taken}
              corners={editing.corners}
              onChange={(corners) => setEditing({ ...editing, corners })}
            />
          ) : trouble ? (
            <div className="camera-none">
              <CameraOutlined />
              <Button icon={<ReloadOutlined />} onClick={again}>
                重试
              </Button>
            </div>
          ) : (
            <LiveView camera={camera} video={video} onSize={setSize} />
          )}
          {simulated ? <em className="camera-simulated">模拟</em> : null}
        </div>
        {editing ? (
          <footer className="camera-acts">
            <Button icon={<RotateLeftOutlined />} aria-label="向左转（[）" onClick={() => turn(270)} />
            <Button icon={<RotateRightOutlined />} aria-label="向右转（]）" onClick={() => turn(90)} />
            <Button onClick={() => setEditing({ ...editing, corners: wholeOf(editing.taken.size) })}>整幅</Button>
            <span className="quiet">
              {editing.taken.found ? '已找到纸边，四个角可以拖动。' : '没有找到纸边，请把四个角拖到纸的四角。'}
            </span>
            <Button size="large" onClick={leaveEditor}>
              重拍（Esc）
            </Button>
            <Button size="large" type="primary" loading={busy === 'accept'} onClick={use}>
              采用这一页（Enter）
            </Button>
          </footer>
        ) : (
          <footer className="camera-acts">
            <span className="quiet">
              {storing
                ? '正在存入案件，存完自动关闭。'
                : camera
                  ? `${plainName(camera.choice.label, '高拍仪')}，${size}`
                  : '案件可以照常办，纸质材料等高拍仪好了再补拍。'}
            </span>
            <Button size="large" disabled={storing} onClick={close}>
              关闭（Esc）
            </Button>
            <Button
              size="large"
              type="primary"
              icon={<CameraOutlined />}
              disabled={camera === null || storing}
              loading={busy === 'take'}
              onClick={take}
            >
              拍摄（空格）
            </Button>
          </footer>
        )}
      </div>
      <PageTray
        {...{ pages, drop, title, cameras, choose }}
        chosen={camera?.choice.deviceId ?? ''}
        onTitle={setTitle}
        mayStore={caseId !== null}
        storing={storing}
        blocked={editing !== null}
        onStore={keep}
        preview={editing ? <CropPreview taken={editing.taken} corners={editing.corners} turn={editing.turn} /> : null}
      />
    </div>
  );
}
