import { FolderOpenOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';

/** A folder that nobody watches: a card reader, a share, a copy of a card. */
export function FolderLook({ onFound }: { onFound: (path: string) => void }) {
  const client = useQueryClient();
  const [path, setPath] = useState('');
  const look = useMutation(
    query.evidence.inspectFolder.mutationOptions({
      onSuccess: (volume) => {
        // Looked at again, the same folder is shown as it is now.
        client.setQueryData(query.evidence.inspectFolder.queryKey({ input: { path: volume.path } }), volume);
        onFound(volume.path);
        setPath('');
      },
    }),
  );
  const go = () => path.trim() !== '' && look.mutate({ path: path.trim() });
  return (
    <div className="folder-look">
      <Space.Compact block>
        <Input
          prefix={<FolderOpenOutlined />}
          placeholder="或填写录像所在文件夹的完整路径"
          aria-label="录像所在文件夹"
          value={path}
          maxLength={1000}
          onChange={(event) => setPath(event.target.value)}
          onPressEnter={go}
        />
        <Button loading={look.isPending} disabled={path.trim() === ''} onClick={go}>
          查看
        </Button>
      </Space.Compact>
      <Refused error={look.error} onClose={look.reset} />
    </div>
  );
}
