/** Where a page stands among those that were stored together. */
export interface Place {
  readonly batchId: string;
  readonly title: string;
  readonly page: number;
  readonly pages: number;
}

/**
 * Gives the pages that have no place yet one together, in their order. What has one keeps it: a page that is stored at
 * the second try has the number and the name it had at the first, whatever was taken or typed meanwhile. Pure.
 * @param ids of the accepted pages, in order
 */
export function placed(
  before: ReadonlyMap<string, Place>,
  ids: readonly string[],
  batch: { readonly batchId: string; readonly title: string },
): ReadonlyMap<string, Place> {
  const fresh = ids.filter((id) => !before.has(id));
  const pages = fresh.length;
  return new Map([...before, ...fresh.map((id, i) => [id, { ...batch, page: i + 1, pages }] as const)]);
}
