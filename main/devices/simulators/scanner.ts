import iconv from 'iconv-lite';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Transport } from '../transport/transport.ts';
import { Listening } from './listening.ts';

/** What can be wrong with a scanner. The one marked once heals itself after it has struck. */
export const SCANNER_FAULTS = [
  'none',
  'split-bytes',
  'no-terminator',
  'gb18030',
  'garbage-flood',
  'unplug-mid-code-once',
  'double-scan',
  'wrong-speed',
] as const;
type ScannerFault = (typeof SCANNER_FAULTS)[number];

const FLOOD = 64 * 1024;

/** A scanner on a serial line; a test or a trainer holds codes before it. */
export class ScannerSimulator {
  readonly #listening = new Listening((transport) => this.attach(transport));
  readonly #hosts = new Set<Transport>();
  readonly #aim: string;
  readonly #dialled = Promise.withResolvers<void>();
  #fault: ScannerFault = 'none';

  /** @param aim AIM prefix before every code; '' for a scanner that sends none */
  constructor(fault = 'none', aim = ']Q1') {
    this.#aim = aim;
    this.fault(fault);
  }

  /** What is wrong with it now. */
  get faultNow(): string {
    return this.#fault;
  }

  /** @throws Refusal DEV-902 */
  fault(name: string): void {
    const fault = SCANNER_FAULTS.find((one) => one === name);
    if (!fault) refuse('DEV-902', `扫码枪模拟没有「${name}」这种故障，可选：${SCANNER_FAULTS.join('、')}。`);
    this.#fault = fault;
  }

  /** Resolves when a host has dialled. @throws Refusal DEV-909 when none has within `ms` */
  async dialled(ms: number): Promise<void> {
    const late = setTimeout(() => this.#dialled.resolve(), ms);
    await this.#dialled.promise;
    clearTimeout(late);
    if (this.#hosts.size === 0) refuseUnplugged();
  }

  /** Reads a code. @throws Refusal DEV-909 */
  async scan(text: string): Promise<void> {
    if (this.#hosts.size === 0) refuseUnplugged();
    const plain = this.#fault === 'gb18030' ? iconv.encode(text, 'gb18030') : Buffer.from(text);
    const code = Buffer.concat([Buffer.from(this.#aim), plain, Buffer.from('\r\n')]);
    switch (this.#fault) {
      case 'split-bytes':
        for (const byte of code) await this.#send(Buffer.of(byte));
        return;
      case 'no-terminator':
        return this.#send(code.subarray(0, -2));
      case 'garbage-flood':
        await this.#send(Buffer.alloc(FLOOD, Buffer.from('fffe00c3', 'hex')));
        return this.#send(Buffer.concat([Buffer.from('\r\n'), code]));
      case 'unplug-mid-code-once':
        this.#fault = 'none';
        await this.#send(code.subarray(0, code.length >> 1));
        return this.unplug();
      case 'double-scan':
        await this.#send(code);
        return this.#send(code);
      case 'wrong-speed':
        return this.#send(Buffer.from([...code].map((byte) => (byte === 13 || byte === 10 ? byte : byte | 0x80))));
      default:
        return this.#send(code);
    }
  }

  /** Pulls the plug; the host may dial again at once. */
  async unplug(): Promise<void> {
    const hosts = [...this.#hosts];
    this.#hosts.clear();
    await Promise.all(hosts.map((host) => host.close()));
  }

  /** Serves TCP on the loopback; 0 chooses a free port. @returns the port */
  listen(port: number): Promise<number> {
    return this.#listening.on(port);
  }

  close(): Promise<void> {
    this.#hosts.clear();
    return this.#listening.close();
  }

  attach(transport: Transport): void {
    this.#hosts.add(transport);
    this.#dialled.resolve();
    transport.onClose(() => this.#hosts.delete(transport));
  }

  async #send(bytes: Buffer): Promise<void> {
    for (const host of this.#hosts) await host.write(bytes);
  }
}

function refuseUnplugged(): never {
  refuse('DEV-909', '模拟扫码枪还没有接通，没有扫码；请在设备页把扫码枪重新连接，或核对它的地址，再试。');
}
