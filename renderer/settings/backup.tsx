import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { seesCases } from '../frame/access.ts';
import { formatBytes, formatInstant } from '../frame/format.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';

/** One encrypted file with everything in it; opens with the passphrase or the recovery code. */
export function Backup({ allowed }: { allowed: boolean }) {
  const queryClient = useQueryClient();
  const { session } = useMe();
  const today = useQuery(query.today.overview.queryOptions({ enabled: seesCases(session.officer.roles) }));
  const backup = useMutation(
    query.settings.backup.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: query.today.key() }),
    }),
  );
  return (
    <section className="sheet settings-sheet">
      <h2>备份到文件夹或 U 盘</h2>
      {today.data ? (
        <p>
          上次备份：
          <b className="number">{today.data.lastBackupAt ? formatInstant(today.data.lastBackupAt) : '还没有'}</b>
        </p>
      ) : null}
      <p className="quiet">
        备份是加密的，换一台电脑恢复时要用账本口令或恢复码。请至少每周备份一次到 U 盘，和电脑分开存放。
      </p>
      {allowed ? (
        <Form layout="vertical" onFinish={({ folder }: { folder: string }) => backup.mutate({ folder })}>
          <Refused error={backup.error} />
          {backup.data ? (
            <Alert
              className="refused"
              type="success"
              showIcon
              title={`备份完成，共 ${formatBytes(backup.data.bytes)}`}
              description={backup.data.file}
            />
          ) : null}
          <Form.Item
            name="folder"
            label="备份到哪个文件夹"
            rules={[{ required: true, whitespace: true, message: '请填写文件夹的完整位置' }]}
          >
            <Input placeholder="如：E:\镇执台备份" spellCheck={false} autoComplete="off" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={backup.isPending}>
            {backup.isPending ? '正在备份，可以离开' : '立即备份'}
          </Button>
        </Form>
      ) : (
        <p>请系统管理员、队长或机关负责人来做备份。</p>
      )}
    </section>
  );
}
