import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../main/shell/chromium.ts';
import { type Penalty, penaltiesAnswer } from '../../preload/contract/county.ts';
import { addressOf, descendants, freePort, node, type Program, Scratch, serialLine, startOffice } from './processes.ts';
import { PASSPHRASE, PASSWORD, setUpTown } from './town.ts';

const CODE = 'QINGXI-2026-01';
const ADMIN = 'admin-of-the-county-of-yuezhou';

/** What came out of the simulated printer. */
interface Printed {
  readonly broken: string | null;
  readonly papers: readonly { readonly lines: readonly { readonly text: string }[]; readonly cut: boolean }[];
}

/** A window as the product opens it. */
export async function openWindow(
  ...switches: string[]
): Promise<{ browser: Browser; context: BrowserContext; page: Page }> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', ...switches] });
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  return { browser, context, page: await context.newPage() };
}

export async function signInWith(page: Page, number: string, password: string): Promise<void> {
  await page.getByLabel('工号').fill(number);
  await page.getByLabel('口令', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

/** Goes to the office and signs in; the main menu stands when it resolves. */
export async function sitDownAt(page: Page, address: string, number: string): Promise<void> {
  await page.goto(address);
  await signInWith(page, number, PASSWORD);
  await page.getByRole('navigation', { name: '主菜单' }).waitFor();
}

export async function signOut(page: Page): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /(证号|工号) \d+/ })
    .click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await page
    .getByRole('main')
    .getByRole('heading', { level: 1, name: /请登录|请选择/ })
    .waitFor();
}

/**
 * A whole real office on the stage: the program, a reader on a serial line, a printer on TCP 9100, a camera folder and
 * a county over HTTP, each in its own process.
 */
export class Stage {
  readonly #scratch = new Scratch();
  readonly #started: Program[] = [];
  recoveryCode = '';
  countyUrl = '';
  #browser: Browser | undefined;
  #page: Page | undefined;
  #line: Awaited<ReturnType<typeof serialLine>> | undefined;
  #reader: Program | undefined;
  #printer: Program | undefined;
  #county: Program | undefined;
  #office: Program | undefined;

  get dir(): string {
    return this.#scratch.dir;
  }
  get data(): string {
    return join(this.dir, 'office');
  }
  get volumes(): string {
    return join(this.dir, 'volumes');
  }
  get passphraseFile(): string {
    return join(this.dir, 'passphrase');
  }
  get #adminTokenFile(): string {
    return join(this.dir, 'admin-token');
  }
  get page(): Page {
    return present(this.#page);
  }
  get reader(): Program {
    return present(this.#reader);
  }
  get printer(): Program {
    return present(this.#printer);
  }
  get office(): Program {
    return present(this.#office);
  }

  /** Opens everything; what was started is stopped again when something does not come up. */
  async open(): Promise<void> {
    writeFileSync(this.passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 });
    writeFileSync(this.#adminTokenFile, `${ADMIN}\n`, { mode: 0o600 });
    const port = await freePort();
    this.countyUrl = `http://127.0.0.1:${port}`;
    this.#printer = this.#keep(node('main/devices/simulators/cli.ts', 'receipt-printer', '--tcp', '9100'));
    const ready = [this.#printer.line(/ready/), this.plug(), this.startCounty('--enrol-code', CODE)];
    await Promise.all(ready);
    const set = await setUpTown(this.data, {
      devices: {
        idCard: `${present(this.#line).host}?simulated`,
        receiptPrinter: 'tcp://127.0.0.1:9100?simulated',
        volumes: [`${join(this.volumes, '*')}?simulated`],
      },
      county: { url: this.countyUrl, code: CODE },
    });
    this.recoveryCode = set.recoveryCode;
    const window = await openWindow();
    this.#browser = window.browser;
    this.#page = window.page;
    await this.startOffice(true);
  }

  /** A signature pad in its own process, and the address to be typed for it. */
  async signaturePad(): Promise<{ program: Program; address: string }> {
    const program = this.#keep(node('main/devices/simulators/cli.ts', 'signature-pad', '--tcp', '0'));
    const said = await program.line(/ready/);
    return { program, address: said.input.split(': ')[1] ?? '' };
  }

  /** Starts the program and opens its address; `unlocked`: with the passphrase in a file. */
  async startOffice(unlocked: boolean): Promise<void> {
    const keys = unlocked ? { passphraseFile: this.passphraseFile } : {};
    this.#office = this.#keep(startOffice({ data: this.data, port: await freePort(), ...keys }));
    await this.page.goto(await addressOf(this.#office));
  }

  /** The power fails: the program and all its parts die at once. */
  async crash(): Promise<void> {
    const parts = descendants(this.office.child.pid ?? -1);
    await this.office.kill();
    for (const { pid } of parts) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went with its parent.
      }
    }
  }

  async signIn(number: string): Promise<void> {
    await signInWith(this.page, number, PASSWORD);
    await this.page.getByRole('navigation', { name: '主菜单' }).waitFor();
  }

  async as(number: string): Promise<void> {
    await signOut(this.page);
    await this.signIn(number);
  }

  /** Pulls the reader's cable. */
  async pull(): Promise<void> {
    await this.#line?.cable.kill();
    await this.#reader?.kill();
  }

  /** Plugs a reader in, always under the same name. */
  async plug(): Promise<void> {
    this.#line = await serialLine(this.dir);
    this.#keep(this.#line.cable);
    this.#reader = this.#keep(node('main/devices/simulators/cli.ts', 'id-card', '--serial', this.#line.device));
    await this.#reader.line(/ready/);
  }

  /** What the printer put out so far, decoded from its bytes. */
  async papers(): Promise<Printed> {
    return JSON.parse((await this.printer.ask('papers', /^{"papers".*$/))[0]) as Printed;
  }

  async stopCounty(): Promise<void> {
    await this.#county?.stop();
  }

  /** The county at its usual address, with what it knew before. */
  async startCounty(...more: string[]): Promise<void> {
    const kept = ['--data', join(this.dir, 'county'), '--admin-token-file', this.#adminTokenFile];
    this.#county = this.#keep(node('county/main.ts', '--port', new URL(this.countyUrl).port, ...kept, ...more));
    await this.#county.line(/^County ready/);
  }

  /** What the county knows of on-the-spot penalties. */
  async penalties(): Promise<Penalty[]> {
    const headers = { authorization: `Bearer ${ADMIN}` };
    const answer = await fetch(new URL('/v1/penalties', this.countyUrl), { headers });
    return penaltiesAnswer.parse(await answer.json()).penalties;
  }

  /** Ends everything that was started, also after a failure. */
  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#office?.stop();
    for (const one of this.#started) await one.kill();
    this.#scratch.remove();
  }

  #keep(program: Program): Program {
    this.#started.push(program);
    return program;
  }
}

function present<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the stage is not open');
  return part;
}
