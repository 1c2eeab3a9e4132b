import { dirname } from 'node:path';
import type { DeviceFound } from '../../../preload/contract/devices.ts';
import { deviceNoOf } from '../bodycam/identity.ts';
import { scanVolume } from '../bodycam/scan.ts';
import type { VolumeSystem } from '../bodycam/volume-system.ts';

/** What a volume is: one with a camera's name is a camera, one with recordings may be. Only looked at, never written. */
export async function foundVolume(system: VolumeSystem, root: string): Promise<DeviceFound> {
  const { label } = await system.identify(root).catch(() => ({ label: root }));
  const recordings = (await scanVolume(root).catch(() => null))?.found != null;
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
