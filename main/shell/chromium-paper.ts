import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { chromiumSwitches, findChromium, playwright } from './chromium.ts';
import { PAPER_ORIGIN, PAPER_READY, paperAnswer } from './paper.ts';

/** Papers laid out side by side; each keeps a page open, which saves a third of the time of the next paper. */
const SIDE_BY_SIDE = 2;

/** Turns HTML into PDF in a headless system browser, started at the first paper and kept warm. */
export class ChromiumPaper {
  readonly #modules: string;
  readonly #tables: readonly Table[];
  #browser: Promise<Browser> | undefined;
  readonly #laid = new Map<string, Table>();
  #place: Promise<string> | undefined;
  #server: Server | undefined;
  #next = 0;

  constructor(modules: string) {
    this.#modules = modules;
    this.#tables = Array.from({ length: SIDE_BY_SIDE }, () => new Table((table) => this.#open(table)));
  }

  pdf(html: string, landscape: boolean): Promise<Uint8Array> {
    this.#next = (this.#next + 1) % SIDE_BY_SIDE;
    const table = this.#tables[this.#next] as Table;
    return table.layOut(html, (page) =>
      page.pdf({ format: 'A4', landscape, preferCSSPageSize: true, printBackground: true }),
    );
  }

  async close(): Promise<void> {
    const browser = await this.#browser?.catch(() => undefined);
    await browser?.close();
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  async #open(table: Table): Promise<Page> {
    const [browser, place] = await Promise.all([this.#warm(), this.#serve()]);
    const context = await browser.newContext({ serviceWorkers: 'block' });
    table.address = `${place}/${randomUUID()}/`;
    this.#laid.set(new URL(table.address).pathname, table);
    return context.newPage();
  }

  /**
   * Papers and fonts come from a loopback server, because only answers of a real server stay in the browser's cache:
   * a paper needs some forty slices of the typeface, and asking for them anew takes half of its time.
   */
  #serve(): Promise<string> {
    this.#place ??= new Promise((resolve, reject) => {
      const server = createServer(async (request, response) => {
        const path = new URL(request.url ?? '/', PAPER_ORIGIN).pathname;
        const table = this.#laid.get(path);
        const answer = await paperAnswer(`${PAPER_ORIGIN}${table ? '/' : path}`, table?.html ?? '', this.#modules);
        if (answer === null || (path === '/' && !table)) {
          response.writeHead(404).end();
          return;
        }
        const cached = table ? 'no-store' : 'public, max-age=31536000, immutable';
        response.writeHead(answer.status, { ...answer.headers, 'cache-control': cached }).end(answer.body);
      });
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
      this.#server = server;
    });
    return this.#place;
  }

  #warm(): Promise<Browser> {
    if (this.#browser) return this.#browser;
    const forget = () => {
      this.#browser = undefined;
    };
    const starting = playwright().chromium.launch({
      executablePath: findChromium(),
      args: [...chromiumSwitches(), '--disable-gpu'],
      // The shell decides when to close: papers may be needed until the office has closed.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    starting.then((browser) => browser.once('disconnected', forget), forget);
    this.#browser = starting;
    return starting;
  }
}

/** One page of the browser on which one paper after another is laid out. */
class Table {
  html = '';
  /** Where the browser finds this table's paper; nobody else knows it. */
  address = '';
  readonly #open: (table: Table) => Promise<Page>;
  #page: Promise<Page> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: (table: Table) => Promise<Page>) {
    this.#open = open;
  }

  layOut<T>(html: string, make: (page: Page) => Promise<T>): Promise<T> {
    const done = this.#last.then(async () => {
      this.html = html;
      this.#page ??= this.#open(this);
      try {
        const page = await this.#page;
        await page.goto(this.address);
        await page.evaluate(PAPER_READY);
        return await make(page);
      } catch (error) {
        // A page that failed once is not trusted again; the browser itself may be gone.
        this.#page?.then((page) => page.context().close()).catch(() => {});
        this.#page = undefined;
        throw error;
      }
    });
    this.#last = done.catch(() => {});
    return done;
  }
}
