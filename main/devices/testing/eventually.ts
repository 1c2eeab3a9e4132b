/** Waits until `holds` answers something true, for tests that cross the system (sockets, ptys, processes). */
export async function eventually<T>(holds: () => T | Promise<T>, withinMs = 60_000): Promise<NonNullable<T>> {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await holds();
    if (value) return value as NonNullable<T>;
    if (Date.now() > until) throw new Error(`did not come true within ${withinMs} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
