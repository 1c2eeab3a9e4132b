import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MADE } from './built.ts';

/** The guest's kernel, unpacked, and the small first file system that brings its modules. */
export interface Kernel {
  readonly vmlinux: string;
  readonly initrd: string;
}

/** Something the bench needs is not on this machine. */
export class Missing extends Error {}

const TOOLS = [
  ...['qemu-system-x86_64', 'busybox', 'cpio', 'xz', 'depmod', 'modprobe', 'mkfs.exfat', 'apt-get', 'dpkg'],
  ...['chromium-headless-shell', 'udevadm', 'ffmpeg'],
];

/** What makes USB devices out of nothing, what drives them, and what the guest needs to see this machine's files. */
const MODULES = [
  ...['virtio_pci', '9pnet_virtio', '9p', 'overlay', 'libcomposite', 'dummy_hcd'],
  ...['usb_f_fs', 'usb_f_acm', 'usb_f_mass_storage', 'usb_f_printer', 'usblp', 'cdc-acm', 'usb-storage', 'sd_mod'],
  ...['usbhid', 'hid-generic', 'vfat', 'exfat', 'loop', 'virtio_net', 'nls_utf8', 'nls_cp437', 'nls_ascii'],
  ...['gadgetfs', 'uvcvideo'],
];
/** Wants a processor that the guest's is not; the same is there without it. */
const QUICKER = '-pclmul.ko';
/** One virtual socket for each family, so that each can be pulled alone. */
const SOCKETS = 7;

/** Runs a program that has to succeed. @throws Missing with what it said */
function must(command: string, args: readonly string[], cwd?: string): string {
  const run = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (run.status !== 0)
    throw new Missing(`${command} ${args.join(' ')}: ${run.stderr || run.error?.message || run.status}`);
  return run.stdout;
}

/**
 * Debian's own kernel, fetched once as a package and unpacked (nothing is installed), and an initramfs whose `init` is
 * init.sh. Both are kept beside the libraries. @throws Missing where a tool or the package cannot be had
 */
export function prepareKernel(): Kernel {
  const path = `${process.env.PATH}:/usr/sbin:/sbin`;
  const missing = TOOLS.filter((tool) => !path.split(':').some((folder) => existsSync(join(folder, tool))));
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Missing('the bench runs on Linux x64 only');
  if (missing.length > 0) throw new Missing(`not installed: ${missing.join(', ')}`);
  process.env.PATH = path;
  mkdirSync(MADE, { recursive: true });
  const root = unpackedKernel();
  const version = basename(globSync(join(root, 'lib/modules/*'))[0] ?? '');
  const initrd = join(MADE, 'initrd.cpio');
  const vmlinux = join(MADE, `vmlinux-${version}`);
  if (!existsSync(vmlinux)) unpackImage(join(root, `boot/vmlinuz-${version}`), vmlinux);
  buildInitrd(join(MADE, 'initrd'), initrd, root, version);
  return { vmlinux, initrd };
}

function unpackedKernel(): string {
  const root = join(MADE, 'kernel');
  if (globSync(join(root, 'lib/modules/*/modules.dep')).length > 0) return root;
  const depends = must('apt-cache', ['depends', 'linux-image-amd64']);
  const name = /Depends: (linux-image-\d\S+)/.exec(depends)?.[1];
  if (name === undefined) throw new Missing('no kernel package is known here; run apt-get update');
  must('apt-get', ['download', '-q', '-o', 'Acquire::Retries=3', name], MADE);
  const [file = ''] = globSync(join(MADE, `${name}_*.deb`));
  must('dpkg', ['-x', file, root]);
  rmSync(file);
  const version = basename(globSync(join(root, 'lib/modules/*'))[0] ?? '');
  must('depmod', ['-b', root, version]);
  return root;
}

/** Where the image says how its packed part is laid: Linux's x86 boot protocol 2.08, Documentation/arch/x86/boot.rst. */
const Header = { setupSectors: 0x1f1, payloadOffset: 0x248 } as const;
const SECTOR = 512;

/** Takes the kernel out of its own xz archive, as it would do itself: an emulated processor needs seven seconds for that. */
function unpackImage(image: string, file: string): void {
  const bytes = readFileSync(image);
  const start = (bytes.readUInt8(Header.setupSectors) + 1) * SECTOR + bytes.readUInt32LE(Header.payloadOffset);
  // Something else follows the archive.
  must('sh', ['-c', `tail -c +${start + 1} '${image}' | xz -dc --single-stream > '${file}.part'`]);
  renameSync(`${file}.part`, file);
}

function buildInitrd(folder: string, file: string, root: string, version: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const sub of ['bin', 'modules', 'proc', 'sys', 'dev', 'host', 'upper', 'root']) {
    mkdirSync(join(folder, sub), { recursive: true });
  }
  must('cp', [must('sh', ['-c', 'command -v busybox']).trim(), join(folder, 'bin/busybox')]);
  const order: string[] = [];
  for (const name of MODULES) {
    const shown = must('modprobe', ['-d', root, '-S', version, '--show-depends', name]);
    for (const module of shown.matchAll(/^insmod (\S+)/gm)) {
      const path = module[1] ?? '';
      if (!order.includes(path) && !path.endsWith(QUICKER)) order.push(path);
    }
  }
  for (const path of order) must('cp', [path, join(folder, 'modules')]);
  const option = (name: string) => (name.startsWith('dummy_hcd') ? ` num=${SOCKETS}` : '');
  const lines = order.map((path) => `${basename(path)}${option(basename(path))}\n`);
  writeFileSync(join(folder, 'modules/order'), lines.join(''));
  writeFileSync(join(folder, 'init'), readFileSync(join(import.meta.dirname, 'init.sh')), { mode: 0o755 });
  must('sh', ['-c', `find . | cpio -o -H newc --quiet > '${file}'`], folder);
}
