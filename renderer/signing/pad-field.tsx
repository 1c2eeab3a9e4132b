import { useMutation } from '@tanstack/react-query';
import { Button, Space, Spin } from 'antd';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { PadHand } from '../../preload/contract/pad.ts';
import type { Drawing } from '../../preload/contract/values.ts';
import { useTraining } from '../devices/use-training.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { inkStroke } from './ink.ts';
import { usePad } from './use-pad.ts';

/** Width of the live picture in units of the pen that `ink.ts` draws with. */
const VIEW = 760;

export interface PadFieldHandle {
  again(): void;
}

interface PadFieldProps {
  readonly signer: string;
  readonly words: () => string;
  readonly height: string;
  readonly simulated: boolean;
  readonly onDrawing: (drawing: Drawing | null) => void;
  readonly ref: Ref<PadFieldHandle>;
}

/** The field of the pad as it is being written on, live. Only what the signer confirms on the pad is handed on. */
export function PadField({ signer, words, height, simulated, onDrawing, ref }: PadFieldProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const trained = useTraining().includes('signature-pad');
  const { signing, again } = usePad(words, onDrawing);
  useImperativeHandle(ref, () => ({ again }));
  const field = signing?.stage?.field;

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !field) return;
    const scale = VIEW / field.width;
    const sharp = window.devicePixelRatio || 1;
    element.width = VIEW * sharp;
    element.height = field.height * scale * sharp;
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    for (const stroke of signing?.strokes ?? [])
      inkStroke(
        context,
        stroke.map(({ x, y, p }) => ({ x: (x - field.x) * scale, y: (y - field.y) * scale, p })),
      );
  }, [field, signing?.strokes]);

  const hint = signing?.drawing ? '已在签字板上确认' : `请${signer}在签字板上书写姓名，写好后按签字板上的「确认」`;
  return (
    <>
      <div className="drawing-pad-field" style={{ height }}>
        <canvas ref={canvas} className="pad-live" />
        {signing?.trouble ? null : (
          <span className="drawing-pad-hint" hidden={(signing?.strokes.length ?? 0) > 0}>
            {field ? hint : <Spin description="正在把内容显示到签字板上" />}
          </span>
        )}
      </div>
      <Refused error={signing?.trouble} />
      {simulated && trained ? <TrainerHand /> : null}
    </>
  );
}

const HANDS: readonly (readonly [PadHand, string])[] = [
  ['write', '写名字'],
  ['confirm', '按确认'],
  ['again', '按重签'],
  ['cancel', '按取消'],
  ['pull', '写到一半拔线'],
  ['plug', '接上线'],
];

/** The hand of the signer at a pad inside the program. */
function TrainerHand() {
  const tell = useTell();
  const hand = useMutation(query.demo.pad.mutationOptions({ onError: tell.refused }));
  return (
    <Space wrap className="pad-demo">
      <span className="quiet">模拟签字板：</span>
      {HANDS.map(([what, words]) => (
        <Button key={what} size="small" disabled={hand.isPending} onClick={() => hand.mutate({ hand: what })}>
          {words}
        </Button>
      ))}
    </Space>
  );
}
