import { CloseOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Select } from 'antd';
import type { ReactNode } from 'react';
import type { CameraChoice } from '../../preload/contract/photos.ts';
import { formatBytes } from '../frame/format.ts';
import { plainName } from './camera.ts';
import type { AcceptedPage } from './page.ts';

/** What is laid under the camera most often. */
const TITLES = ['营业执照', '身份证件', '纸上签名页', '现场检查材料', '缴款票据', '授权委托书', '其他材料'];

/** Right of the picture: which camera, what is being photographed, the pages so far, and into the case with them. */
export function PageTray(props: {
  pages: readonly AcceptedPage[];
  drop: (id: string) => void;
  title: string;
  onTitle: (title: string) => void;
  cameras: readonly CameraChoice[];
  chosen: string;
  choose: (deviceId: string) => void;
  mayStore: boolean;
  storing: boolean;
  blocked: boolean;
  onStore: () => void;
  preview: ReactNode;
}) {
  const { pages, title, cameras, mayStore, storing, blocked } = props;
  const why = pages.length === 0 ? '先拍一页' : title.trim() === '' ? '请写材料名称' : '';
  return (
    <aside className="camera-side">
      <label htmlFor="camera-choice">
        摄像头
        <Select
          id="camera-choice"
          value={props.chosen || undefined}
          placeholder="没有找到"
          disabled={cameras.length === 0}
          onChange={props.choose}
          options={cameras.map((one, i) => ({ value: one.deviceId, label: plainName(one.label, `摄像头 ${i + 1}`) }))}
        />
      </label>
      {mayStore ? (
        <label htmlFor="camera-title">
          材料名称（必填）
          <AutoComplete
            id="camera-title"
            value={title}
            disabled={storing}
            onChange={props.onTitle}
            // What was typed is not replaced by what it begins like.
            defaultActiveFirstOption={false}
            options={TITLES.filter((one) => one.includes(title.trim())).map((value) => ({ value }))}
            maxLength={60}
            placeholder="如：营业执照"
          />
        </label>
      ) : null}
      {props.preview ? (
        <section className="camera-crop">
          <h3>裁好以后</h3>
          {props.preview}
        </section>
      ) : (
        <section className="camera-pages">
          <h3>{pages.length === 0 ? '还没有拍' : `已拍 ${pages.length} 页`}</h3>
          {pages.length === 0 ? (
            <p className="quiet">把纸放平，四周露出一点底垫，按空格拍摄；拍完一页接着拍下一页，最后一起存入。</p>
          ) : (
            <ol>
              {pages.map((page, i) => (
                <li key={page.id}>
                  <img src={page.cropUrl} alt={`第 ${i + 1} 页`} />
                  <span>
                    第 {i + 1} 页<small className="quiet">{formatBytes(page.crop.size)}</small>
                  </span>
                  <Button
                    type="text"
                    size="small"
                    icon={<CloseOutlined />}
                    aria-label={`去掉第 ${i + 1} 页`}
                    disabled={storing}
                    onClick={() => props.drop(page.id)}
                  />
                </li>
              ))}
            </ol>
          )}
        </section>
      )}
      {mayStore ? (
        <Button
          size="large"
          type="primary"
          ghost={why !== ''}
          disabled={why !== '' || blocked}
          loading={storing}
          onClick={props.onStore}
        >
          {why === '' ? `存入案件，${pages.length} 页（Ctrl+Enter）` : why}
        </Button>
      ) : (
        <p className="quiet">试拍的画面只在本窗口里，不保存，也不进任何案件。</p>
      )}
    </aside>
  );
}
