const storageKey = 'custos.locale';

/** The language that was chosen here, else the first that the browser asks for, else that of the policy. */
export function preferredLocale(known: readonly string[], fallback: string): string {
  const wanted = [stored(), ...navigator.languages];
  for (const each of wanted) {
    const found = each === undefined ? undefined : matching(known, each);
    if (found !== undefined) return found;
  }
  return matching(known, fallback) ?? known[0] ?? 'en';
}

/** Nothing personal: the language of this browser. */
export function rememberLocale(locale: string): void {
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    // Storage is switched off: the choice ends with the page.
  }
}

function stored(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined;
  }
}

/** RFC 4647 section 3.4: `de-AT` is answered by `de`. */
const matching = (known: readonly string[], wanted: string): string | undefined =>
  known.find((one) => one.toLowerCase() === wanted.toLowerCase()) ??
  known.find((one) => one.toLowerCase() === wanted.split('-')[0]?.toLowerCase());

/** What a language is called in another one. */
export function nameIn(locale: string, shown: string): string {
  try {
    return new Intl.DisplayNames([shown], { type: 'language' }).of(locale) ?? locale;
  } catch {
    // A private tag has no name.
    return locale;
  }
}

/** How a language calls itself. */
export const nameOf = (locale: string): string => nameIn(locale, locale);

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur', 'yi']);

export const directionOf = (locale: string): 'ltr' | 'rtl' =>
  rightToLeft.has(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
