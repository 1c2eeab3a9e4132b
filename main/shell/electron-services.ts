import { BrowserWindow, safeStorage } from 'electron';
import { refuse } from '../../preload/contract/refusal.ts';
import type { Printer } from '../../preload/contract/shell.ts';
import { cupsPrint, cupsPrinters } from './cups.ts';
import { ElectronPaper } from './electron-paper.ts';
import type { ShellServices } from './shell.ts';

/** What Electron does for the office. Call after the app is ready. */
export function electronServices(modules: string, openDisplay: ShellServices['openDisplay']): ShellServices {
  const paper = new ElectronPaper(modules);
  const secrets = secretsAvailable();
  const windows = process.platform === 'win32';
  return {
    info: { kind: 'electron', displayAvailable: true, secretsAvailable: secrets },
    renderPdf: ({ html, landscape = false }) => paper.pdf(html, landscape),
    printers: windows ? windowsPrinters : cupsPrinters,
    printA4: windows ? (job) => paper.print(job) : cupsPrint,
    openDisplay,
    wrapSecret: async (plain) => {
      if (!secrets) refuseSecrets();
      return safeStorage.encryptString(Buffer.from(plain).toString('base64'));
    },
    unwrapSecret: async (wrapped) => {
      if (!secrets) refuseSecrets();
      try {
        return Buffer.from(safeStorage.decryptString(Buffer.from(wrapped)), 'base64');
      } catch (cause) {
        return refuse('SHELL-051', '系统密钥库打不开这个密钥（换了电脑或用户？）；数据没有影响，请用恢复码打开。', {
          cause,
        });
      }
    },
  };
}

/** On Linux without a keyring Electron would "encrypt" with a password that everyone knows: that is no secret. */
function secretsAvailable(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

function refuseSecrets(): never {
  return refuse('SHELL-050', '这台电脑没有可用的系统密钥库，请设置并输入启动口令；数据没有影响。');
}

/** The dialog of the system chooses and knows the default; these names are for the settings page. */
async function windowsPrinters(): Promise<Printer[]> {
  const list = await BrowserWindow.getAllWindows()[0]?.webContents.getPrintersAsync();
  return (list ?? []).map(({ name }) => ({ name, isDefault: false }));
}
