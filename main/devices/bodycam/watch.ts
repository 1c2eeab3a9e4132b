import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DeviceEvent, SIMULATED, type Volume } from '../../../preload/contract/devices.ts';
import type { Clock } from '../clock.ts';
import { Driver } from '../driver.ts';
import { systemError } from '../system-error.ts';
import { deviceNoOf } from './identity.ts';
import { scanVolume } from './scan.ts';
import { systemOfThisPc, type VolumeSystem } from './volume-system.ts';

/** Content is looked at every two seconds; whether what was told is still plugged in, four times as often. */
const GLANCE_MS = 500;
const GLANCES = 4;
const AUTO = 'auto';

interface Place {
  readonly path: string;
  readonly simulated: boolean;
}

interface Seen {
  /** What the last scan found. */
  scan: string;
  /** What was told when the volume last lay still. */
  told: string | null;
  volume: Volume | null;
}

/**
 * Watches folders and mounts for recordings. A volume counts as there when two scans in a row are equal: a scan right
 * after the plug may see a half-ready drive, and a file being copied in is still growing. Never writes.
 */
export class VolumeWatch extends Driver {
  readonly #places: readonly string[];
  readonly #emit: (event: DeviceEvent) => void;
  readonly #system: VolumeSystem;
  readonly #seen = new Map<string, Seen>();

  constructor(
    deviceId: string,
    places: readonly string[],
    clock: Clock,
    emit: (event: DeviceEvent) => void,
    system: VolumeSystem = systemOfThisPc(),
  ) {
    super('bodycam', {
      deviceId,
      transport: 'folder',
      path: places.join('; '),
      simulated: places.length > 0 && places.every((place) => place.endsWith(SIMULATED)),
      canTest: false,
      clock,
      emit,
    });
    this.#places = places;
    this.#system = system;
    this.#emit = emit;
  }

  get volumes(): Volume[] {
    return [...this.#seen.values()].flatMap(({ volume }) => volume ?? []);
  }

  /** Ends the watch; every volume that was there is told as gone. */
  override async stop(): Promise<void> {
    await super.stop();
    for (const path of this.#seen.keys()) this.#gone(path);
    // Once more: the look that was under way may have asked again.
    await this.#system.stop();
  }

  /** Before the loop is waited for: it may itself be waiting for a system that does not answer. */
  protected letGo(): Promise<void> | undefined {
    return this.stopped ? this.#system.stop() : undefined;
  }

  protected async run(): Promise<void> {
    while (!this.stopped) {
      await this.#look();
      for (let n = 0; n < GLANCES && !this.interrupted; n += 1) {
        await this.pause(GLANCE_MS);
        if (n < GLANCES - 1 && !this.interrupted) await this.#glance();
      }
      this.beginAgain();
    }
  }

  /** Tells of volumes that were pulled since the last look, without reading what lies on the others. */
  async #glance(): Promise<void> {
    for (const path of this.#seen.keys()) if (!(await this.#system.isThere(path))) this.#gone(path);
    if (this.volumes.length === 0 && this.health.state === 'ready') this.state.set({ state: 'absent' });
  }

  async #look(): Promise<void> {
    const places = (await Promise.all(this.#places.map((place) => this.#expand(place)))).flat();
    let trouble: unknown = null;
    const unread: { path: string; error: unknown; bare: boolean }[] = [];
    for (const place of places) {
      const pulled = !(await this.#system.isThere(place.path));
      const scan = await (pulled ? Promise.resolve(null) : scanVolume(place.path)).catch((error) => {
        const { code } = systemError(error);
        if (code !== 'ENOENT' && code !== 'ENOTDIR') trouble = error;
        return null;
      });
      if (this.stopped) return;
      // Any stick may have a folder that is closed to us: only where recordings lie, or its name is a camera's, it counts.
      const bare = scan?.found === null;
      if (scan && scan.unread.length > 0 && (!bare || (await this.#isCamera(place.path))))
        unread.push(...scan.unread.map((one) => ({ ...one, bare })));
      if (scan === null || scan.found === null) this.#gone(place.path);
      else await this.#there(place, scan.found);
    }
    for (const path of this.#seen.keys()) if (!places.some((place) => place.path === path)) this.#gone(path);
    const [hidden] = unread;
    if (trouble !== null) this.#failed(trouble);
    else if (hidden !== undefined) this.#hides(hidden, unread);
    else this.state.set({ state: this.volumes.length > 0 ? 'ready' : 'absent' });
  }

  async #isCamera(path: string): Promise<boolean> {
    return deviceNoOf((await this.#system.identify(path)).label) !== undefined;
  }

  async #there(place: Place, scan: string): Promise<void> {
    const seen = this.#seen.get(place.path) ?? { scan: '', told: null, volume: null };
    this.#seen.set(place.path, seen);
    const still = seen.scan === scan;
    seen.scan = scan;
    if (!still || seen.told === scan) return;
    const { label, serial } = await this.#system.identify(place.path);
    const deviceNo = deviceNoOf(label);
    seen.told = scan;
    seen.volume = { path: place.path, label, serial, ...(deviceNo && { deviceNo }), simulated: place.simulated };
    this.trace.add(`there: ${label}, ${scan.split('\n').length} files`);
    this.state.worked('ready');
    this.#emit({ type: 'volume-appeared', volume: seen.volume });
  }

  #gone(path: string): void {
    const volume = this.#seen.get(path)?.volume;
    this.#seen.delete(path);
    if (!volume) return;
    this.trace.add(`gone: ${volume.label}`);
    this.#emit({ type: 'volume-gone', volume });
  }

  #failed(error: unknown): void {
    const { code, message: raw } = systemError(error);
    const sentence =
      code === 'EACCES' || code === 'EPERM'
        ? '没有读取记录仪目录的权限，原录像没有改动。请让管理员授权，或在设备设置里换一个目录。'
        : '读取记录仪时出错，原录像没有改动。请重新插好记录仪；反复出现请换一根线或接口。';
    this.state.failed('error', {
      code: code === 'EACCES' || code === 'EPERM' ? 'DEV-302' : 'DEV-301',
      sentence,
      raw,
    });
  }

  /** A part of a volume cannot be read; what else lies there can be imported, if anything does. */
  #hides({ path, error }: { path: string; error: unknown }, all: readonly { bare: boolean }[]): void {
    const which = all.length === 1 ? path : `${path} 等 ${all.length} 处`;
    const rest = all.every(({ bare }) => bare) ? '没有别的录像可以导入' : '其余录像可以照常导入';
    this.state.failed('attention', {
      code: 'DEV-303',
      sentence: `记录仪里的 ${which} 读不出来，里面的录像这次看不到；${rest}，原录像没有改动。请重新插好记录仪或换一根线，仍不行请送厂家。`,
      raw: systemError(error).message,
    });
  }

  /** A configured place: a folder, with a trailing star every folder in it, or `auto` for what is removable. */
  async #expand(configured: string): Promise<Place[]> {
    const simulated = configured.endsWith(SIMULATED);
    const path = simulated ? configured.slice(0, -SIMULATED.length) : configured;
    if (path === AUTO) return (await this.#system.removable()).map((root) => ({ path: root, simulated }));
    if (!/[\\/]\*$/.test(path)) return [{ path, simulated }];
    const parent = path.slice(0, -2) || '/';
    const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => ({ path: join(parent, entry.name), simulated }));
  }
}
