/** Longer than any message of a camera of this family. */
const LONGEST = 1024;

/** Cuts a stream into messages: a length of four bytes, big-endian, and so many bytes. Any cut of the stream will do. */
export class Frames {
  #held = Buffer.alloc(0);

  /** Bytes of a message that has begun and is not whole yet. */
  get held() {
    return this.#held.length;
  }

  /** @throws RangeError for a length that no message has: whoever writes it is no camera of this family */
  push(chunk) {
    this.#held = Buffer.concat([this.#held, chunk]);
    const messages = [];
    for (let length = 0; this.#held.length >= 4; this.#held = this.#held.subarray(4 + length)) {
      length = this.#held.readUInt32BE(0);
      if (length > LONGEST) throw new RangeError(`a message of ${length} bytes`);
      if (this.#held.length < 4 + length) break;
      messages.push(this.#held.subarray(4, 4 + length));
    }
    return messages;
  }
}

/** Which commands a reply is for; one that is not here may be for any. */
const REPLY_TO = {
  E12DATR100: ['E12CMDS001'],
  E12DATR001: ['E12CMDS003'],
  E12DATR000: ['E12CMDS003'],
  E12DATR011: ['E12CMDS008'],
  E12DATR010: ['E12CMDS008'],
  E12DATR021: ['E12CMDS005'],
  E12DATR020: ['E12CMDS005'],
  E12DATR030: ['E12CMDS003', 'E12CMDS005', 'E12CMDS008'],
};

/** Whether a message can be the answer to this command: messages carry no number of their question. */
export function canAnswer(command, message) {
  const code = message.toString('latin1', 0, 10);
  if (code.startsWith('E12DATA')) return code.slice(7) === command.slice(7);
  return REPLY_TO[code]?.includes(command) ?? true;
}
