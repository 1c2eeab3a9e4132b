import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Drawing } from '../../preload/contract/values.ts';
import { useEscape } from '../frame/escape.ts';
import { DrawingPad } from '../signing/drawing-pad.tsx';
import { DrawingView } from '../signing/drawing-view.tsx';
import { SigningSheet } from '../signing/signing-sheet.tsx';

/** 测试签名: the whole way from the pad to the screen, and nothing of it is kept. */
export function TestSignature({ ready }: { ready: boolean }) {
  const [open, setOpen] = useState(false);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const show = (next: boolean) => {
    setDrawing(null);
    setOpen(next);
  };
  useEscape(open, () => show(false));
  const points = drawing?.strokes.flat().length ?? 0;
  return (
    <>
      <Button size="small" disabled={!ready} onClick={() => show(true)}>
        测试签名
      </Button>
      <SigningSheet open={open} title="测试签字板" onClose={() => show(false)}>
        {drawing ? (
          <Alert
            type="success"
            showIcon
            title={`收到 ${drawing.strokes.length} 笔、${points} 个采样点，丢失 ${drawing.lostSamples} 个。笔迹没有保存。`}
            description={<DrawingView drawing={drawing} height={160} label="测试签名的笔迹" />}
          />
        ) : (
          <DrawingPad
            signer="测试人"
            summary="这是设备测试，写下的内容不会保存，也不代表签署任何文书。"
            onConfirm={setDrawing}
          />
        )}
      </SigningSheet>
    </>
  );
}
