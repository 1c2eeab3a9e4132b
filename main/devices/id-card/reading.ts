import type { Card } from '../../../preload/contract/card.ts';
import { Refusal, type RefusalCode } from '../../../preload/contract/refusal.ts';
import {
  type Command,
  FIND,
  isGood,
  NEWEST_ADDRESS,
  READ,
  RESET,
  type Reply,
  SELECT,
  Sw3,
  splitRead,
} from '../samv/commands.ts';
import { NoReply, type SamModule } from '../samv/module.ts';
import { problemOf, reactionTo } from '../samv/sw3.ts';
import { decodeCardText, decodeNewestAddress } from '../samv/text.ts';

/** The card must be lifted; `sentence` says so to the operator. */
export class MustLift extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

export interface CardRead {
  readonly card: Card;
  readonly rawText: Buffer;
  readonly rawPhoto: Buffer;
}

/**
 * The request, once more when the module asks for a repetition (10, 11) or what arrived was damaged.
 * @throws NoReply
 */
export async function ask(module: SamModule, command: Command): Promise<Reply> {
  try {
    const reply = await module.run(command);
    if (isGood(command, reply) || reactionTo(reply.sw3) !== 'again') return reply;
  } catch (error) {
    if (!(error instanceof NoReply) || (error.reason !== 'corrupt' && error.reason !== 'incomplete')) throw error;
  }
  return module.run(command);
}

/** Item not on this card; the two wordings of "unknown command". */
const NO_ADDRESS_THERE: readonly number[] = [Sw3.noSuchItem, 0x21, 0x24];

const damaged = () =>
  new MustLift('DEV-106', '读卡数据不完整，未录入任何内容。请拿起证件重新放置；若反复出现请更换 USB 口或线。');

/**
 * Reads a selected card: text and photo, then the newest address if it has one. Never the fingerprint.
 * @param today legal day `YYYY-MM-DD`
 * @throws MustLift when the card must be laid again; NoReply when the module is gone
 */
export async function readSelectedCard(module: SamModule, today: string): Promise<CardRead> {
  const reply = await readOrRecover(module).catch((error) => {
    throw error instanceof NoReply && error.reason !== 'closed' ? damaged() : error;
  });
  if (!isGood(READ, reply)) {
    const { code, sentence } = problemOf(reply.sw3);
    throw new MustLift(code, sentence);
  }
  const parts = splitRead(reply.data);
  if (!parts) throw damaged();
  try {
    const card = decodeCardText(parts.text, today, await readNewestAddress(module));
    return { card, rawText: parts.text, rawPhoto: parts.photo };
  } catch (error) {
    if (error instanceof Refusal) throw new MustLift(error.code, error.message);
    throw error;
  }
}

/** Reads; where the status says that it helps, the module is reset or the card selected anew and read once more. */
async function readOrRecover(module: SamModule): Promise<Reply> {
  const reply = await ask(module, READ);
  const reaction = reactionTo(reply.sw3);
  if (isGood(READ, reply) || (reaction !== 'reset' && reaction !== 'reselect')) return reply;
  if (reaction === 'reset') await ask(module, RESET);
  // A module that does not find the card again wants it lifted: then the first answer stands.
  if (!isGood(FIND, await ask(module, FIND)) || !isGood(SELECT, await ask(module, SELECT))) return reply;
  return ask(module, READ);
}

/**
 * Most cards have none (91) and older modules do not know the question (21, 24). Neither spoils a good reading, but an
 * answer that did not come is said: the address on the card may no longer be the valid one.
 */
async function readNewestAddress(module: SamModule): Promise<string | null> {
  try {
    const reply = await ask(module, NEWEST_ADDRESS);
    if (isGood(NEWEST_ADDRESS, reply)) return decodeNewestAddress(reply.data);
    return NO_ADDRESS_THERE.includes(reply.sw3) ? '' : null;
  } catch (error) {
    if (error instanceof NoReply) return null;
    throw error;
  }
}
