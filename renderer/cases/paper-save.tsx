import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { DocumentView } from '../../preload/contract/documents.ts';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';

/** The stored bytes as a file, for a desk whose printer is not there today; written to the access log as an export. */
export function PaperSave({ paper, signed }: { paper: DocumentView; signed: boolean }) {
  const tell = useTell();
  const save = async () => {
    try {
      const { url } = await office.documents.ticket({ documentId: paper.id, signed, save: true });
      const link = document.createElement('a');
      link.href = url;
      link.download = `${paper.title}${paper.number}${signed ? '（签名副本）' : ''}.pdf`;
      link.click();
    } catch (error) {
      tell.refused(error);
    }
  };
  if (paper.sha256 === null) return null;
  return (
    <Button icon={<DownloadOutlined />} onClick={save}>
      另存
    </Button>
  );
}
