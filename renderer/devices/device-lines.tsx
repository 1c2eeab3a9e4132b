import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Space, Table, Tag } from 'antd';
import type { DeviceHealth } from '../../preload/contract/devices.ts';
import { Dot } from '../frame/dot.tsx';
import { formatInstant } from '../frame/format.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { CameraOrders } from './camera-orders.tsx';
import { DEVICE_KINDS, deviceDot, deviceWords } from './device-words.ts';
import { ExportDiagnostics } from './export-diagnostics.tsx';
import { TestSignature } from './test-signature.tsx';

/** One line a device, in plain words. */
export function DeviceLines({ mayTest, mayOrder }: { mayTest: boolean; mayOrder: boolean }) {
  const queryClient = useQueryClient();
  const devices = useQuery(query.devices.list.queryOptions());
  const retry = useMutation(
    query.devices.retry.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: query.devices.key() }),
    }),
  );
  return (
    <>
      <Refused error={devices.error ?? retry.error} />
      <div className="queue-head">
        <span className="quiet">找技术支持时，请附上导出的诊断文件。</span>
        <ExportDiagnostics />
      </div>
      <Table<DeviceHealth>
        size="small"
        rowKey="deviceId"
        pagination={false}
        loading={devices.isPending}
        dataSource={devices.data ?? []}
        locale={{ emptyText: '还没有接设备。在「连接设置」里填写读卡器、打印机的地址或记录仪所在的文件夹。' }}
        columns={[
          {
            title: '设备',
            width: 190,
            render: (_, one) => (
              <>
                <b>{DEVICE_KINDS[one.kind]}</b> {one.simulated ? <Tag>模拟</Tag> : null}
              </>
            ),
          },
          {
            title: '状态',
            render: (_, one) => (
              <div className="device-state">
                <Dot state={deviceDot(one)}>{deviceWords(one)}</Dot>
              </div>
            ),
          },
          {
            title: '位置与型号',
            width: 230,
            render: (_, one) => (
              <div className="device-place">
                <span title={one.path}>{one.path}</span>
                <span title={modelOf(one)}>{modelOf(one)}</span>
              </div>
            ),
          },
          { title: '上次正常', width: 150, className: 'number', render: (_, one) => formatInstant(one.lastOkAt) },
          {
            title: '次数',
            width: 130,
            render: (_, { counters }) => (
              <span className="quiet" title={`重新连接 ${counters.reconnect} 次`}>
                成功 {counters.ok}，失败 {counters.fail}
              </span>
            ),
          },
          {
            title: '',
            width: 250,
            align: 'right',
            render: (_, one) => (
              <Space size={6}>
                {one.kind === 'camera-control' && mayOrder ? <CameraOrders ready={one.state === 'ready'} /> : null}
                {one.kind === 'signature-pad' && mayTest ? <TestSignature ready={one.state === 'ready'} /> : null}
                <Button
                  size="small"
                  loading={retry.isPending && retry.variables.deviceId === one.deviceId}
                  onClick={() => retry.mutate({ deviceId: one.deviceId })}
                >
                  重新检测
                </Button>
              </Space>
            ),
          },
        ]}
      />
    </>
  );
}

function modelOf({ model, serialNo }: DeviceHealth): string {
  return [model, serialNo].filter(Boolean).join(' · ');
}
