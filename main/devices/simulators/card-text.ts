import type { DeckCard } from '../../../preload/contract/card-deck.ts';
import { ADDRESS_SIZE, TEXT_SIZE } from '../samv/commands.ts';
import { ethnicCode } from '../samv/ethnic.ts';
import { FLAG, LAYOUTS } from '../samv/text.ts';

const spaces = (size: number) => Buffer.from(' '.repeat(size / 2), 'utf16le');

function put(raw: Buffer, [offset, size]: readonly [number, number], value: string): void {
  const encoded = Buffer.from(value, 'utf16le');
  if (encoded.length > size) throw new Error(`「${value}」 does not fit into ${size} bytes`);
  encoded.copy(raw, offset);
}

/** The 256 text bytes of a card of the deck. */
export function encodeCardText(card: DeckCard): Buffer {
  const raw = spaces(TEXT_SIZE);
  const latin = card.latinName ?? '';
  const whole = card.type === 'Y' ? latin.slice(0, 35) : latin;
  const values: Record<string, string> = {
    ...card,
    ethnic: ethnicCode(card.ethnic ?? ''),
    latinName: whole,
    latinNameRest: latin.slice(whole.length),
  };
  for (const [name, at] of Object.entries(LAYOUTS[card.type])) put(raw, at, values[name] ?? '');
  if (card.type !== 'resident') put(raw, FLAG, card.type);
  return raw;
}

export function encodeNewestAddress(address: string): Buffer {
  const raw = spaces(ADDRESS_SIZE);
  put(raw, [0, ADDRESS_SIZE], address);
  return raw;
}
