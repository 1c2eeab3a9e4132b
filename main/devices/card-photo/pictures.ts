import type { PhotoDecoder } from './decoder.ts';

/** The pictures of card photos, made by the decoder that the settings name now. */
export class CardPictures {
  #decoder: PhotoDecoder | null = null;

  /**
   * One with the address of the old one changes nothing: what that is at goes on, and two never run with one licence.
   * An old one with another address is stopped.
   * @param decoder null takes it away
   */
  follow(decoder: PhotoDecoder | null): void {
    const old = this.#decoder;
    if (decoder?.address === old?.address) return;
    this.#decoder = decoder;
    old?.stop();
  }

  /**
   * The picture of the photo of a card, as long as it is `asked`; null where no decoder is set. Who waits for one that is
   * replaced gets it from the next.
   * @throws Refusal DEV-351 … DEV-355; the reason of `asked`
   */
  async picture(photo: Uint8Array, asked?: AbortSignal): Promise<Buffer | null> {
    for (;;) {
      const decoder = this.#decoder;
      if (decoder === null) return null;
      try {
        return await decoder.decode(photo, asked);
      } catch (error) {
        if (decoder === this.#decoder) throw error;
        asked?.throwIfAborted();
      }
    }
  }
}
