import { Alert, Button, Popover } from 'antd';
import { useState } from 'react';
import type { CardReading } from '../../preload/contract/office.ts';
import { useOfficeEvent } from '../office/events.tsx';

/** 测试读卡: waits for a card and says that it was read. It covers nothing, so that a training card can be laid. */
export function TestRead({ ready }: { ready: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      placement="bottomRight"
      destroyOnHidden
      title="测试读卡器"
      content={<Waiting onClose={() => setOpen(false)} />}
    >
      <Button size="small" disabled={!ready && !open} onClick={() => setOpen((before) => !before)}>
        测试读卡
      </Button>
    </Popover>
  );
}

/** The name is shown in part: this is about the reader. */
function Waiting({ onClose }: { onClose: () => void }) {
  const [reading, setReading] = useState<CardReading | null>(null);
  const [prompt, setPrompt] = useState('');
  useOfficeEvent((event) => {
    if (event.kind === 'card') setReading(event.reading);
    if (event.kind === 'card-prompt') setPrompt(event.sentence);
  });
  return (
    <div className="test-read">
      {reading ? (
        <Alert
          type="success"
          showIcon
          title={`读到了：${reading.card.name.slice(0, 1)}**${reading.simulated ? '（模拟卡）' : ''}`}
          description={`读卡器工作正常，安全模块编号 ${reading.samId || '未报'}。可以取走证件；再放一张可以再试。`}
        />
      ) : (
        <Alert
          type={prompt ? 'warning' : 'info'}
          showIcon
          title={prompt || '请把一张证件平放在读卡器上'}
          description="证件已经放着的，请拿起来再放一次。"
        />
      )}
      <Button size="small" onClick={onClose}>
        测试完毕
      </Button>
    </div>
  );
}
