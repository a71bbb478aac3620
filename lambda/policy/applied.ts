import { isNamed, jurisdictionAt, remediesIn } from './jurisdictions.ts';
import type { Remedies } from './jurisdictions.ts';
import { languageIn, lookUp } from './locale.ts';
import type { JurisdictionId, Policy } from './schema.ts';

/** Where a person lives, as they declare it and as a service says. */
export interface Residing {
  readonly declaredResidence?: string | undefined;
  readonly residence?: string | undefined;
}

/**
 * Of the laws that are applied to a person those that are not of a place where they live: the policy's
 * default, for people whose own law no one has configured. Of someone whose residence is not known it
 * may be their law.
 */
export function byDefault(
  policy: Pick<Policy, 'jurisdictions'>,
  { declaredResidence, residence }: Residing = {},
  jurisdictions: readonly JurisdictionId[],
): readonly JurisdictionId[] {
  const places = [declaredResidence, residence].filter((place) => place !== undefined);
  if (places.length === 0) return [];
  const theirs = places
    .filter((place) => isNamed(policy.jurisdictions.residences, place))
    .map((place) => jurisdictionAt(policy, place));
  return jurisdictions.filter((each) => !theirs.includes(each));
}

/** Stands beside the laws in an answer. */
export const appliedAs = (
  ...[policy, person, jurisdictions]: Parameters<typeof byDefault>
): { readonly appliedAs?: 'default' } =>
  byDefault(policy, person, jurisdictions).length === 0 ? {} : { appliedAs: 'default' };

/**
 * What a person can do when we refuse, in the best language that there is. An authority or court of a
 * law that applies by default only may not be open to them: they are sent to those of their own
 * country, and to us.
 */
export function remediesFor(
  policy: Policy,
  jurisdiction: JurisdictionId,
  {
    defaults = [],
    locale,
  }: {
    readonly defaults?: readonly JurisdictionId[];
    readonly locale?: string | undefined;
  },
): Remedies & { readonly lang: string } {
  const { language, translations } = policy;
  const lang = lookUp([language, ...Object.keys(translations)], locale) ?? language;
  const translated = translations[lang]?.remedies[jurisdiction];
  const theirs = translated
    ? { ...translated, lang }
    : { ...remediesIn(policy, jurisdiction), lang: language };
  if (!defaults.includes(jurisdiction)) return theirs;
  const { appeal } = theirs;
  const own = languageIn(theirs.lang) === 'de' ? ownCountryDe : ownCountry;
  return { ...own, appeal };
}

const ownCountry = {
  lang: 'en',
  authority:
    'You can complain to the data protection authority of the country in which you live, where there is one.',
  court: 'You can go to the courts of the country in which you live.',
} as const;
const ownCountryDe = {
  lang: 'de',
  authority:
    'Sie können sich bei der Datenschutzbehörde des Landes beschweren, in dem Sie leben, wo es eine gibt.',
  court: 'Sie können die Gerichte des Landes anrufen, in dem Sie leben.',
} as const;
