import { and, asc, count, desc, eq, isNotNull, max } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import {
  type CallSettings,
  MATTERS,
  type MatterLetter,
  type QueueBoard,
  type QueueDesk,
  type QueueTicket,
} from '../../../preload/contract/reception.ts';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Broadcaster } from '../events.ts';
import { act, type Ledger, type ReadLedger } from '../ledger/index.ts';
import type { Receipts } from '../receipts/index.ts';
import type { Settings } from '../settings/index.ts';
import { numberCalled, numberEnded, numberTaken } from './actions.ts';
import { type QueueRow, queueTickets } from './tables.ts';

const INITIAL: CallSettings = { window: '1号窗口', words: '请{num}号到{window}办理', speak: true };
const LAST_SEQ = 999;

export interface Reception {
  board(): QueueBoard;
  desk(): QueueDesk;
  take(actor: string, letter: MatterLetter): { ticket: QueueTicket; slip: string };
  callNext(actor: string): QueueDesk;
  callAgain(actor: string, ticketId: string): QueueDesk;
  recall(actor: string, ticketId: string): QueueDesk;
  end(actor: string, ticketId: string, how: 'SERVED' | 'SKIPPED'): QueueDesk;
  configure(next: CallSettings): QueueDesk;
}

interface Ground {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly events: Broadcaster;
  readonly settings: Settings;
  readonly receipts: Pick<Receipts, 'queueSlip'>;
  /** Tells the board on the serial line, if there is one. Never throws. */
  readonly show: (call: { number: string; window: string; text: string }) => void;
}

/** `A012`. */
const numberOf = ({ letter, seq }: Pick<QueueRow, 'letter' | 'seq'>): string => `${letter}${`${seq}`.padStart(3, '0')}`;

const asTicket = (row: QueueRow): QueueTicket => {
  const { id, letter, state, takenAt, calledAt, calls, window } = row;
  return { id, number: numberOf(row), letter, state, takenAt, calledAt, calls, window };
};

