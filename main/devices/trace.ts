import { type Clock, instant } from './clock.ts';

const KEPT = 200;

/** The last exchanges of a device for 导出诊断: what was asked and how it was answered, never card or job contents. */
export class Trace {
  readonly #clock: Clock;
  readonly #lines: string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(line: string): void {
    this.#lines.push(`${instant(this.#clock)} ${line}`);
    if (this.#lines.length > KEPT) this.#lines.shift();
  }

  text(): string {
    return this.#lines.join('\n');
  }
}

/** `AA AA 96`. */
export const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
