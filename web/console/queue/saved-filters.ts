const storageKey = 'custos.console.filters';

/** A name that staff gave, and the query of the address. */
export type SavedFilters = Readonly<Record<string, string>>;

/** In this browser: codes, and no personal data. */
export function savedFilters(): SavedFilters {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

export function saveFilters(filters: SavedFilters): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(filters));
  } catch {
    // Storage is switched off: they end with the page.
  }
}
