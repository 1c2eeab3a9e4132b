import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Kernel } from './kernel.ts';

/**
 * Runs a command in a guest that sees this machine's files, with all changes thrown away at the end. Software emulation
 * (TCG): KVM is not to be had everywhere. Each line that the command prints is handed on as it comes.
 * @returns the command's exit code, or null when the guest ended without one or was ended after `limitMs`
 */
export async function runInGuest(
  kernel: Kernel,
  command: readonly string[],
  limitMs: number,
  onLine: (line: string) => void,
): Promise<number | null> {
  // The kernel's command line keeps no quotes; \x01 stands for the blanks between the words.
  const words = command.join('\x01');
  const guest = spawn(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg,thread=multi', '-smp', '2', '-cpu', 'max', '-m', '2048', '-nographic', '-no-reboot'],
      ...['-kernel', kernel.vmlinuz, '-initrd', kernel.initrd],
      ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
      ...['-nic', 'none', '-append', `console=ttyS0 quiet panic=1 bench=${words}`],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const timer = setTimeout(() => guest.kill('SIGKILL'), limitMs);
  let code: number | null = null;
  try {
    for await (const raw of createInterface({ input: guest.stdout })) {
      const line = raw.replace(/\r$/, '');
      const end = /^BENCH-END (\d+)/.exec(line);
      if (end) code = Number(end[1]);
      else onLine(line);
    }
    return code;
  } finally {
    clearTimeout(timer);
    guest.kill('SIGKILL');
  }
}
