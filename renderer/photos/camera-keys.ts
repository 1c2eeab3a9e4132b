import { useEffect, useRef } from 'react';
import { useEscape } from '../frame/escape.ts';
import { useKeys } from '../frame/keys.tsx';

/** What the keys of the camera do; they rest while somebody types or a button has the focus. */
export interface CameraActs {
  readonly take: () => void;
  readonly accept: () => void;
  readonly turn: (by: 90 | 270) => void;
  readonly back: () => void;
  readonly store: () => void;
}

/** Space takes, Enter accepts: the same two keys for page after page. */
export function useCameraKeys(acts: CameraActs): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const { take, accept, turn } = latest.current;
      const target = event.target instanceof Element ? event.target : null;
      if (
        event.isComposing ||
        event.ctrlKey ||
        target?.closest('input, textarea, button, [role=combobox], [role=listbox]')
      )
        return;
      const act = { ' ': take, Enter: accept, '[': () => turn(270), ']': () => turn(90) }[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
  useKeys([
    { keys: '空格', words: '拍摄' },
    { keys: 'Enter', words: '采用这一页' },
    { keys: '[ ]', words: '向左、向右转' },
    { keys: '方向键', words: '移动选中的角' },
    { keys: 'Ctrl+Enter', words: '存入案件', run: acts.store },
    { keys: 'Esc', words: '重拍、关闭' },
  ]);
  useEscape(true, acts.back);
}
