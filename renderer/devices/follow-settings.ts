/**
 * What an open form takes over from settings that were changed elsewhere (自动查找, another window): the fields that
 * nobody has changed in it. What a hand typed stays.
 * @param typed the form as it stands
 * @param before the settings that it was last filled from
 * @param now the settings as they are
 */
export function toFollow<T extends Record<string, string | number>>(typed: T, before: T, now: T): Partial<T> {
  const names: (keyof T)[] = Object.keys(now);
  return Object.fromEntries(
    names.filter((name) => now[name] !== before[name] && typed[name] === before[name]).map((name) => [name, now[name]]),
  ) as Partial<T>;
}
