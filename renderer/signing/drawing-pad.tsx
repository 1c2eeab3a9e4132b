import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Segmented } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Drawing } from '../../preload/contract/values.ts';
import { useKeys } from '../frame/keys.tsx';
import { query } from '../office/client.ts';
import { PadField, type PadFieldHandle } from './pad-field.tsx';
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

/**
 * A name, written on the screen with pen, finger or mouse, or on the signature pad where one is connected. Gives the
 * raw points either way; keeps nothing after 重签.
 */
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
  const summaryAt = useRef<HTMLDivElement>(null);
  const padAt = useRef<PadFieldHandle>(null);
  const [fromPad, setFromPad] = useState<Drawing | null>(null);
  const [source, setSource] = useState<'screen' | 'pad' | null>(null);
  const devices = useQuery(query.devices.list.queryOptions());
  const pad = devices.data?.find((one) => one.kind === 'signature-pad');
  const padReady = pad?.state === 'ready' || pad?.state === 'busy';
  const onPad = source === 'pad';
  // Chosen once: a pad that is plugged in later takes the signature from nobody who has begun on the screen.
  useEffect(() => {
    if (devices.data) setSource((before) => before ?? (padReady ? 'pad' : 'screen'));
  }, [devices.data, padReady]);
  const use = (next: 'screen' | 'pad') => {
    setTrouble('');
    setFromPad(null);
    ink.clear();
    setSource(next);
  };

  const give = (drawing: Drawing) => {
    const why = whyNoSignature(drawing.strokes, drawing.canvas);
    setTrouble(why);
    if (why === '') onConfirm(drawing);
    // What came from the pad cannot grow any more: it is signed again.
    else setFromPad(null);
  };
  const confirm = () => {
    if (!onPad) {
      if (ink.strokes.length === 0) setTrouble(whyNoSignature([], ink.size()));
      else give(drawingOf(ink.strokes, ink.size()));
    } else if (fromPad) give(fromPad);
    else setTrouble('还没有签名，请在签字板上书写姓名，并按签字板上的「确认」。');
  };

  useKeys([{ keys: 'Ctrl+Enter', words: confirmText, run: () => !busy && confirm() }]);

  return (
    <section className="drawing-pad" aria-label={`${signer}签名`}>
      {summary !== undefined && (
        <div ref={summaryAt} className="drawing-pad-summary">
          {summary}
        </div>
      )}
      {pad && (
        <Segmented<'screen' | 'pad'>
          className="drawing-pad-source"
          value={onPad ? 'pad' : 'screen'}
          disabled={busy}
          onChange={use}
          options={[
            { value: 'pad', label: pad.simulated ? '签字板（模拟）' : '签字板' },
            { value: 'screen', label: '屏幕' },
          ]}
        />
      )}
      {onPad ? (
        <PadField
          ref={padAt}
          signer={signer}
          words={() => `请${signer}签名。\n${summaryAt.current?.innerText ?? ''}`}
          height={height}
          simulated={pad?.simulated ?? false}
          onDrawing={(drawing) => {
            setFromPad(drawing);
            if (drawing) give(drawing);
          }}
        />
      ) : (
        <div className="drawing-pad-field" style={{ height }}>
          <canvas ref={canvas} aria-describedby={hint} {...ink.handlers} />
          <span id={hint} className="drawing-pad-hint" hidden={ink.strokes.length > 0}>
            请{signer}在此书写姓名（手写笔、手指或鼠标）
          </span>
          <span className="drawing-pad-line" aria-hidden="true" />
        </div>
      )}
      {trouble !== '' && <Alert type="error" showIcon title={trouble} />}
      <Flex justify="space-between" gap={12} wrap>
        <Flex gap={12}>
          <Button
            size="large"
            disabled={busy || (!onPad && ink.strokes.length === 0)}
            onClick={() => {
              setTrouble('');
              if (onPad) padAt.current?.again();
              else ink.clear();
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
        <Button
          size="large"
          type="primary"
          loading={busy}
          disabled={onPad ? fromPad === null : ink.strokes.length === 0}
          onClick={confirm}
        >
          {confirmText}
        </Button>
      </Flex>
    </section>
  );
}
