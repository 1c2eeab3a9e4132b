import {
  BarcodeOutlined,
  ControlOutlined,
  CreditCardOutlined,
  DesktopOutlined,
  EditOutlined,
  PrinterOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Space, Table, Tag } from 'antd';
import type { ComponentType } from 'react';
import { type DeviceHealth, SIMULATED, SIMULATOR } from '../../preload/contract/devices.ts';
import { Dot } from '../frame/dot.tsx';
import { formatInstant } from '../frame/format.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { CameraLine } from './camera-line.tsx';
import { DeviceActs } from './device-acts.tsx';
import { DEVICE_KINDS, deviceDot, deviceWords } from './device-words.ts';
import { ExportDiagnostics } from './export-diagnostics.tsx';
import { FindDevices } from './find-devices.tsx';
import { TestScan } from './test-scan.tsx';
import { useTraining } from './use-training.ts';

const ICONS: Record<DeviceHealth['kind'], ComponentType> = {
  'id-card': CreditCardOutlined,
  'signature-pad': EditOutlined,
  'receipt-printer': PrinterOutlined,
  scanner: BarcodeOutlined,
  'queue-display': DesktopOutlined,
  bodycam: VideoCameraOutlined,
  'camera-control': ControlOutlined,
};

/** One line a device, in plain words. */
export function DeviceLines({ mayTest, mayOrder }: { mayTest: boolean; mayOrder: boolean }) {
  const devices = useQuery(query.devices.list.queryOptions());
  const training: readonly string[] = useTraining();
  return (
    <>
      <Refused error={devices.error} />
      <div className="queue-head">
        <span className="quiet">找技术支持时，请附上导出的诊断文件。</span>
        <Space>
          {mayTest ? <FindDevices /> : null}
          <TestScan words="测试键盘口扫码枪" size="middle" />
          <ExportDiagnostics />
        </Space>
      </div>
      <Table<DeviceHealth>
        size="small"
        rowKey="deviceId"
        className="device-lines"
        pagination={false}
        loading={devices.isPending}
        dataSource={inOrder(devices.data ?? [])}
        locale={{ emptyText: '还没有接设备。点「自动查找」，或在「连接设置」里填写地址。' }}
        columns={[
          { title: '设备', width: 196, render: (_, one) => <DeviceName device={one} /> },
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
                <span title={placeOf(one, training)}>{placeOf(one, training)}</span>
                <span title={modelOf(one)}>{modelOf(one)}</span>
              </div>
            ),
          },
          {
            title: '上次正常',
            width: 158,
            render: (_, { lastOkAt, counters }) => (
              <div className="device-place number" title={`重新连接 ${counters.reconnect} 次`}>
                <span>{formatInstant(lastOkAt)}</span>
                <span>
                  成功 {counters.ok}，失败 {counters.fail}
                </span>
              </div>
            ),
          },
          {
            title: '',
            width: 250,
            align: 'right',
            render: (_, one) => <DeviceActs device={one} mayTest={mayTest} mayOrder={mayOrder} />,
          },
        ]}
      />
      <CameraLine mayTest={mayTest} />
    </>
  );
}

const INSIDE = '程序里的模拟设备';
/** Both appear at the dock. */
const CAMERAS = ['bodycam', 'camera-control'];
/** Where a device is plugged in; a training device is nowhere that anybody could go to. */
function placeOf({ kind, path }: DeviceHealth, training: readonly string[]): string {
  const docks = kind === 'bodycam' && CAMERAS.some((family) => training.includes(family));
  if (docks) return [...path.split('; ').filter((place) => !place.endsWith(SIMULATED)), INSIDE].join('；');
  return path === SIMULATOR || training.includes(kind) ? INSIDE : path;
}

/** Families always stand in the same order, whichever was connected first. */
function inOrder(devices: readonly DeviceHealth[]): DeviceHealth[] {
  const place = ({ kind }: DeviceHealth) => Object.keys(DEVICE_KINDS).indexOf(kind);
  return devices.toSorted((a, b) => place(a) - place(b));
}

function DeviceName({ device: { kind, simulated } }: { device: DeviceHealth }) {
  const Icon = ICONS[kind];
  return (
    <span className="device-name">
      <Icon />
      <b>{DEVICE_KINDS[kind]}</b>
      {simulated ? <Tag>模拟</Tag> : null}
    </span>
  );
}

function modelOf({ model, serialNo }: DeviceHealth): string {
  return [model, serialNo].filter(Boolean).join(' · ');
}
