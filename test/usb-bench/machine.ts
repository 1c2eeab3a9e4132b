import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Kernel } from './kernel.ts';

/**
 * Runs a command in a guest that sees this machine's files, with all changes thrown away at the end. Software emulation
 * (TCG): KVM is not to be had everywhere. Each line that the command prints is handed on as it comes, until one is the
 * last: then the machine is switched off (a thread that waits in the kernel would keep the program from ending).
 * @returns whether that line came before the guest ended by itself or `limitMs` were over
 */
export async function runInGuest(
  kernel: Kernel,
  command: readonly string[],
  limitMs: number,
  isLast: (line: string) => boolean,
): Promise<boolean> {
  // The kernel's command line keeps no quotes; \x01 stands for the blanks between the words.
  const words = command.join('\x01');
  const guest = spawn(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg', '-smp', '1', '-cpu', 'max', '-m', '2048', '-nographic', '-no-reboot'],
      ...['-kernel', kernel.vmlinuz, '-initrd', kernel.initrd],
      ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
      ...['-nic', 'none', '-append', `console=ttyS0 quiet panic=1 bench=${words}`],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const timer = setTimeout(() => guest.kill('SIGKILL'), limitMs);
  try {
    for await (const raw of createInterface({ input: guest.stdout })) {
      if (isLast(raw.replace(/\r$/, ''))) return true;
    }
    return false;
  } finally {
    clearTimeout(timer);
    guest.kill('SIGKILL');
  }
}
