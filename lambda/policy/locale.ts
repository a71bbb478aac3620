/**
 * Language tags as RFC 5646 section 2.1 has them: well formed, whether or not a subtag is registered.
 * `Intl` is stricter: it refuses private tags such as `x-private` and the irregular old ones.
 */
const extendedLanguage = '[a-z]{3}(?:-[a-z]{3}){0,2}';
const language = `(?:[a-z]{2,3}(?:-${extendedLanguage})?|[a-z]{4,8})`;
const script = '[a-z]{4}';
const region = '(?:[a-z]{2}|\\d{3})';
const variant = '(?:[a-z\\d]{5,8}|\\d[a-z\\d]{3})';
const extension = '[a-wy-z\\d](?:-[a-z\\d]{2,8})+';
const privateUse = 'x(?:-[a-z\\d]{1,8})+';
/** The regular ones among the grandfathered tags fit the grammar. */
const irregular =
  'en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de)';
const tag = new RegExp(
  `^(?:${language}(?:-${script})?(?:-${region})?(?:-${variant})*(?:-${extension})*(?:-${privateUse})?|${privateUse}|${irregular})$`,
  'i',
);

/** Longer than any tag that is in use; RFC 5646 section 4.4.1 asks for at least 35. */
export const longestLocale = 255;

export const isLocale = (value: string): boolean =>
  value.length <= longestLocale && tag.test(value);

/** In the case that RFC 5646 section 2.1.1 recommends: `zh-Hans-CN`. The case says nothing. */
export function conventionalCase(locale: string): string {
  const [first = '', ...others] = locale.toLowerCase().split('-');
  let afterSingleton = first.length === 1;
  const written = others.map((subtag) => {
    if (subtag.length === 1) afterSingleton = true;
    if (afterSingleton) return subtag;
    if (subtag.length === 2) return subtag.toUpperCase();
    return subtag.length === 4 && /^[a-z]/.test(subtag)
      ? subtag.charAt(0).toUpperCase() + subtag.slice(1)
      : subtag;
  });
  return [first, ...written].join('-');
}

/** The language alone: `zh` of `zh-Hans-CN`. */
export const languageIn = (locale: string): string => locale.toLowerCase().split('-')[0] ?? '';

/**
 * The best of what there is: RFC 4647 section 3.4 (the tag, then without its last parts), then the
 * same language in another form; undefined where there is none.
 */
export function lookUp(there: readonly string[], wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const parts = wanted.toLowerCase().split('-');
  for (let length = parts.length; length > 0; length -= 1) {
    const range = parts.slice(0, length).join('-');
    const found = there.find((locale) => locale.toLowerCase() === range);
    if (found !== undefined) return found;
  }
  return there.find((locale) => languageIn(locale) === languageIn(wanted));
}
