import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Draft, DraftCheck, DraftContent } from '../../preload/contract/cases.ts';
import { office, query } from '../office/client.ts';
import { withToldKept } from './told.ts';

const SAVE_AFTER_MS = 600;
const CHECK_AFTER_MS = 180;
const TRY_AGAIN_MS = 4000;

export type Saved = { state: 'saved' | 'waiting' | 'saving' } | { state: 'trouble'; error: unknown };
export type Change = <S extends keyof DraftContent>(section: S, patch: Partial<DraftContent[S]>) => void;

/** Holds the draft that stands open: every change is on its way to the ledger's drafts within a second. */
export interface DraftKeeper {
  readonly draft: Draft;
  readonly content: DraftContent;
  readonly step: number;
  readonly saved: Saved;
  readonly check: DraftCheck | undefined;
  /** The rules have spoken about exactly what stands on the screen. */
  readonly checked: boolean;
  readonly change: Change;
  readonly goTo: (step: number) => void;
  /** Resolves when everything on the screen is saved; throws the refusal otherwise. */
  readonly flush: () => Promise<void>;
  /** The content as it is now, also inside an event that has just changed it. */
  readonly latest: () => DraftContent;
  /** What the rules say of the content as it is now. */
  readonly checkNow: () => Promise<DraftCheck>;
  /** The decision is delivered and the draft is gone: nothing is saved any more. */
  readonly finish: () => void;
  /** Takes over what the office made of the draft (case begun, party informed). */
  readonly adopt: (draft: Draft) => void;
}

export function useDraftKeeper(opened: Draft): DraftKeeper {
  const draftId = opened.id;
  const [draft, setDraft] = useState(opened);
  const [held, setHeld] = useState({ content: opened.content, step: opened.step });
  const [saved, setSaved] = useState<Saved>({ state: 'saved' });
  const latest = useRef(held);
  const dirty = useRef(false);
  const finished = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const queue = useRef<Promise<void>>(Promise.resolve());

  // One save at a time, so that an older content never overtakes a newer one.
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    queue.current = queue.current
      .catch(() => {})
      .then(async () => {
        if (!dirty.current || finished.current) return;
        dirty.current = false;
        setSaved({ state: 'saving' });
        try {
          await office.drafts.save({ draftId, ...latest.current });
          if (!dirty.current) setSaved({ state: 'saved' });
        } catch (error) {
          dirty.current = true;
          setSaved({ state: 'trouble', error });
          timer.current = setTimeout(() => flush().catch(() => {}), TRY_AGAIN_MS);
          throw error;
        }
      });
    return queue.current;
  }, [draftId]);

  const hold = useCallback(
    (next: typeof latest.current, saveAfter: number) => {
      latest.current = next;
      dirty.current = true;
      setHeld(next);
      if (finished.current) return;
      setSaved({ state: 'waiting' });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => flush().catch(() => {}), saveAfter);
    },
    [flush],
  );

  const change = useCallback<Change>(
    (section, patch) => {
      const { content, step } = latest.current;
      const changed = { ...content, [section]: { ...content[section], ...patch } };
      hold({ step, content: withToldKept(content, changed) }, SAVE_AFTER_MS);
    },
    [hold],
  );
  const goTo = useCallback((step: number) => hold({ ...latest.current, step }, 0), [hold]);

  const finish = useCallback(() => {
    finished.current = true;
    clearTimeout(timer.current);
    setSaved({ state: 'saved' });
  }, []);

  // What is on the screen is not lost when the page is left.
  useEffect(
    () => () => {
      flush().catch(() => {});
      clearTimeout(timer.current);
    },
    [flush],
  );

  const settled = useSettled(held.content, CHECK_AFTER_MS);
  const asked = useMemo(() => withoutDrawing(settled), [settled]);
  const check = useQuery(
    query.drafts.check.queryOptions({
      input: { draftId, content: asked },
      placeholderData: keepPreviousData,
      gcTime: 10_000,
    }),
  );

  return {
    draft,
    ...held,
    saved,
    check: check.data,
    checked: settled === held.content && !check.isPlaceholderData && check.data !== undefined,
    change,
    goTo,
    flush,
    latest: () => latest.current.content,
    checkNow: () => office.drafts.check({ draftId, content: withoutDrawing(latest.current.content) }),
    adopt: setDraft,
    finish,
  };
}

/** The rules do not read the strokes; they are too long to be sent with every key. */
function withoutDrawing(content: DraftContent): DraftContent {
  return { ...content, notice: { ...content.notice, sign: { ...content.notice.sign, drawing: null } } };
}

function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const settling = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(settling);
  }, [value, ms]);
  return settled;
}
