const NOBODY = 65_534;

/** As somebody whom the system refuses what nobody may touch (mode 000); root alone is refused nothing. */
export async function withoutRights<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
