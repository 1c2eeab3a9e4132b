import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '../clock.ts';
import { eventually } from '../testing/eventually.ts';
import { WindowsVolumes } from './volume-system.ts';
import { VolumeWatch } from './watch.ts';
import { parseDisks, WindowsDisks } from './windows-disks.ts';

/** As ConvertTo-Json writes Win32_LogicalDisk; made after Microsoft's description, not recorded on a Windows PC. */
const SYSTEM = '{"DeviceID":"C:","DriveType":3,"VolumeName":"Windows","VolumeSerialNumber":"A4B31C22"}';
const EMPTY_SLOT = '{"DeviceID":"D:","DriveType":2,"VolumeName":null,"VolumeSerialNumber":null}';
const DISC = '{"DeviceID":"F:","DriveType":5,"VolumeName":null,"VolumeSerialNumber":null}';
const CAMERA = '{"DeviceID":"E:","DriveType":2,"VolumeName":"BWC1234567","VolumeSerialNumber":"1a2b3c4d"}';
const NAMELESS = '{"DeviceID":"G:","DriveType":2,"VolumeName":"","VolumeSerialNumber":"00000001"}';

const system = { drive: 'C:', label: 'Windows', serial: 'A4B31C22', removable: false };
const camera = { drive: 'E:', label: 'BWC1234567', serial: '1A2B3C4D', removable: true };

test('a listing is read: fixed, removable, without a medium, without a label, one drive alone', () => {
  expect(parseDisks(`[${[SYSTEM, EMPTY_SLOT, CAMERA, DISC, NAMELESS]}]`)).toEqual([
    system,
    camera,
    { drive: 'G:', label: '', serial: '00000001', removable: true },
  ]);
  expect(parseDisks(SYSTEM)).toEqual([system]);
  expect(parseDisks(`\uFEFF[${CAMERA}]`)).toEqual([camera]);
  expect(parseDisks('[]')).toEqual([]);
  expect(
    parseDisks('[null,1,"x",{"DeviceID":5},{"DeviceID":"\\\\\\\\nas\\\\share","VolumeSerialNumber":"1"}]'),
  ).toEqual([]);
  for (const line of ['', '[', 'Get-CimInstance : Access denied', '"E:"', '5', 'null'])
    expect(parseDisks(line)).toBeNull();
});

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The real reading of a real program's lines; Node stands for PowerShell. */
function disksTold(source: string, firstMs?: number): WindowsDisks {
  const dir = mkdtempSync(join(tmpdir(), 'disks-'));
  const file = join(dir, 'told.mjs');
  writeFileSync(file, source);
  const disks = new WindowsDisks({ program: process.execPath, args: [file] }, firstMs);
  closers.push(
    () => rmSync(dir, { recursive: true, force: true }),
    () => disks.stop(),
  );
  return disks;
}

test('drives that come and go are told by the next line; auto, label and serial are theirs', async () => {
  const disks = disksTold(`
    const lines = ${JSON.stringify([`[${SYSTEM}]`, `[${SYSTEM},${CAMERA}]`])};
    console.log('Loading…');
    console.log(lines[0]);
    setInterval(() => console.log(lines[1]), 100);
  `);
  const volumes = new WindowsVolumes(disks);
  await eventually(async () => (await volumes.removable()).length === 1);
  expect(await volumes.removable()).toEqual(['E:\\']);
  expect(await volumes.identify('e:\\')).toEqual({ label: 'BWC1234567', serial: '1A2B3C4D' });
  expect(await volumes.identify('E:\\DCIM')).toEqual({ label: 'DCIM', serial: null });
});

test('a listing that ends is begun again; a program that is not there is no drives and no crash', async () => {
  const disks = disksTold(`console.log(${JSON.stringify(`[${CAMERA}]`)});`);
  for (let n = 0; n < 3; n += 1) {
    await eventually(async () => (await disks.list()).length === 1);
  }
  const none = new WindowsDisks({ program: '/nowhere/powershell.exe', args: [] });
  expect(await none.list()).toEqual([]);
  expect(await none.list()).toEqual([]);
});

const SILENT = 'setInterval(() => {}, 1000);';

test('a listing that never comes is waited for only so long, and not at all by who ends it', async () => {
  expect(await disksTold(SILENT, 50).list()).toEqual([]);
  const disks = disksTold(SILENT, 3_600_000);
  const listed = disks.list();
  await disks.stop();
  expect(await listed).toEqual([]);
}, 60_000);

test('a watch whose PowerShell says nothing can be disconnected', async () => {
  const watch = new VolumeWatch(
    'bodycam',
    ['auto'],
    systemClock,
    () => undefined,
    new WindowsVolumes(disksTold(SILENT, 3_600_000)),
  );
  watch.start();
  await watch.disconnect();
  expect(watch.health.state).toBe('disabled');
}, 60_000);
