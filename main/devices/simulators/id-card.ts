import { CARD_DECK, type DeckCard } from '../../../preload/contract/card-deck.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { ADDRESS_SIZE, PHOTO_SIZE, Sw3, TEXT_SIZE } from '../samv/commands.ts';
import { encodeFrame, FrameParser, MIN_REQUEST_LENGTH } from '../samv/frame.ts';
import type { Transport } from '../transport/transport.ts';
import { drawingOf } from './card-drawing.ts';
import { encodeCardText, encodeNewestAddress } from './card-text.ts';
import { Listening } from './listening.ts';

/**
 * What can be wrong with a reader. Those marked once heal themselves after they have struck. Any status besides:
 * `read-47`, `find-66`, `select-81`, `address-23`, `read-31-once`. hardware.md §1.11.
 */
export const READER_FAULTS = [
  'none',
  'no-answer',
  'half-answer',
  'wrong-checksum',
  'wrong-size',
  'length-ffff',
  'glued',
  'garbage',
  'no-card',
  'read-failed-once',
  'not-verified',
  'vanish-once',
  'finds-again',
  'self-test',
  'unauthorised',
  'until-reset',
  'short-address',
] as const;
type NamedFault = (typeof READER_FAULTS)[number];

/** One request is answered with a status of the choice. */
interface StatusFault {
  readonly command: number;
  readonly sw3: number;
  readonly once: boolean;
}

const STATUS_FAULT = /^(?<verb>find|select|read|address)-(?<sw3>[0-9a-f]{2})(?<once>-once)?$/i;
const NOTHING_READ: readonly number[] = [Sw3.badChecksum, Sw3.badLength, 0x23];
const VERBS: Readonly<Record<string, number>> = { find: 0x2001, select: 0x2002, read: 0x3001, address: 0x3003 };

const SAM_ID = Buffer.from('05000300E937340139300000D2029649', 'hex');
const reply = (sw3: number, data: Uint8Array = Buffer.alloc(0)) =>
  encodeFrame(Buffer.concat([Buffer.of(0, 0, sw3), data]));

function readData(card: DeckCard): Buffer {
  const sizes = Buffer.alloc(4);
  sizes.writeUInt16BE(TEXT_SIZE, 0);
  sizes.writeUInt16BE(PHOTO_SIZE, 2);
  return Buffer.concat([sizes, encodeCardText(card), drawingOf(card)]);
}

/** A SAM-V module with a surface to lay cards on; speaks through any transport. */
export class CardReaderSimulator {
  #card: DeckCard | null = null;
  /** `new`: just laid; `read`: read or failed, silent until it is lifted. */
  #presence: 'new' | 'found' | 'selected' | 'read' = 'new';
  #fault: NamedFault;
  #status: StatusFault | null = null;
  /** Every request that was ever received: CMD and Para in one number. */
  readonly asked = new Set<number>();
  readonly #listening = new Listening((transport) => this.attach(transport));

  constructor(fault: string = 'none') {
    this.#fault = 'none';
    this.fault(fault);
  }

  /** Lays a card of the deck, by key or by the name on it. @throws Refusal DEV-901 */
  lay(name: string): void {
    const card = CARD_DECK.find((one) => one.key === name || one.name === name);
    if (!card) refuse('DEV-901', `演示卡盒里没有「${name}」这张卡，请从列表中选择。`);
    this.#card = card;
    this.#presence = 'new';
  }

  /** Key of the card that lies on the reader, or null. */
  get laid(): string | null {
    return this.#card?.key ?? null;
  }

  lift(): void {
    this.#card = null;
  }

  /** What is wrong with it now. */
  get faultNow(): string {
    return this.#fault;
  }

  /** @throws Refusal DEV-902 */
  fault(name: string): void {
    const status = STATUS_FAULT.exec(name)?.groups;
    const fault = status ? 'none' : READER_FAULTS.find((one) => one === name);
    if (!fault)
      refuse(
        'DEV-902',
        `读卡器模拟没有「${name}」这种故障，可选：${READER_FAULTS.join('、')}，或 read-41、select-81 这样的状态。`,
      );
    this.#fault = fault;
    this.#status = status
      ? {
          command: VERBS[status.verb ?? ''] ?? 0,
          sw3: Number.parseInt(status.sw3 ?? '', 16),
          once: status.once !== undefined,
        }
      : null;
  }

  /** Serves TCP on the loopback; 0 chooses a free port. @returns the port */
  listen(port: number): Promise<number> {
    return this.#listening.on(port);
  }

  close(): Promise<void> {
    return this.#listening.close();
  }

