import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { download } from '../frame/download.ts';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** What support asks for: how the devices answered lately, without anything of a card or a receipt. */
export function ExportDiagnostics() {
  const tell = useTell();
  const ask = useMutation(
    query.devices.diagnostics.mutationOptions({
      onSuccess: ({ text }) => {
        download(text, '设备诊断.txt', 'text/plain');
        tell.done('已导出设备诊断，文件在“下载”里；其中没有证件和小票的内容。');
      },
      onError: tell.refused,
    }),
  );
  return (
    <Button icon={<DownloadOutlined />} loading={ask.isPending} onClick={() => ask.mutate({})}>
      导出诊断
    </Button>
  );
}
