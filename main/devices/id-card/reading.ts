import type { Card } from '../../../preload/contract/card.ts';
import { Refusal, type RefusalCode } from '../../../preload/contract/refusal.ts';
import { type Command, isGood, NEWEST_ADDRESS, READ, type Reply, Sw3, splitRead } from '../samv/commands.ts';
import { NoReply, type SamModule } from '../samv/module.ts';
import { problemOf } from '../samv/sw3.ts';
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

/** The module asks for a repetition, or what arrived was damaged: the request is sent once more. */
async function runTwice(module: SamModule, command: Command): Promise<Reply> {
  try {
    const reply = await module.run(command);
    if (reply.sw3 !== Sw3.badChecksum && reply.sw3 !== Sw3.badLength) return reply;
  } catch (error) {
    if (!(error instanceof NoReply) || (error.reason !== 'corrupt' && error.reason !== 'incomplete')) throw error;
  }
  return module.run(command);
}

const damaged = () =>
  new MustLift('DEV-106', '读卡数据不完整，未录入任何内容。请拿起证件重新放置；若反复出现请更换 USB 口或线。');

/**
 * Reads a selected card: text and photo, then the newest address if it has one. Never the fingerprint.
 * @param today legal day `YYYY-MM-DD`
 * @throws MustLift when the card must be laid again; NoReply when the module is gone
 */
export async function readSelectedCard(module: SamModule, today: string): Promise<CardRead> {
  const reply = await runTwice(module, READ).catch((error) => {
    throw error instanceof NoReply && error.reason !== 'closed' ? damaged() : error;
  });
  if (!isGood(READ, reply)) {
    const { code, sentence } = problemOf(reply.sw3);
    throw new MustLift(code, sentence);
  }
  const parts = splitRead(reply.data);
  if (!parts) throw damaged();
  try {
    const card = decodeCardText(parts.text, today);
    const newestAddress = await readNewestAddress(module);
    return {
      card: newestAddress ? { ...card, newestAddress } : card,
      rawText: parts.text,
      rawPhoto: parts.photo,
    };
  } catch (error) {
    if (error instanceof Refusal) throw new MustLift(error.code, error.message);
    throw error;
  }
}

/** Most cards have none (91), older modules do not know the question (21): neither spoils a good reading. */
async function readNewestAddress(module: SamModule): Promise<string> {
  try {
    const reply = await module.run(NEWEST_ADDRESS);
    return isGood(NEWEST_ADDRESS, reply) ? decodeNewestAddress(reply.data) : '';
  } catch (error) {
    if (error instanceof NoReply) return '';
    throw error;
  }
}
