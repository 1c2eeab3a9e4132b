import { CameraOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import type { Photo } from '../../preload/contract/photos.ts';
import { DetachButton } from '../evidence/detach-button.tsx';
import { holds } from '../frame/access.ts';
import { useEscape } from '../frame/escape.ts';
import { formatBytes, formatInstant } from '../frame/format.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { office, query } from '../office/client.ts';
import { DocumentCamera } from './document-camera.tsx';

interface Shown {
  readonly photo: Photo;
  readonly original: boolean;
  readonly url: string;
}

/** Papers of a case that were photographed at the desk. `closed`: the case is filed away, what is bound in it stays. */
export function CasePhotos({ caseId, closed }: { caseId: string; closed: boolean }) {
  const { roles } = useMe().session.officer;
  const mayTake = holds(roles, 'OFFICER', 'TEAM_LEADER', 'INTAKE') && !closed;
  const mayDetach = holds(roles, 'OFFICER', 'TEAM_LEADER') && !closed;
  const client = useQueryClient();
  const tell = useTell();
  const [taking, setTaking] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const photos = useQuery(query.photos.ofCase.queryOptions({ input: { caseId } }));
  const again = () => {
    client.invalidateQueries({ queryKey: query.photos.key() });
    client.invalidateQueries({ queryKey: query.cases.key() });
  };
  const detach = useMutation(
    query.photos.detach.mutationOptions({
      onSuccess: () => tell.done('已移出案件，照片和记录仍然保存'),
      onError: tell.refused,
      onSettled: again,
    }),
  );
  useEscape(shown !== null, () => setShown(null));
  const show = async (photo: Photo, original: boolean) => {
    try {
      setShown({ photo, original, ...(await office.photos.ticket({ photoId: photo.id, original })) });
    } catch (error) {
      tell.refused(error);
    }
  };
  return (
    <section className="case-photos">
      <header>
        <h3>
          高拍仪照片
          <span className="quiet">纸质材料、纸上签名拍照留存；裁好的和未裁剪的原图都存，各有校验值</span>
        </h3>
        {mayTake ? (
          <Button icon={<CameraOutlined />} onClick={() => setTaking(true)}>
            高拍仪拍摄
          </Button>
        ) : null}
      </header>
      <Refused error={photos.error} />
      <Table<Photo>
        size="small"
        rowKey="id"
        pagination={false}
        loading={photos.isPending}
        dataSource={photos.data ?? []}
        locale={{ emptyText: mayTake ? '还没有照片。点「高拍仪拍摄」，把纸放在高拍仪下。' : '没有照片。' }}
        columns={[
          {
            title: '材料',
            ellipsis: true,
            render: (_, one) => (
              <>
                <b>{one.title}</b>
                {one.pages > 1 ? ` ${one.page}/${one.pages}` : ''}
                {one.simulated ? <em className="clip-mark clip-simulated">模拟</em> : null}
              </>
            ),
          },
          { title: '拍摄时间', width: 140, className: 'number', render: (_, one) => formatInstant(one.takenAt) },
          { title: '拍摄人', width: 76, dataIndex: 'takenBy', ellipsis: true },
          { title: '设备', width: 120, dataIndex: 'camera', ellipsis: true },
          {
            title: '校验值',
            width: 120,
            ellipsis: true,
            render: (_, one) => <code title={one.sha256}>{one.sha256}</code>,
          },
          {
            title: '',
            width: mayDetach ? 210 : 130,
            align: 'right',
            render: (_, one) => (
              <span className="clip-acts">
                <Button size="small" onClick={() => show(one, false)}>
                  查看
                </Button>
                <Button size="small" onClick={() => show(one, true)}>
                  原图
                </Button>
                {mayDetach ? (
                  <DetachButton
                    word="移出"
                    title="把这张照片移出案件"
                    busy={detach.isPending && detach.variables.photoId === one.id}
                    onDetach={(reason) => detach.mutate({ photoId: one.id, reason })}
                  />
                ) : null}
              </span>
            ),
          },
        ]}
      />
      <PhotoShown shown={shown} onClose={() => setShown(null)} />
      <DocumentCamera
        open={taking}
        caseId={caseId}
        onStored={again}
        onClose={() => {
          setTaking(false);
          again();
        }}
      />
    </section>
  );
}

/** One photo over the page: the list below stays where it is. */
function PhotoShown({ shown, onClose }: { shown: Shown | null; onClose: () => void }) {
  const { photo, original, url } = shown ?? {};
  return (
    <Modal
      open={photo !== undefined}
      title={photo ? `${photo.title}${original ? '（未裁剪原图）' : ''}` : ''}
      onCancel={onClose}
      footer={null}
      width="min(1100px, calc(94vw / var(--scale, 1)))"
      style={{ top: 24 }}
      destroyOnHidden
      transitionName=""
      maskTransitionName=""
    >
      {photo ? (
        <figure className="photo-shown">
          <img src={url} alt={`${photo.title}，第 ${photo.page} 页`} />
          <figcaption>
            <b>
              {photo.title}
              {original ? '（未裁剪原图）' : ''}第 {photo.page} 页
            </b>
            <span>共 {photo.pages} 页</span>
            <span>
              {formatInstant(photo.takenAt)} {photo.takenBy}
            </span>
            <span>
              {original ? '' : `${photo.width} × ${photo.height}，`}
              {formatBytes(original ? photo.originalBytes : photo.sizeBytes)}
            </span>
            <span>{photo.camera}</span>
            <span className="quiet">校验值（SHA-256）</span>
            <code>{original ? photo.originalSha256 : photo.sha256}</code>
          </figcaption>
        </figure>
      ) : null}
    </Modal>
  );
}
