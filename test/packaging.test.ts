import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { PNG } from 'pngjs';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const configuration = parse(read('electron-builder.yml'));

test("the configuration fits electron-builder's own schema", () => {
  const schema = JSON.parse(read('node_modules/app-builder-lib/scheme.json'));
  const check = new Ajv({ strict: false, allErrors: true }).compile(schema);
  check(configuration);
  expect(check.errors).toBeNull();
  check({ ...configuration, npmRebuildd: false });
  expect(check.errors).not.toBeNull();
});

test('one file of udev rules lies outside the archive and gives every family of devices to whoever sits at the desk', () => {
  expect(configuration.asarUnpack).toContain('resources/udev/**');
  expect(readdirSync(join(root, 'resources/udev'))).toEqual(['70-zhenzhi-desk.rules']);
  const rules = read('resources/udev/70-zhenzhi-desk.rules')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  for (const part of ['"0250"', '"c35a"', '"7523"', '"056a"', '"usbmisc"'])
    expect(rules.filter((rule) => rule.includes(part) && rule.includes('TAG+="uaccess"'))).toHaveLength(1);
});

test('the packaged program cannot be turned into something else', () => {
  expect(configuration.electronFuses).toMatchObject({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
  expect(configuration.asar).toBe(true);
});

test('native code lies outside the archive and nothing is compiled', () => {
  expect(configuration.asarUnpack).toContain('**/*.node');
  expect(configuration.npmRebuild).toBe(false);
});

test('Windows x64 and Linux x64 are made, and the ledger outlives the program', () => {
  const targets = (platform: 'win' | 'linux') =>
    configuration[platform].target.map((made: { target: string; arch: string }) => `${made.target} ${made.arch}`);
  expect(targets('win')).toEqual(['nsis x64']);
  expect(targets('linux')).toEqual(['deb x64', 'AppImage x64']);
  expect(configuration.nsis.deleteAppDataOnUninstall).toBe(false);
});

test('the icon is large and square', () => {
  const { width, height } = PNG.sync.read(readFileSync(join(root, configuration.win.icon)));
  expect(width).toBeGreaterThanOrEqual(512);
  expect(height).toBe(width);
});

test('the entries of the build are the files that the shells start', () => {
  const build = read('electron.vite.config.ts');
  for (const entry of build.matchAll(/here\('([^']+)'\)/g)) expect(existsSync(join(root, entry[1] ?? ''))).toBe(true);
  expect(configuration.extraMetadata.main).toBe('out/main/electron.js');
  const entry = read('main/shell/electron.ts');
  for (const built of ['out/main/office.js', 'out/main/devices.js', 'out/preload/index.cjs'])
    expect(entry).toContain(built);
});
