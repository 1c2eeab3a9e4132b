import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { DocumentView, SignatureForm, SignRole } from '../../preload/contract/documents.ts';
import { holds } from '../frame/access.ts';
import { download } from '../frame/download.ts';
import { useMe } from '../frame/me.ts';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';

const FORMS: readonly (readonly [SignatureForm, string, string])[] = [
  ['inkml', 'InkML', 'application/inkml+xml'],
  ['iso', 'ISO 19794-7', 'application/octet-stream'],
  ['svg', '图片', 'image/svg+xml'],
];

/** The strokes of each signature as files, for an expert; written to the access log. Not for everybody's eyes. */
export function SignatureFiles({ paper }: { paper: DocumentView }) {
  const { roles } = useMe().session.officer;
  const tell = useTell();
  const signed = paper.signatures.filter((one) => one.state === 'SIGNED');
  if (signed.length === 0 || !holds(roles, 'TEAM_LEADER', 'HEAD', 'LEGAL_REVIEWER')) return null;
  const save = async (role: SignRole, form: SignatureForm, type: string) => {
    try {
      const { name, bytes } = await office.documents.exportSignature({ documentId: paper.id, role, form });
      download(
        Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0)),
        name,
        type,
      );
      tell.done('已导出笔迹，文件在“下载”里，这次导出已记入访问日志。');
    } catch (error) {
      tell.refused(error);
    }
  };
  return (
    <ul className="signature-files">
      {signed.map(({ role, name }) => (
        <li key={role}>
          {name}的笔迹
          <div>
            {FORMS.map(([form, words, type]) => (
              <Button
                key={form}
                type="link"
                size="small"
                icon={<DownloadOutlined />}
                onClick={() => save(role, form, type)}
              >
                {words}
              </Button>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
