import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Port } from '../../preload/contract/carrier.ts';
import { PortLink } from '../../preload/contract/link.ts';
import { Refusal, type RefusalCode } from '../../preload/contract/refusal.ts';
import type { doorContract, HandedFile } from '../../preload/contract/shell.ts';
import { serveOffice } from './serve-office.ts';
import type { Child, Program, Shell } from './shell.ts';

type Door = ContractRouterClient<typeof doorContract>;

/** The running processes behind the windows. */
export interface House<C extends Child> {
  /** The office that is alive now; a restarted one is another child. */
  office(): C;
  /** A stored file for a window. */
  file(asked: { sha256: string; ticket: string }): Promise<HandedFile>;
  /** Asks the office to close the ledger and the devices to leave; ends who does not. Resolves when they are gone. */
  close(): Promise<void>;
  /** Resolves with a sentence when the office cannot be kept alive. */
  readonly fallen: Promise<Refusal>;
}

const BACK_OFF_MS = [200, 1_000, 5_000, 15_000, 30_000];
/** A process that lived this long was well: its next death starts at the shortest wait again. */
const WELL_AFTER_MS = 60_000;
const OFFICE_TRIES = 3;
const CLOSE_WITHIN_MS = 20_000;
/** The devices have nothing to store: they end what runs for them and go. */
const LEAVE_WITHIN_MS = 2_000;

/**
 * Starts office and devices in this shell and keeps them alive: each is restarted with growing waits when it dies,
 * and the two are introduced to each other anew. Refuses with the office's own sentence when the office cannot start.
 * `stop`: whoever no longer wants to wait; what was opened by then is closed, and the reason of the signal is thrown.
 */
export async function openHouse<C extends Child>(
  shell: Shell<C>,
  options: { office: readonly string[]; devices: readonly string[]; stop?: AbortSignal | undefined },
  log: (line: string) => void,
): Promise<House<C>> {
  let closing = false;
  const living: Partial<Record<Program, C>> = {};
  const starts = { office: 0, devices: 0 };
  let door: Door | undefined;
  /** The devices leave when it closes. */
  let hold: Port | undefined;
  let fall: (why: Refusal) => void = () => {};
  const fallen = new Promise<Refusal>((resolve) => {
    fall = resolve;
  });

  const start = (program: Program): C => {
    const child = shell.start(program, options[program]);
    const bornAt = performance.now();
    living[program] = child;
    starts[program] += 1;
    if (program === 'office') {
      serveOffice(child.open({ role: 'shell' }), shell.services, log);
      door = doorTo(child);
    } else hold = child.open({ role: 'shell' });
    if (living.office && living.devices) shell.introduce(living.office, living.devices, starts.devices);
    child.gone.then((code) => {
      delete living[program];
      if (closing) return;
      if (performance.now() - bornAt > WELL_AFTER_MS) tries[program] = 0;
      log(`${program} process ended unexpectedly (${code})`);
      if (program === 'office' && tries.office >= OFFICE_TRIES) {
        fall(
          new Refusal('SHELL-010', '办公服务多次意外停止，已保存的内容没有丢失，请重新打开程序；仍不行请联系运维。'),
        );
        return;
      }
      const wait = BACK_OFF_MS[Math.min(tries[program], BACK_OFF_MS.length - 1)];
      tries[program] += 1;
      setTimeout(() => {
        if (!closing) start(program);
      }, wait);
    });
    return child;
  };
  const tries = { office: 0, devices: 0 };

  const close = async () => {
    closing = true;
    const office = living.office;
    const devices = living.devices;
    if (office && door) {
      const late = setTimeout(() => {
        log('the office did not close in time and is ended');
        office.kill();
      }, CLOSE_WITHIN_MS);
      await Promise.race([door.close().catch((error) => log(`closing: ${String(error)}`)), office.gone]);
      clearTimeout(late);
      office.kill();
      await office.gone;
    }
    if (devices) {
      const late = setTimeout(() => devices.kill(), LEAVE_WITHIN_MS);
      hold?.close();
      await devices.gone;
      clearTimeout(late);
    }
  };

  const office = start('office');
  start('devices');
  try {
    await Promise.race([ready(office, door), stopped(options.stop)]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    office: () => living.office ?? refuseAway(),
    file: async (asked) => (living.office && door ? door : refuseAway()).fileByTicket(asked).catch(asRefusal),
    close,
    fallen,
  };
}

function doorTo(office: Child): Door {
  return createORPCClient(new PortLink(office.open({ role: 'door' })));
}

/** Never resolves; rejects when the signal comes, or has come before. */
function stopped(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal?.reason);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
  });
}

async function ready(office: Child, door: Door | undefined): Promise<void> {
  try {
    await door?.ready();
  } catch (error) {
    if (error instanceof ORPCError) asRefusal(error);
    // The pipe broke: the process is ending, and its exit code says more than the pipe.
    const code = await office.gone;
    const sentence = `办公服务没有启动起来（${code}），数据没有改动，请查看终端里的记录后重试。`;
    throw new Refusal('SHELL-011', sentence, { cause: error });
  }
}

/** Refuses SHELL-012 while no office is alive. */
export function refuseAway(): never {
  throw new Refusal('SHELL-012', '办公服务正在重新启动，已保存的内容没有丢失，请稍候再试。');
}

/** Turns a refusal that came over the wire back into a {@link Refusal}; anything else is thrown as it is. */
function asRefusal(error: unknown): never {
  if (error instanceof ORPCError && error.code === 'REFUSED') {
    throw new Refusal(error.data.code as RefusalCode, error.message, { cause: error });
  }
  throw error;
}
