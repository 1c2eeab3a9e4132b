import { Drawer } from 'antd';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useEscape } from './escape.ts';

/** One key of a page: `keys` like `Ctrl+S`, `F1`, `Esc`; without `run` it is only listed. */
export interface KeyBinding {
  keys: string;
  words: string;
  run?: () => void;
}

interface KeyBoard {
  add(bindings: { current: KeyBinding[] }): () => void;
  showKeys(): void;
}

const KeyContext = createContext<KeyBoard>({ add: () => () => {}, showKeys: () => {} });

/** `Ctrl+Shift+K` for a keyboard event; Command counts as Ctrl. */
export function chordOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}): string {
  const key = event.key === 'Escape' ? 'Esc' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const held = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && event.key.length > 1 ? 'Shift' : '',
  ];
  return [...held.filter(Boolean), key].join('+');
}

/** Hears the keys of the window; the page that came last answers first. F1 lists what is on. */
export function KeyProvider({ children }: { children: ReactNode }) {
  const stack = useRef<{ current: KeyBinding[] }[]>([]);
  const [shown, setShown] = useState<KeyBinding[] | null>(null);
  const board = useMemo<KeyBoard>(
    () => ({
      add: (bindings) => {
        stack.current.push(bindings);
        return () => {
          stack.current = stack.current.filter((one) => one !== bindings);
        };
      },
      showKeys: () => setShown(allKeys(stack.current)),
    }),
    [],
  );
  // In front of whatever else Esc would close.
  useEscape(shown !== null, () => setShown(null));
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const chord = chordOf(event);
      if (chord === 'F1') {
        event.preventDefault();
        setShown((before) => (before ? null : allKeys(stack.current)));
        return;
      }
      const binding = stack.current
        .toReversed()
        .flatMap((one) => one.current)
        .find((one) => one.run && one.keys === chord);
      if (binding || BROWSER_KEYS.includes(chord)) event.preventDefault();
      binding?.run?.();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
  return (
    <KeyContext value={board}>
      {children}
      <Drawer title="本页按键" size={340} open={shown !== null} onClose={() => setShown(null)}>
        <dl className="key-list">
          {shown?.map((one) => (
            <div key={one.keys + one.words}>
              <dt>
                <kbd>{one.keys}</kbd>
              </dt>
              <dd>{one.words}</dd>
            </div>
          ))}
        </dl>
      </Drawer>
    </KeyContext>
  );
}

/** Where a page has no use for them, the browser must not save or print the screen. */
const BROWSER_KEYS = ['Ctrl+S', 'Ctrl+P'];

const ALWAYS: KeyBinding[] = [
  { keys: 'Enter', words: '下一格' },
  { keys: 'Esc', words: '关闭' },
  { keys: 'F1', words: '显示本页按键' },
];

function allKeys(stack: { current: KeyBinding[] }[]): KeyBinding[] {
  return [...stack.toReversed().flatMap((one) => one.current), ...ALWAYS];
}

/** The keys of this page while it is shown; F1 lists them. */
export function useKeys(bindings: KeyBinding[]): void {
  const board = useContext(KeyContext);
  const latest = useRef(bindings);
  latest.current = bindings;
  // Before the page is painted: a key that is struck the moment it appears is heard.
  useLayoutEffect(() => board.add(latest), [board]);
}

export function useShowKeys(): () => void {
  return useContext(KeyContext).showKeys;
}
