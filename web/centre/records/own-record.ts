import type { Schemas } from '../../app/api.tsx';

export type OwnRecord = Schemas['OwnRecord'];

/** What has been read of a list so far. */
export interface Pages {
  readonly pages: readonly { readonly items: readonly OwnRecord[]; readonly nextCursor?: string }[];
  readonly pageParams: readonly unknown[];
}

/** Without an entry and all that was made from it: the API deletes both. */
export function withoutRecord(shown: Pages, recordId: string): Pages {
  const gone = new Set([recordId]);
  const all = shown.pages.flatMap(({ items }) => items);
  for (let before = 0; before !== gone.size;) {
    before = gone.size;
    for (const { recordId: id, derivedFrom } of all) {
      if (derivedFrom !== undefined && gone.has(derivedFrom)) gone.add(id);
    }
  }
  const pages = shown.pages.map((page) => ({
    ...page,
    items: page.items.filter(({ recordId: id }) => !gone.has(id)),
  }));
  return { ...shown, pages };
}
