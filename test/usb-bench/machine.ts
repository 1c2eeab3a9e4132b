import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Kernel } from './kernel.ts';

/** The longest a guest at work may go without a line of ours; its own heartbeat comes each minute of its clock. */
const SILENCE_MS = 900_000;
/** What our programs in the guest say begins so; whatever else is printed there, by its kernel too, is no sign of work. */
export const OURS = 'BENCH {';

/**
 * What a guest of ours need not do against attacks and mistakes of others; an emulated processor takes seconds for it.
 * Programs always at the same addresses are translated for this machine once and not at every start.
 */
const QUICK = 'mitigations=off init_on_alloc=0 nokaslr norandmaps cryptomgr.notests';

interface Machine {
  /**
   * `instructions`: time in the guest goes by the instructions its processor did, four nanoseconds each (a slow PC), so
   * that a busy machine makes the bench longer and no time-out shorter. `real`: time is this machine's.
   */
  readonly clock: 'instructions' | 'real';
  /** It is switched off after this time of this machine's clock, ms, whatever it is doing. */
  readonly withinMs: number;
  /** TCP ports of this machine's loopback that lead to the same ports of the guest (10.0.2.15). */
  readonly ports?: readonly number[];
}

interface Guest {
  /** What its command prints, until it ends by itself, is switched off, or was silent or at work for too long. */
  readonly lines: AsyncIterable<string>;
  off(): void;
}

/**
 * Runs a command in a guest that sees this machine's files, with all changes thrown away at the end. Software emulation
 * (TCG) of one processor: KVM is not to be had everywhere. It has to be switched off: a thread of the command that waits
 * in the kernel would keep it from ending.
 */
export function boot(kernel: Kernel, command: readonly string[], { clock, withinMs, ports = [] }: Machine): Guest {
  // The kernel's command line keeps no quotes; \x01 stands for the blanks between the words.
  const words = command.join('\x01');
  const forwards = ports.map((port) => `,hostfwd=tcp:127.0.0.1:${port}-:${port}`).join('');
  const guest = spawn(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg', '-smp', '1', '-cpu', 'qemu64', '-m', '2048', '-nographic', '-no-reboot'],
      ...(clock === 'instructions' ? ['-icount', 'shift=2,align=off,sleep=on'] : []),
      ...['-kernel', kernel.vmlinux, '-initrd', kernel.initrd],
      ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
      ...['-nic', ports.length === 0 ? 'none' : `user,model=virtio-net-pci,restrict=on${forwards}`],
      ...['-append', `console=ttyS0 quiet oops=panic panic=1 ${QUICK} bench=${words}`],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const off = () => void guest.kill('SIGKILL');
  const silence = setTimeout(off, SILENCE_MS);
  const end = setTimeout(off, withinMs);
  const read = async function* () {
    try {
      for await (const line of createInterface({ input: guest.stdout })) {
        if (line.includes(OURS)) silence.refresh();
        yield line.replace(/\r$/, '');
      }
    } finally {
      clearTimeout(silence);
      clearTimeout(end);
      off();
    }
  };
  return { lines: read(), off };
}
