import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

export const SCALES = [100, 125, 150] as const;
type Scale = (typeof SCALES)[number];

/** How this screen is drawn; kept by the window of this PC, not in the ledger. */
interface Look {
  scale: Scale;
  contrast: boolean;
}

const PLACE = 'zhenzhi.look';
/** Below this width the rail and the top bar take their short form. */
const NARROW_PX = 1180;
const USUAL: Look = { scale: 100, contrast: false };

/** Reads a stored look; anything that is not one is the usual look. */
export function readLook(stored: string | null): Look {
  if (!stored) return USUAL;
  try {
    const { scale, contrast } = JSON.parse(stored) as { scale?: unknown; contrast?: unknown };
    return { scale: SCALES.find((one) => one === scale) ?? USUAL.scale, contrast: contrast === true };
  } catch {
    return USUAL;
  }
}

const LookContext = createContext<{ look: Look; setLook: (look: Look) => void }>({ look: USUAL, setLook: () => {} });

export function LookProvider({ children }: { children: ReactNode }) {
  const [look, setLook] = useState(() => readLook(localStorage.getItem(PLACE)));
  useEffect(() => {
    localStorage.setItem(PLACE, JSON.stringify(look));
    const root = document.documentElement;
    root.style.setProperty('--scale', String(look.scale / 100));
    root.classList.toggle('contrast', look.contrast);
    const measure = () => root.classList.toggle('narrow', window.innerWidth / (look.scale / 100) < NARROW_PX);
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [look]);
  const value = useMemo(() => ({ look, setLook }), [look]);
  return <LookContext value={value}>{children}</LookContext>;
}

export function useLook() {
  return useContext(LookContext);
}
