import { BrowserWindow, type Session, session } from 'electron';
import { refuse } from '../../preload/contract/refusal.ts';
import { guardSession } from './electron-guard.ts';
import { PAPER_ORIGIN, PAPER_READY, paperAnswer } from './paper.ts';

const PRINTED = `${PAPER_ORIGIN}/print.pdf`;

/**
 * Lays out papers in hidden sandboxed windows of a session that reaches nothing, one after another: an old PC has
 * memory for one. Printing on Windows shows the stored PDF in such a window and opens the system dialog.
 */
export class ElectronPaper {
  readonly #modules: string;
  #session: Session | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #html = '';
  #pdf = new Uint8Array();

  constructor(modules: string) {
    this.#modules = modules;
  }

  pdf(html: string, landscape: boolean): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      this.#html = html;
      const window = this.#window({ show: false });
      try {
        await window.loadURL(`${PAPER_ORIGIN}/`);
        // The page's policy forbids its own scripts; this one comes from the shell.
        await window.webContents.executeJavaScript(PAPER_READY);
        return await window.webContents.printToPDF({
          pageSize: 'A4',
          landscape,
          preferCSSPageSize: true,
          printBackground: true,
        });
      } finally {
        window.destroy();
      }
    });
  }

  /** Opens the system's print dialog for these bytes; refuses when the user or the printer said no. */
  print(job: { pdf: Uint8Array; printer?: string | undefined; copies: number }): Promise<{ job: string }> {
    return this.#inTurn(async () => {
      this.#pdf = new Uint8Array(job.pdf);
      const window = this.#window({ show: true });
      try {
        await window.loadURL(PRINTED);
        const options = { copies: job.copies, ...(job.printer === undefined ? {} : { deviceName: job.printer }) };
        const why = await new Promise<string>((resolve) =>
          window.webContents.print(options, (success, reason) => resolve(success ? '' : reason)),
        );
        if (why !== '') refuse('SHELL-041', `没有打印（${why}）；文书已保存，请检查打印机后重新打印。`);
        return { job: 'system-dialog' };
      } finally {
        window.destroy();
      }
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  #window(look: { show: boolean }): BrowserWindow {
    return new BrowserWindow({
      ...look,
      width: 794,
      height: 1123,
      title: '打印',
      autoHideMenuBar: true,
      webPreferences: {
        session: this.#papers(),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        plugins: true,
        spellcheck: false,
      },
    });
  }

  /** A session in memory, apart from the windows': it only knows the paper at hand and the fonts. */
  #papers(): Session {
    if (this.#session) return this.#session;
    const papers = session.fromPartition('papers');
    guardSession(papers);
    papers.webRequest.onBeforeRequest(({ url }, answer) =>
      answer({ cancel: !/^(http:\/\/paper\.invalid\/|data:|chrome-extension:)/.test(url) }),
    );
    papers.protocol.handle('http', async ({ url }) => {
      if (url === PRINTED) return new Response(this.#pdf, { headers: { 'content-type': 'application/pdf' } });
      const found = await paperAnswer(url, this.#html, this.#modules);
      if (found === null) return new Response(null, { status: 404 });
      return new Response(new Uint8Array(found.body), { status: found.status, headers: found.headers });
    });
    this.#session = papers;
    return papers;
  }
}
