import type { LegalClock } from '../policy/law.ts';
import { parseDuration } from '../value/duration.ts';
import { milliseconds, parseRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { labelsDe } from './labels-de.ts';
import { labelsEn } from './labels-en.ts';
import type { Labels } from './labels-en.ts';
import { wordsDe } from './words-de.ts';
import { wordsEn } from './words-en.ts';
import type { Words } from './words-en.ts';

/** Languages in which exports are written. */
const languages = {
  en: { words: wordsEn, labels: labelsEn },
  de: { words: wordsDe, labels: labelsDe },
};
export type ExportLanguage = keyof typeof languages;

/** Everything that is said in one language, dates and periods included. */
export interface Speech {
  readonly language: ExportLanguage;
  readonly words: Words;
  readonly labels: Labels;
  /** A day where the controller is, or the civil date as it stands: 24 November 2026. */
  day(at: string | EpochMilliseconds): string;
  /** With the minute and the zone. */
  moment(at: string | EpochMilliseconds): string;
  number(value: number): string;
  /** ISO 8601 period: P30D is "30 days". */
  period(iso: string): string;
  /** Time in which the law has a request answered. */
  respond(span: LegalClock['respond']): string;
  /** ISO 3166 country; of a subdivision with its code. */
  country(code: string): string;
  /** A language by its BCP 47 tag. */
  languageName(tag: string): string;
  list(items: readonly string[]): string;
}

/** The first of the wanted languages in which exports are written; English when there is none. */
export function chooseLanguage(wanted: readonly (string | undefined)[]): ExportLanguage {
  for (const tag of wanted) {
    const language = tag?.split('-')[0]?.toLowerCase();
    if (language === 'en' || language === 'de') return language;
  }
  return 'en';
}

/** `Intl` knows fewer tags than RFC 5646 allows: what it refuses is shown as it is. */
function nameOf(tongues: Intl.DisplayNames, tag: string): string {
  try {
    return tongues.of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}

export function speech(language: ExportLanguage, timeZone: string): Speech {
  const { words, labels } = languages[language];
  // British dates: a day before a month, as in German.
  const locale = language === 'en' ? 'en-GB' : language;
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const civilDays = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ timeZoneName: 'short', timeZone },
  });
  const numbers = new Intl.NumberFormat(locale);
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const tongues = new Intl.DisplayNames(locale, { type: 'language' });
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const unit = (amount: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(
      amount,
    );

  return {
    ...{ language, words, labels },
    day: (at) => (isCivilDate(at) ? civilDays : days).format(instant(at)),
    moment: (at) => moments.format(instant(at)),
    number: (value) => numbers.format(value),
    period: (iso) =>
      conjunction.format(
        Object.entries(parseDuration(iso) ?? {}).map(([name, amount]) => unit(amount, name)),
      ),
    respond(span) {
      if (typeof span === 'string') return words.rights[span];
      switch (span.unit) {
        case 'calendar-months':
          return unit(span.amount, 'month');
        case 'calendar-days':
          return unit(span.amount, 'day');
        case 'business-days':
        case 'working-days':
          return words.workingDays(numbers.format(span.amount));
      }
    },
    country(code) {
      const name = regions.of(code.slice(0, 2)) ?? code;
      return code.length === 2 ? name : `${name} (${code})`;
    },
    languageName: (tag) => nameOf(tongues, tag),
    list: (items) => conjunction.format(items),
  };
}

const isCivilDate = (at: string | EpochMilliseconds): boolean =>
  typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at);

const instant = (at: string | EpochMilliseconds): EpochMilliseconds =>
  typeof at === 'string' ? (parseRfc3339(at) ?? milliseconds(Date.parse(at))) : at;
