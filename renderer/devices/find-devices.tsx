import { SearchOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Empty, Space, Spin, Tag } from 'antd';
import { useState } from 'react';
import type { DeviceFound } from '../../preload/contract/devices.ts';
import { useEscape } from '../frame/escape.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { DEVICE_KINDS } from './device-words.ts';

const SURENESS: Record<DeviceFound['sureness'], { color: string; words: string }> = {
  sure: { color: 'success', words: '确定' },
  likely: { color: 'processing', words: '很可能' },
  unsure: { color: 'default', words: '不确定' },
};

/** 自动查找: what is plugged into this PC, in plain words, and one click to use it. */
export function FindDevices() {
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  const find = useMutation(query.devices.find.mutationOptions());
  const look = () => {
    setOpen(true);
    find.mutate({});
  };
  return (
    <>
      <Button type="primary" icon={<SearchOutlined />} onClick={look}>
        自动查找
      </Button>
      <Drawer
        title="自动查找设备"
        size={560}
        open={open}
        onClose={() => setOpen(false)}
        extra={
          <Button loading={find.isPending} onClick={look}>
            再找一次
          </Button>
        }
      >
        <Refused error={find.error} />
        <Found found={find.data} looking={find.isPending} />
      </Drawer>
    </>
  );
}

function Found({ found, looking }: { found: readonly DeviceFound[] | undefined; looking: boolean }) {
  if (looking)
    return (
      <div className="finding">
        <Spin />
        <p>正在看串口、USB、打印队列和移动盘，每个串口要问几秒钟。</p>
        <p className="quiet">不认识的端口只看不碰，不会向它发送任何内容。</p>
      </div>
    );
  if (!found) return null;
  if (found.length === 0)
    return (
      <Empty description="没有找到设备。请检查电源和 USB 线，插好后点「再找一次」；网络打印机请在连接设置里填地址。" />
    );
  return (
    <ul className="found-list">
      {found.map((one) => (
        <FoundLine key={`${one.kinds.join()} ${one.address}`} found={one} />
      ))}
    </ul>
  );
}

function FoundLine({ found: { kinds, address, title, why, sureness, inUse } }: { found: DeviceFound }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const [taken, setTaken] = useState(false);
  const take = useMutation(
    query.devices.takeOver.mutationOptions({
      onSuccess: () => {
        setTaken(true);
        tell.done('已记下并开始连接，以后开机会自己找到它。');
      },
      onError: tell.refused,
      onSettled: () => queryClient.invalidateQueries({ queryKey: query.devices.key() }),
    }),
  );
  const { color, words } = SURENESS[sureness];
  return (
    <li>
      <div>
        <b>{title}</b> <Tag color={color}>{words}</Tag>
        <p className="quiet">{why}</p>
      </div>
      <Space orientation="vertical" size={4} align="end">
        {inUse || taken ? (
          <span className="quiet">已在使用</span>
        ) : (
          kinds.map((kind) => (
            <Button
              key={kind}
              size="small"
              type={sureness === 'unsure' ? 'default' : 'primary'}
              disabled={take.isPending}
              onClick={() => take.mutate({ kind, address })}
            >
              {kinds.length > 1 ? `作${DEVICE_KINDS[kind]}用` : '用它'}
            </Button>
          ))
        )}
      </Space>
    </li>
  );
}
