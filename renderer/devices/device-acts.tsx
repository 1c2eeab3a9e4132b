import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm, Space } from 'antd';
import { type ComponentType, useState } from 'react';
import type { DeviceHealth } from '../../preload/contract/devices.ts';
import { useEscape } from '../frame/escape.ts';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { CameraOrders } from './camera-orders.tsx';
import { TestDisplay } from './test-display.tsx';
import { TestPrint } from './test-print.tsx';
import { TestRead } from './test-read.tsx';
import { TestScan } from './test-scan.tsx';
import { TestSignature } from './test-signature.tsx';
import { WriteCarrier } from './write-carrier.tsx';

/** How each family is tried out; one that is not here has nothing to try. */
const TESTS: Partial<Record<DeviceHealth['kind'], ComponentType<{ device: DeviceHealth; ready: boolean }>>> = {
  'id-card': TestRead,
  'signature-pad': TestSignature,
  'receipt-printer': TestPrint,
  scanner: () => <TestScan />,
  'queue-display': TestDisplay,
};

/** What can be done with one device: try it, look again, close it or open it. */
export function DeviceActs({
  device,
  mayTest,
  mayOrder,
}: {
  device: DeviceHealth;
  mayTest: boolean;
  mayOrder: boolean;
}) {
  const { deviceId, kind, state } = device;
  const [asking, setAsking] = useState(false);
  useEscape(asking, () => setAsking(false));
  const queryClient = useQueryClient();
  const tell = useTell();
  const again = {
    onError: tell.refused,
    onSettled: () => queryClient.invalidateQueries({ queryKey: query.devices.key() }),
  };
  const retry = useMutation(query.devices.retry.mutationOptions(again));
  const connect = useMutation(query.devices.connect.mutationOptions(again));
  const Test = TESTS[kind];
  if (state === 'disabled')
    return (
      <Button
        size="small"
        type="primary"
        disabled={!mayTest}
        loading={connect.isPending}
        onClick={() => connect.mutate({ deviceId, connected: true })}
      >
        连接
      </Button>
    );
  return (
    <Space size={6} wrap className="device-acts">
      {kind === 'camera-control' && mayOrder ? <CameraOrders ready={state === 'ready'} /> : null}
      {kind === 'camera-control' && mayOrder ? <WriteCarrier camera={device.camera} ready={state === 'ready'} /> : null}
      {Test && mayTest ? <Test device={device} ready={state === 'ready' || state === 'attention'} /> : null}
      <Button size="small" loading={retry.isPending} onClick={() => retry.mutate({ deviceId })}>
        重新检测
      </Button>
      {mayTest ? (
        <Popconfirm
          open={asking}
          onOpenChange={setAsking}
          title="断开这台设备？"
          description="断开后一直不用它，重新开机也一样，直到点「连接」。"
          okText="断开"
          cancelText="不断开"
          onConfirm={() => connect.mutate({ deviceId, connected: false })}
        >
          <Button size="small" loading={connect.isPending}>
            断开
          </Button>
        </Popconfirm>
      ) : null}
    </Space>
  );
}
