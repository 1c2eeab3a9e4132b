import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useEscape } from '../frame/escape.ts';
import { type Scanned, useScans } from '../scan/scans.tsx';

/** 测试扫码: shows what comes and opens nothing, from the serial line as from a scanner that plays keyboard. */
export function TestScan({ words = '测试扫码', size = 'small' }: { words?: string; size?: 'small' | 'middle' }) {
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  return (
    <>
      <Button size={size} onClick={() => setOpen(true)}>
        {words}
      </Button>
      <Modal
        title="测试扫码"
        width={520}
        // The tray beside it has to be worked, so it covers nothing.
        mask={false}
        wrapClassName="test-scan"
        open={open}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <Listening />
      </Modal>
    </>
  );
}

function Listening() {
  const [scanned, setScanned] = useState<Scanned | null>(null);
  useScans(setScanned);
  if (scanned === null)
    return (
      <Alert type="info" showIcon title="请扫任意一个条码或二维码。扫到的内容只在这里显示，不打开页面，也不保存。" />
    );
  const { text, symbology, wire, simulated } = scanned;
  const way = wire === 'serial' ? '串口扫码枪' : '键盘口扫码枪';
  return (
    <Alert
      type="success"
      showIcon
      title={`${way}读到 ${[...text].length} 个字符${symbology === null ? '' : `，${symbology}`}${simulated ? '（模拟）' : ''}`}
      description={<output className="scanned-text">{text}</output>}
    />
  );
}