  /**
   * Answers on a transport.
   * @param heard whether the module's speed is that of the host; a pty carries bytes at any speed, a wire would not
   */
  attach(transport: Transport, heard: () => Promise<boolean> = async () => true): void {
    const parser = new FrameParser(MIN_REQUEST_LENGTH);
    transport.onData((chunk) => {
      for (const [cmd = 0, para = 0] of parser.push(chunk))
        heard().then((same) => {
          if (same) this.#answer(transport, (cmd << 8) | para);
        });
    });
  }

  #answer(transport: Transport, command: number): void {
    this.asked.add(command);
    const isRead = command === 0x3001;
    const good = this.#reply(command);
    const vanishing = this.#fault === 'vanish-once' && isRead;
    const bytes = vanishing ? good.subarray(0, 700) : this.#damaged(good, isRead);
    if (bytes.length === 0) return;
    const sent = transport.write(bytes).catch(() => undefined);
    if (!vanishing) return;
    this.#fault = 'none';
    this.#presence = 'new';
    void sent.then(() => transport.close());
  }

  /** What goes over the wire under the present fault; nothing at all when the module is mute. */
  #damaged(good: Buffer, isRead: boolean): Buffer {
    if (this.#fault === 'no-answer') return Buffer.alloc(0);
    if (this.#fault === 'glued') return Buffer.concat([good, good]);
    if (this.#fault === 'garbage') return Buffer.concat([Buffer.from('AAAA00AAAAAA96', 'hex'), good]);
    if (this.#fault === 'short-address' && good.length === 11 + ADDRESS_SIZE) return reply(Sw3.ok, Buffer.alloc(69));
    if (!isRead) return good;
    if (this.#fault === 'half-answer') return good.subarray(0, good.length >> 1);
    if (this.#fault === 'wrong-size') return reply(Sw3.ok, Buffer.alloc(100));
    if (this.#fault === 'wrong-checksum') good.writeUInt8(good.readUInt8(good.length - 1) ^ 0x55, good.length - 1);
    if (this.#fault === 'length-ffff') good.writeUInt16BE(0xffff, 5);
    return good;
  }

  #reply(command: number): Buffer {
    if (this.#status?.command === command && this.#mayFail(command)) {
      const { sw3, once } = this.#status;
      if (once) this.#status = null;
      // Nothing was read after a damaged request or "not authorised"; after any other failure the card must be lifted.
      if (command === 0x3001 && !NOTHING_READ.includes(sw3)) this.#presence = 'read';
      return reply(sw3);
    }
    switch (command) {
      case 0x11ff:
        if (this.#fault === 'self-test') return reply(Sw3.selfTestFailed);
        return reply(this.#fault === 'unauthorised' ? Sw3.notAuthorised : Sw3.ok);
      case 0x12ff:
        return reply(Sw3.ok, SAM_ID);
      case 0x10ff:
        if (this.#fault === 'until-reset') this.#fault = 'none';
        this.#presence = 'new';
        return reply(Sw3.ok);
      case 0x2001:
        return this.#find();
      case 0x2002:
        if (!this.#card || this.#presence !== 'found') return reply(Sw3.selectFailed);
        this.#presence = 'selected';
        return reply(Sw3.ok, Buffer.alloc(8));
      case 0x3001:
        return this.#read();
      case 0x3003:
        if (!this.#card || this.#presence !== 'read') return reply(Sw3.readFailed);
        return this.#card.newestAddress
          ? reply(Sw3.ok, encodeNewestAddress(this.#card.newestAddress))
          : reply(Sw3.noSuchItem);
      default:
        return reply(0x21);
    }
  }

  /** Statuses about a card come only where one lies that was not read yet. */
  #mayFail(command: number): boolean {
    return this.#card !== null && (command === 0x3003 || this.#presence !== 'read');
  }

  #find(): Buffer {
    const silent = this.#presence === 'read' && this.#fault !== 'finds-again';
    if (!this.#card || silent || this.#fault === 'no-card') return reply(Sw3.noCard);
    this.#presence = 'found';
    return reply(Sw3.found, Buffer.alloc(4));
  }

  #read(): Buffer {
    if (!this.#card || this.#presence !== 'selected') return reply(Sw3.readFailed);
    this.#presence = 'read';
    if (this.#fault === 'until-reset') return reply(0x47);
    if (this.#fault === 'not-verified') return reply(Sw3.contentNotVerified);
    if (this.#fault === 'read-failed-once') {
      this.#fault = 'none';
      return reply(Sw3.readFailed);
    }
    return reply(Sw3.ok, readData(this.#card));
  }
}
