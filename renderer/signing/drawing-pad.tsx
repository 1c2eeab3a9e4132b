import { Alert, Button, Flex } from 'antd';
import { type ReactNode, useId, useRef, useState } from 'react';
import type { Drawing } from '../../preload/contract/values.ts';
import { useKeys } from '../frame/keys.tsx';
import { drawingOf, whyNoSignature } from './strokes.ts';
import { useInk } from './use-ink.ts';
import './signing.css';

interface DrawingPadProps {
  /** Who signs, shown under the line and read by screen readers. */
  readonly signer: string;
  /** What is being signed, in words; stands above the field. */
  readonly summary?: ReactNode;
  readonly onConfirm: (drawing: Drawing) => void;
  /** Left out where the signer cannot refuse. */
  readonly onRefuse?: () => void;
  readonly confirmText?: string;
  readonly busy?: boolean;
  /** Height of the field as CSS says it. */
  readonly height?: string;
}

/** A field to write a name in with pen, finger or mouse. Gives the raw points; keeps nothing after 重签. */
export function DrawingPad(props: DrawingPadProps) {
  const {
    signer,
    summary,
    onConfirm,
    onRefuse,
    confirmText = '确认签名',
    busy = false,
    height = 'clamp(170px, calc(42vh / var(--scale, 1)), 420px)',
  } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useInk(canvas, !busy);
  const [trouble, setTrouble] = useState('');
  const hint = useId();

  const confirm = () => {
    const why = whyNoSignature(ink.strokes, ink.size());
    setTrouble(why);
    if (why === '') onConfirm(drawingOf(ink.strokes, ink.size()));
  };

  useKeys([{ keys: 'Ctrl+Enter', words: confirmText, run: () => !busy && confirm() }]);

  return (
    <section className="drawing-pad" aria-label={`${signer}签名`}>
      {summary !== undefined && <div className="drawing-pad-summary">{summary}</div>}
      <div className="drawing-pad-field" style={{ height }}>
        <canvas ref={canvas} aria-describedby={hint} {...ink.handlers} />
        <span id={hint} className="drawing-pad-hint" hidden={ink.strokes.length > 0}>
          请{signer}在此书写姓名（手写笔、手指或鼠标）
        </span>
        <span className="drawing-pad-line" aria-hidden="true" />
      </div>
      {trouble !== '' && <Alert type="error" showIcon title={trouble} />}
      <Flex justify="space-between" gap={12} wrap>
        <Flex gap={12}>
          <Button
            size="large"
            disabled={busy || ink.strokes.length === 0}
            onClick={() => {
              setTrouble('');
              ink.clear();
            }}
          >
            重签
          </Button>
          {onRefuse && (
            <Button size="large" danger disabled={busy} onClick={onRefuse}>
              拒签
            </Button>
          )}
        </Flex>
        <Button size="large" type="primary" loading={busy} onClick={confirm}>
          {confirmText}
        </Button>
      </Flex>
    </section>
  );
}
