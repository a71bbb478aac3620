import type { CountryCode } from 'libphonenumber-js/max';
import { isSupportedCountry } from 'libphonenumber-js/max';
import type { Candidate, Page, Scan } from './candidate.ts';
import type { Edited } from './edits.ts';
import type { Finding, TextType } from './finding.ts';
import { textTypes } from './finding.ts';
import { isLabel, Labels } from './labels.ts';
import { withoutMarkdown } from './markdown.ts';
import { model } from './names/model.ts';
import { refine } from './names/refine.ts';
import { namesIn } from './names/tagger.ts';
import { nameTypes } from './names/tags.ts';
import { normalise } from './normalise.ts';
import type { Span } from './prose.ts';
import { proseOf, within } from './prose.ts';
import { resolve } from './resolve.ts';
import type { Rules } from './rules.ts';
import { noRules } from './rules.ts';
import { datesOfBirth } from './scan/date-of-birth.ts';
import { isOfDate } from './scan/dates.ts';
import { deviceIds } from './scan/device-id.ts';
import { emails } from './scan/email.ts';
import { ibans } from './scan/iban.ts';
import { labelledNames } from './scan/labelled-name.ts';
import { nationalIds } from './scan/national-id.ts';
import { networkAddresses } from './scan/network.ts';
import { numbersIn } from './scan/numbers.ts';
import { paymentCards } from './scan/payment-card.ts';
import { phones } from './scan/phone.ts';
import { postalAddresses } from './scan/postal-address.ts';
import { secrets } from './scan/secret.ts';
import { urls } from './scan/url.ts';
import { usernames } from './scan/username.ts';

export interface FindOptions {
  /** Only these; all when absent. */
  readonly types?: readonly TextType[];
  /** BCP 47. Its region comes first for numbers without a country. */
  readonly locale?: string;
  /** `false` skips the tagger of names, `true` runs it on code too; else the engine decides by line. */
  readonly prose?: boolean;
  readonly rules?: Rules;
}

const scans: readonly { readonly types: readonly TextType[]; readonly scan: Scan }[] = [
  { types: ['url'], scan: urls },
  { types: ['email'], scan: emails },
  { types: ['secret'], scan: secrets },
  { types: ['iban'], scan: ibans },
  { types: ['payment-card'], scan: paymentCards },
  { types: ['national-id'], scan: nationalIds },
  { types: ['device-id'], scan: deviceIds },
  { types: ['ip-address', 'mac-address'], scan: networkAddresses },
  { types: ['date-of-birth'], scan: datesOfBirth },
  { types: ['phone'], scan: phones },
  { types: ['username'], scan: usernames },
  { types: ['postal-address'], scan: postalAddresses },
  { types: ['person'], scan: labelledNames },
  {
    types: nameTypes,
    scan: ({ text, prose }) => [...namesIn(withoutMarkdown(text), prose, model())],
  },
];

/** Where most users of the languages with labels live. */
const usualRegions: readonly CountryCode[] = [
  'US',
  'GB',
  'DE',
  'FR',
  'ES',
  'IT',
  'NL',
  'PL',
  'PT',
  'BR',
];

/** Personal data in a text, in order and without overlap. Takes time linear in its length. */
export function find(text: string, options: FindOptions = {}): Finding[] {
  const { types = textTypes, locale, rules = noRules } = options;
  const plain = normalise(text);
  const wanted = new Set(types);
  const page = pageOf(plain.text, regionsOf(locale), options.prose);
  const candidates = [
    ...scans
      .filter((each) => each.types.some((type) => wanted.has(type)))
      .flatMap(({ scan }) => scan(page))
      .filter((each) => each.source !== 'tagger' || !isOfDate(plain.text, each))
      .flatMap((each) => refine(plain.text, each, rules.allowedIn)),
    ...rules.candidates(plain.text),
  ].filter(
    ({ type, start, end }) => wanted.has(type) && !rules.isAllowed(plain.text.slice(start, end)),
  );
  // What is left of a name that a number has cut may be the word before that number.
  const resolved = resolve(plain.text, candidates).filter(
    ({ source, start, end }) => source !== 'tagger' || !isLabel(plain.text.slice(start, end)),
  );
  return inSource(plain, resolved);
}

function pageOf(text: string, regions: readonly CountryCode[], prose: boolean | undefined): Page {
  const spans: readonly Span[] =
    prose === undefined
      ? proseOf(withoutMarkdown(text))
      : prose
        ? [{ start: 0, end: text.length }]
        : [];
  return {
    text,
    labels: new Labels(text),
    numbers: numbersIn(text),
    regions,
    prose: spans,
    isProse: (at) => within(spans, at),
  };
}

function regionsOf(locale: string | undefined): readonly CountryCode[] {
  if (locale === undefined) return usualRegions;
  try {
    const { region } = new Intl.Locale(locale).maximize();
    if (region === undefined || !isSupportedCountry(region)) return usualRegions;
    return [region, ...usualRegions.filter((each) => each !== region)];
  } catch (error) {
    // A locale that is not well-formed only costs the preference for a region.
    if (error instanceof RangeError) return usualRegions;
    throw error;
  }
}

/** Two findings that share a character of the source, such as a fraction, are cut at its end. */
function inSource(plain: Edited, found: readonly Candidate[]): Finding[] {
  let last = 0;
  return found.flatMap((finding) => {
    const start = Math.max(last, plain.startInSource(finding.start));
    const end = plain.endInSource(finding.end);
    if (end <= start) return [];
    last = end;
    return [{ ...finding, start, end }];
  });
}