/** 排队叫号: numbers begin at 1 every legal day; all of it is in the journal, so a restart loses nothing. */
export function createReception({ ledger, clock, events, settings, receipts, show }: Ground): Reception {
  const callSettings = () => ({ ...INITIAL, ...settings.desk<Partial<CallSettings>>('reception', {}) });
  const today = () => eq(queueTickets.day, clock.today());
  const waitingIn = (read: ReadLedger): QueueRow[] =>
    read
      .select()
      .from(queueTickets)
      .where(and(today(), eq(queueTickets.state, 'WAITING')))
      .orderBy(asc(queueTickets.takenAt), asc(queueTickets.id))
      .all();
  const currentIn = (read: ReadLedger): QueueRow | undefined =>
    read
      .select()
      .from(queueTickets)
      .where(and(today(), eq(queueTickets.state, 'CALLED'), eq(queueTickets.window, callSettings().window)))
      .orderBy(desc(queueTickets.calledAt))
      .get();
  const ofToday = (read: ReadLedger, ticketId: string): QueueRow => {
    const row = read
      .select()
      .from(queueTickets)
      .where(and(today(), eq(queueTickets.id, ticketId)))
      .get();
    return row ?? refuse('QUE-102', '今天没有这个号，请刷新后再试。');
  };
  const calledIn = (read: ReadLedger, ticketId: string): QueueRow => {
    const row = ofToday(read, ticketId);
    if (row.state !== 'CALLED') refuse('QUE-103', `${numberOf(row)} 号不在窗口办理，请刷新后看它的状态。`);
    return row;
  };
  /** One that was passed over, while nobody else is at the window: a call never ends somebody else's business unasked. */
  const passedIn = (read: ReadLedger, ticketId: string): QueueRow => {
    const row = ofToday(read, ticketId);
    const number = numberOf(row);
    if (row.state !== 'SKIPPED')
      refuse('QUE-107', `${number} 号没有过号，没有重新叫号。只有过号的才能重新叫；已办完的请重新取号。`);
    const current = currentIn(read);
    if (current !== undefined)
      refuse(
        'QUE-108',
        `${numberOf(current)} 号还在${current.window}办理，没有叫 ${number} 号。请先按「办完」或「过号」，再重新叫号。`,
      );
    return row;
  };
  const tally = (how: 'SERVED' | 'SKIPPED') =>
    ledger.read
      .select({ n: count() })
      .from(queueTickets)
      .where(and(today(), eq(queueTickets.state, how)))
      .get()?.n ?? 0;
  const desk = (): QueueDesk => {
    const current = currentIn(ledger.read);
    const ended = (how: 'SERVED' | 'SKIPPED') =>
      ledger.read
        .select()
        .from(queueTickets)
        .where(and(today(), eq(queueTickets.state, how)))
        .orderBy(desc(queueTickets.endedAt), desc(queueTickets.id));
    return {
      day: clock.today(),
      current: current === undefined ? null : asTicket(current),
      waiting: waitingIn(ledger.read).map(asTicket),
      passed: ended('SKIPPED').all().map(asTicket),
      ended: ended('SERVED').limit(12).all().map(asTicket),
      served: tally('SERVED'),
      skipped: tally('SKIPPED'),
      settings: callSettings(),
    };
  };
  const moved = (): QueueDesk => {
    events.changed('reception');
    return desk();
  };
  const called = (row: QueueRow): QueueDesk => {
    const { window, words } = callSettings();
    const number = numberOf(row);
    show({ number, window, text: words.replaceAll('{num}', number).replaceAll('{window}', window) });
    return moved();
  };

  return {
    board() {
      const { words, speak } = callSettings();
      const calls = ledger.read
        .select()
        .from(queueTickets)
        .where(and(today(), isNotNull(queueTickets.calledAt)))
        .orderBy(desc(queueTickets.calledAt), desc(queueTickets.id))
        .limit(6)
        .all();
      return {
        day: clock.today(),
        townName: settings.town().townName,
        demo: ledger.info.kind === 'demo',
        waiting: waitingIn(ledger.read).length,
        calls: calls.flatMap((row) => {
          const { id, window, calls: times, state, calledAt } = row;
          if (calledAt === null || state === 'WAITING') return [];
          return { id, number: numberOf(row), window, calls: times, state, calledAt };
        }),
        words,
        speak,
      };
    },
    desk,
    take(actor, letter) {
      const ticketId = uuid();
      const day = clock.today();
      const before = waitingIn(ledger.read).length;
      ledger.record(actor, (inside) => {
        const used = and(today(), eq(queueTickets.letter, letter));
        const last = inside
          .select({ seq: max(queueTickets.seq) })
          .from(queueTickets)
          .where(used)
          .get();
        const seq = (last?.seq ?? 0) + 1;
        if (seq > LAST_SEQ) refuse('QUE-105', `今天「${MATTERS[letter]}」已取满 ${LAST_SEQ} 个号，请改取别的业务号。`);
        return [act(numberTaken, ticketId, { day, letter, seq })];
      });
      const row = ledger.read.select().from(queueTickets).where(eq(queueTickets.id, ticketId)).get();
      if (row === undefined) throw new Error('a number that was taken is not there');
      const ticket = asTicket(row);
      events.changed('reception');
      const slip = { number: ticket.number, matter: MATTERS[letter], window: callSettings().window, waiting: before };
      return { ticket, slip: attempt(() => receipts.queueSlip(actor, ticketId, slip)) };
    },
    callNext(actor) {
      const { window } = callSettings();
      let next: QueueRow | undefined;
      ledger.record(actor, (inside) => {
        [next] = waitingIn(inside);
        if (next === undefined) refuse('QUE-101', '现在没有人等候，有人取号后再叫。');
        const current = currentIn(inside);
        return [
          ...(current === undefined ? [] : [act(numberEnded, current.id, { how: 'SERVED' })]),
          act(numberCalled, next.id, { window }),
        ];
      });
      return next === undefined ? desk() : called(next);
    },
    callAgain(actor, ticketId) {
      const { window } = callSettings();
      const row = calledIn(ledger.read, ticketId);
      ledger.record(actor, (inside) => [act(numberCalled, calledIn(inside, ticketId).id, { window })]);
      return called(row);
    },
    recall(actor, ticketId) {
      const { window } = callSettings();
      const row = passedIn(ledger.read, ticketId);
      ledger.record(actor, (inside) => [act(numberCalled, passedIn(inside, ticketId).id, { window })]);
      return called(row);
    },
    end(actor, ticketId, how) {
      ledger.record(actor, (inside) => [act(numberEnded, calledIn(inside, ticketId).id, { how })]);
      return moved();
    },
    configure(next) {
      const current = currentIn(ledger.read);
      if (current !== undefined && next.window !== current.window)
        refuse(
          'QUE-106',
          `${numberOf(current)} 号还在${current.window}办理，窗口名没有改。请先按「办完」或「过号」，再改窗口名。`,
          { field: 'window' },
        );
      settings.setDesk('reception', next);
      return moved();
    },
  };
}

/** A number holds without its slip; why there is none is said. */
function attempt(print: () => string): string {
  try {
    return print();
  } catch (error) {
    if (error instanceof Refusal) return `${error.message}（${error.code}）`;
    throw error;
  }
}
