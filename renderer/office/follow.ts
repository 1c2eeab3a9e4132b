const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What to do with a stream of the office. */
interface Follower<T> {
  /** The stream stands, the first time or again. */
  opened(): void;
  hear(value: T): void;
  /** The stream ended (no error) or could not be opened: the port closed or the office is restarting. It is tried again. */
  lost(error: unknown): void;
}

/** Listens to a stream of the office until the signal ends it, and opens it anew whenever it breaks off. */
export async function follow<T>(
  open: () => Promise<AsyncIterable<T>>,
  { opened, hear, lost }: Follower<T>,
  signal: AbortSignal,
): Promise<void> {
  let waitMs = SHORTEST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const values = await open();
      opened();
      waitMs = SHORTEST_WAIT_MS;
      for await (const value of values) hear(value);
      if (!signal.aborted) lost(undefined);
    } catch (error) {
      if (!signal.aborted) lost(error);
    }
    await wait(waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}
