import { Alert, Button, Popover } from 'antd';
import { useState } from 'react';
import type { DeviceHealth } from '../../preload/contract/devices.ts';
import { useEscape } from '../frame/escape.ts';

/**
 * 测试读卡: waits until the reader counts one more card. Whose card it is stays with the office: this is about the
 * reader, and an administrator tests it too. It covers nothing, so that a training card can be laid.
 */
export function TestRead({ device, ready }: { device: DeviceHealth; ready: boolean }) {
  const [from, setFrom] = useState<number | null>(null);
  const open = from !== null;
  useEscape(open, () => setFrom(null));
  return (
    <Popover
      open={open}
      placement="left"
      // Left of the tray, whose cards have to be laid while this waits.
      arrow={false}
      align={{ offset: [-150, 0] }}
      destroyOnHidden
      title="测试读卡器"
      content={open ? <Waiting device={device} from={from} onClose={() => setFrom(null)} /> : null}
    >
      <Button size="small" disabled={!ready && !open} onClick={() => setFrom(open ? null : device.counters.ok)}>
        测试读卡
      </Button>
    </Popover>
  );
}

function Waiting({ device, from, onClose }: { device: DeviceHealth; from: number; onClose: () => void }) {
  const { counters, state, lastError, serialNo, simulated } = device;
  const trouble = state !== 'ready' && state !== 'busy' && lastError;
  return (
    <div className="test-read">
      {counters.ok > from ? (
        <Alert
          type="success"
          showIcon
          title={`读到了 ${counters.ok - from} 张${simulated ? '模拟' : ''}证件`}
          description={`读卡器工作正常，安全模块编号 ${serialNo || '未报'}。可以取走证件；再放一张可以再试。`}
        />
      ) : (
        <Alert
          type={trouble ? 'warning' : 'info'}
          showIcon
          title={trouble ? `${trouble.sentence}（${trouble.code}）` : '请把一张证件平放在读卡器上'}
          description="证件已经放着的，请拿起来再放一次。"
        />
      )}
      <Button size="small" onClick={onClose}>
        测试完毕（Esc）
      </Button>
    </div>
  );
}
