import { join } from 'node:path';
import { app, protocol } from 'electron';
import { guardAllPages } from './electron-guard.ts';
import { openElectronShell } from './electron-shell.ts';

/** The entry of `npm run electron-check`: the real Electron shell around the probe programs and the probe window. */
const [, , folder = '.'] = process.argv;
const built = join(import.meta.dirname, '..');
const log = (line: string) => process.stderr.write(`${line}\n`);

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
app.setPath('userData', join(folder, 'window'));
app.enableSandbox();
guardAllPages();

app
  .whenReady()
  .then(async () => {
    const shell = await openElectronShell({
      root: join(built, '../..'),
      renderer: join(built, 'renderer'),
      preload: join(built, 'preload/index.cjs'),
      programs: { office: 'out/check/main/office.js', devices: 'out/check/main/devices.js' },
      office: [folder],
      devices: [],
      developerTools: true,
      log,
    });
    app.on('window-all-closed', () => shell.close().then(() => app.exit(0)));
    shell.openWindow();
  })
  .catch((error) => {
    log(String(error));
    app.exit(1);
  });
