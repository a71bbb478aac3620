import { allLocales, faker } from '@faker-js/faker';
import frequent from './frequent-names.json' with { type: 'json' };
import { hashOf, known, knownAt, knownBits } from '../../../lambda/text/names/features.ts';

/** Lists of one language, from the locales of Faker (MIT) and of `Intl` (Unicode licence). */
export interface Lists {
  readonly language: string;
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly places: readonly string[];
  readonly regions: readonly string[];
  readonly streets: readonly string[];
}

/** Faker's locales with names of people, and the language of their countries' names. */
const locales: Readonly<Record<string, string>> = {
  en: 'en',
  en_GB: 'en',
  en_IN: 'en',
  en_NG: 'en',
  en_AU: 'en',
  en_CA: 'en',
  en_ZA: 'en',
  de: 'de',
  de_AT: 'de',
  de_CH: 'de',
  fr: 'fr',
  fr_BE: 'fr',
  fr_CA: 'fr',
  fr_CH: 'fr',
  es: 'es',
  es_MX: 'es',
  it: 'it',
  nl: 'nl',
  nl_BE: 'nl',
  pl: 'pl',
  pt_BR: 'pt',
  pt_PT: 'pt',
  sv: 'sv',
  da: 'da',
  nb_NO: 'nb',
  fi: 'fi',
  cs_CZ: 'cs',
  sk: 'sk',
  hu: 'hu',
  ro: 'ro',
  hr: 'hr',
  sl_SI: 'sl',
  lv: 'lv',
  tr: 'tr',
  sr_RS_latin: 'hr',
  af_ZA: 'af',
  id_ID: 'id',
  vi: 'vi',
  yo_NG: 'en',
  zu_ZA: 'en',
  el: 'el',
  ru: 'ru',
  uk: 'uk',
  ar: 'ar',
  he: 'he',
  uz_UZ_latin: 'tr',
};

/** The languages of the sentences. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt'] as const;
export type Language = (typeof languages)[number];

/** Words of a list that begins with a capital, from whatever form Faker has it in. */
function namesOf(definition: unknown): string[] {
  const all: unknown[] = Array.isArray(definition) ? definition : Object.values(definition ?? {});
  const names = all.flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : [each]));
  return [...new Set(names.filter((name) => typeof name === 'string'))]
    .filter((name) => /^\p{L}[\p{L}\p{M}' .-]{1,30}$/u.test(name) && !name.includes('{{'))
    .sort();
}

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
const codes = letters.flatMap((one) => letters.map((other) => one + other));

function regionsIn(language: string): string[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  return codes.flatMap((code) => {
    const name = names.of(code);
    return name === undefined || /[()]/.test(name) ? [] : [name];
  });
}

/** Cities that time zones are named after. */
const zones = Intl.supportedValuesOf('timeZone')
  .filter((zone) => !zone.startsWith('Etc/'))
  .map((zone) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' '));

/** Names that are frequent and that Faker lacks, by language; the Polish ones also as they are declined. */
const frequentLists: readonly Lists[] = Object.entries(frequent).map(
  ([language, { first, last }]) => ({
    language,
    first: first.split(' '),
    last: last.split(' '),
    places: [],
    regions: [],
    streets: [],
  }),
);

export const lists: readonly Lists[] = [
  ...Object.entries(locales).map(([locale, language]): Lists => {
    const { person = {}, location = {} } = allLocales[locale as keyof typeof allLocales];
    return {
      language,
      first: namesOf(person.first_name),
      last: namesOf(person.last_name),
      places: [...namesOf(location.city_name), ...(language === 'en' ? zones : [])],
      regions: [...regionsIn(language), ...namesOf(location.state)],
      streets: namesOf(location.street_name),
    };
  }),
  ...frequentLists,
];

/** Bits for each word of the lists and for common words, as the tagger reads them. */
export function listOfKnownWords(common: readonly string[]): Uint8Array {
  const words = new Uint8Array(2 ** knownBits);
  const add = (names: readonly string[], bit: number, least: number): void => {
    for (const name of names) {
      for (const word of name.toLowerCase().split(/[ .]/)) {
        if (word.length < least) continue;
        const at = knownAt(hashOf(word));
        words[at] = (words[at] ?? 0) | bit;
      }
    }
  };
  for (const { first, last, places, regions } of lists) {
    add(first, known.first, 2);
    add(last, known.last, 2);
    add(places, known.place, 4);
    add(regions, known.region, 4);
  }
  add(common, known.common, 2);
  return words;
}

/** Names of companies as Faker makes them, without its seed of the day. */
export function companiesOf(count: number): string[] {
  faker.seed(14);
  return Array.from({ length: count }, () => faker.company.name());
}
