import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';

const accept = new URL('./accept.ts', import.meta.url).href;

test.each([
  ['thrown', 'throw new Error(words)'],
  ['rejected', 'Promise.reject(new Error(words))'],
  ['no error at all', 'throw words'],
])('an error that nobody caught (%s) ends the process; its words carry no citizen number', async (_, end) => {
  const program = `
    import { acceptPorts } from '${accept}';
    acceptPorts(() => {}, () => {});
    setTimeout(() => { const words = '读卡失败 11010119900307751X'; ${end}; });`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
  expect(said).toContain('读卡失败 [证件号已隐去]');
  expect(said).not.toContain('19900307');
});
