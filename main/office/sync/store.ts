import { randomBytes } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import type { BundleKind, HeadReceipt } from '../../../preload/contract/county.ts';
import type { ClockComparison } from '../../../preload/contract/values.ts';
import type { Ledger } from '../ledger/index.ts';
import { appliedBundles, type Enrolment, enrolments, receipts, syncSettings } from './tables.ts';

const EVERY_MINUTES = 5;

/** What a desk remembers about its county. Schedule, secret and bundles belong to the office, whatever the desk. */
export interface SyncStore {
  readonly desk: string;
  enrolment(): Enrolment | undefined;
  saveEnrolment(fresh: Pick<Enrolment, 'url' | 'county' | 'token' | 'publicKey' | 'enrolledAt'>): void;
  everyMinutes(): number;
  setEveryMinutes(everyMinutes: number): void;
  /** The secret of the office's enrolments; made at its first use. */
  attempt(): string;
  /** Keeps the receipt and moves the cursor, in one transaction. */
  received(publicKey: string, receipt: HeadReceipt, sentThrough: number): void;
  /** The county has less than was thought (it was restored): send again after `deskSeq`. */
  rewind(deskSeq: number): void;
  lastReceiptNo(): number | undefined;
  succeeded(at: string): void;
  failed(code: string, sentence: string, at: string): void;
  clock(): ClockComparison | null;
  clockCompared(found: ClockComparison): void;
  bundles(): (typeof appliedBundles.$inferSelect)[];
  bundleApplied(kind: BundleKind, version: number, at: string): void;
}

export function createStore(ledger: Ledger, desk: string): SyncStore {
  const enrolment = () => ledger.read.select().from(enrolments).where(eq(enrolments.desk, desk)).get();
  const update = (set: Partial<Enrolment>) =>
    ledger.local((tables) => tables.update(enrolments).set(set).where(eq(enrolments.desk, desk)).run());
  const settings = () => ledger.read.select().from(syncSettings).get();
  const saveSettings = (set: { everyMinutes?: number }) => {
    const initial = {
      id: 1,
      everyMinutes: EVERY_MINUTES,
      attempt: randomBytes(32).toString('hex'),
      ...settings(),
      ...set,
    };
    ledger.local((tables) =>
      tables.insert(syncSettings).values(initial).onConflictDoUpdate({ target: syncSettings.id, set: initial }).run(),
    );
    return initial;
  };
  return {
    desk,
    enrolment,
    saveEnrolment: (fresh) => {
      // From the beginning: the county answers with its head, and the cursor jumps there once the receipt is verified.
      const clean = {
        ...{ ...fresh, sentThrough: 0, troubleCode: null, troubleSentence: null, troubleAt: null },
        ...{ clockAt: null, pcAheadSeconds: null, clockWithinSeconds: null },
      };
      ledger.local((tables) =>
        tables
          .insert(enrolments)
          .values({ desk, ...clean })
          .onConflictDoUpdate({ target: enrolments.desk, set: clean })
          .run(),
      );
    },
    everyMinutes: () => settings()?.everyMinutes ?? EVERY_MINUTES,
    setEveryMinutes: (everyMinutes) => void saveSettings({ everyMinutes }),
    attempt: () => settings()?.attempt ?? saveSettings({}).attempt,
    received: (publicKey, receipt, sentThrough) => {
      const { deskSeq, hash, receivedAt, receiptNo, signature } = receipt;
      ledger.local((tables) => {
        tables
          .insert(receipts)
          .values({ desk, receiptNo, deskSeq, hash, receivedAt, signature, publicKey })
          .onConflictDoNothing()
          .run();
        tables.update(enrolments).set({ sentThrough }).where(eq(enrolments.desk, desk)).run();
      });
    },
    rewind: (deskSeq) => void update({ sentThrough: deskSeq }),
    lastReceiptNo: () =>
      ledger.read
        .select()
        .from(receipts)
        .where(eq(receipts.desk, desk))
        .orderBy(desc(receipts.receivedAt))
        .limit(1)
        .get()?.receiptNo,
    succeeded: (at) => void update({ lastSuccessAt: at, troubleCode: null, troubleSentence: null, troubleAt: null }),
    failed: (code, sentence, at) => void update({ troubleCode: code, troubleSentence: sentence, troubleAt: at }),
    clock: () => {
      const { clockAt, pcAheadSeconds, clockWithinSeconds } = enrolment() ?? {};
      if (clockAt == null || pcAheadSeconds == null || clockWithinSeconds == null) return null;
      return { at: clockAt, pcAheadSeconds, withinSeconds: clockWithinSeconds };
    },
    clockCompared: ({ at, pcAheadSeconds, withinSeconds }) =>
      void update({ clockAt: at, pcAheadSeconds, clockWithinSeconds: withinSeconds }),
    bundles: () => ledger.read.select().from(appliedBundles).all(),
    bundleApplied: (kind, version, at) =>
      void ledger.local((tables) =>
        tables
          .insert(appliedBundles)
          .values({ kind, version, at })
          .onConflictDoUpdate({ target: appliedBundles.kind, set: { version, at } })
          .run(),
      ),
  };
}
