import type { HidDevice } from './hid-device.ts';
import { Listeners, type Transport } from './transport.ts';

/**
 * HID reports over a pipe of bytes, so that a simulator in another process (or another PC) is reached through TCP or a
 * serial port: kind, length (2, big-endian), body.
 */
export const WireKind = { get: 0x01, set: 0x02, input: 0x03, done: 0x81, refused: 0x82 } as const;

interface Message {
  readonly kind: number;
  readonly body: Buffer;
}

const HEAD = 3;
const LONGEST = 4096;
const KINDS: ReadonlySet<number> = new Set(Object.values(WireKind));

export function encodeMessage(kind: number, body: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.of(kind, body.length >> 8, body.length & 0xff);
  return Buffer.concat([head, body]);
}

/** Takes bytes in any portions. Bytes that are no message end it for good: there is no way back into step. */
export class MessageParser {
  #held = Buffer.alloc(0);
  #broken = false;

  get broken(): boolean {
    return this.#broken;
  }

  push(chunk: Uint8Array): Message[] {
    const messages: Message[] = [];
    if (this.#broken) return messages;
    this.#held = Buffer.concat([this.#held, chunk]);
    while (this.#held.length >= HEAD) {
      const kind = this.#held.readUInt8(0);
      const length = this.#held.readUInt16BE(1);
      if (!KINDS.has(kind) || length > LONGEST) {
        this.#broken = true;
        this.#held = Buffer.alloc(0);
        break;
      }
      if (this.#held.length < HEAD + length) break;
      messages.push({ kind, body: this.#held.subarray(HEAD, HEAD + length) });
      this.#held = this.#held.subarray(HEAD + length);
    }
    return messages;
  }
}

/** The near end: a HID device at the other end of a transport. Questions are answered in the order they were asked. */
export class WireHidDevice implements HidDevice {
  readonly #transport: Transport;
  readonly #listeners = new Listeners();
  readonly #waiting: { resolve: (body: Buffer) => void; reject: (error: Error) => void }[] = [];
  readonly #parser = new MessageParser();

  constructor(transport: Transport) {
    this.#transport = transport;
    transport.onData((chunk) => {
      for (const message of this.#parser.push(chunk)) this.#take(message);
      if (this.#parser.broken) this.#ended(new Error('the far end does not speak HID over TCP'));
    });
    transport.onClose((cause) => this.#ended(cause));
  }

  async getFeature(id: number, length: number): Promise<Buffer> {
    return this.#ask(encodeMessage(WireKind.get, Buffer.of(id, length >> 8, length & 0xff)));
  }

  async sendFeature(report: Uint8Array): Promise<void> {
    await this.#ask(encodeMessage(WireKind.set, report));
  }

  onInput(listener: (report: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }

  async close(): Promise<void> {
    this.#ended(null);
  }

  #ask(message: Buffer): Promise<Buffer> {
    if (this.#listeners.ended) return Promise.reject(new Error('the device is closed'));
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    this.#waiting.push({ resolve, reject });
    this.#transport.write(message).catch((error: Error) => this.#ended(error));
    return promise;
  }

  #take({ kind, body }: Message): void {
    if (kind === WireKind.input) this.#listeners.data(body);
    else if (kind === WireKind.done) this.#waiting.shift()?.resolve(body);
    else this.#waiting.shift()?.reject(new Error('the device refused the report'));
  }

  #ended(cause: Error | null): void {
    if (this.#listeners.ended) return;
    this.#listeners.end(cause);
    for (const { reject } of this.#waiting.splice(0)) reject(cause ?? new Error('the device is closed'));
    void this.#transport.close();
  }
}

/** The far end: answers for a device, in order. */
export function serveHid(device: HidDevice, transport: Transport): void {
  const parser = new MessageParser();
  let turn: Promise<unknown> = Promise.resolve();
  const say = (message: Buffer) => transport.write(message).catch(() => undefined);
  const answer = async ({ kind, body }: Message) => {
    try {
      if (kind === WireKind.get && body.length === 3)
        return await say(
          encodeMessage(WireKind.done, await device.getFeature(body.readUInt8(0), body.readUInt16BE(1))),
        );
      if (kind !== WireKind.set) throw new Error('not a question');
      await device.sendFeature(body);
      return await say(encodeMessage(WireKind.done));
    } catch {
      return say(encodeMessage(WireKind.refused));
    }
  };
  transport.onData((chunk) => {
    for (const message of parser.push(chunk)) turn = turn.then(() => answer(message));
    if (parser.broken) void transport.close();
  });
  transport.onClose(() => void device.close());
  device.onInput((report) => void say(encodeMessage(WireKind.input, report)));
  device.onClose(() => void transport.close());
}
