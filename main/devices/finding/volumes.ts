import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DeviceFound } from '../../../preload/contract/devices.ts';
import { deviceNoOf, identifyVolume } from '../bodycam/identity.ts';
import { scanVolume } from '../bodycam/scan.ts';

/** Where removable volumes are mounted on Linux; everything else belongs to the system. */
const REMOVABLE = /^\/(?:media|run\/media|mnt)\/./;

/** Roots of volumes that may have been plugged in. @param mountinfo the kernel's list */
export async function removableVolumes(mountinfo = '/proc/self/mountinfo'): Promise<string[]> {
  if (process.platform === 'win32') {
    const letters = [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);
    const there = await Promise.all(
      letters.map((root) =>
        readdir(root).then(
          () => true,
          () => false,
        ),
      ),
    );
    return letters.filter((_, i) => there[i]);
  }
  const lines = (await readFile(mountinfo, 'utf8').catch(() => '')).split('\n');
  const roots = lines.map((line) => (line.split(' ')[4] ?? '').replace(/\\(\d{3})/g, octal));
  return [...new Set(roots.filter((root) => REMOVABLE.test(root)))];
}

const octal = (_: string, digits: string) => String.fromCharCode(Number.parseInt(digits, 8));

/** What a volume is: one with a camera's name is a camera, one with recordings may be. Only looked at, never written. */
export async function foundVolume(root: string): Promise<DeviceFound> {
  const { label } = await identifyVolume(root).catch(() => ({ label: root }));
  const recordings = (await scanVolume(root).catch(() => null)) !== null;
  const number = deviceNoOf(label);
  const common = { kinds: ['bodycam' as const], inUse: false };
  // On Linux every volume of this person comes into the same folder, whatever it is called.
  const address = /^\/(?:run\/)?media\//.test(root) ? `${dirname(root)}/*` : root;
  if (number !== undefined)
    return {
      ...common,
      address,
      title: `执法记录仪 ${number}`,
      why: `盘名「${label}」里有记录仪编号${recordings ? '，盘里有录像' : ''}。`,
      sureness: recordings ? 'sure' : 'likely',
    };
  return {
    ...common,
    address,
    title: `移动盘 ${label}`,
    why: recordings ? '盘里有录像或照片，可能是记录仪，也可能是普通 U 盘。' : '盘里没有录像，多半是普通 U 盘。',
    sureness: recordings ? 'likely' : 'unsure',
  };
}
