import * as z from 'zod';
import { approximateDays } from '../value/duration.ts';
import { conventionalCase, isLocale } from './locale.ts';

/** Id of an entry of `jurisdictions.yaml`: that file is the list. */
export type JurisdictionId = string;

/** Classes of subject keys that the program itself uses, besides everything in `withheld-`. */
export const reservedClasses: readonly string[] = [
  'identity',
  'ledger',
  'pseudonym',
  'consent-evidence',
  'request-evidence',
];
const isReservedClass = (name: string): boolean =>
  reservedClasses.includes(name) || name.startsWith('withheld-');

/** Lower-case kebab, so that ids read the same in URLs, keys and logs. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
    abort: true,
    error: 'must be lower-case letters, digits and single hyphens, such as `usage-log`',
  })
  .max(64)
  .refine((value) => !(value in Object.prototype), {
    error: 'is a word that JavaScript reserves on every object',
  });

/** A category or erasure class: names a class of subject keys. */
export const classId = id.refine((value) => !isReservedClass(value), {
  error: 'is the name of a key class that the program uses itself',
});

const controlCharacters = /[\p{Cc}--[\n\r\t]]/v;
export const text = z
  .string()
  .min(1, { abort: true })
  .max(2_000)
  .refine((value) => value.trim().length > 0, { error: 'is blank' })
  .refine((value) => value.isWellFormed() && !controlCharacters.test(value), {
    error: 'contains control characters or half a surrogate pair',
  });

const notZero = (value: string): boolean => /[1-9]/.test(value);

/** Whole years, months, weeks or days. */
export const period = z
  .string()
  .regex(/^P(?=\d)(\d{1,3}Y)?(\d{1,3}M)?(\d{1,3}W)?(\d{1,4}D)?$/, {
    abort: true,
    error: 'must be a period of whole years, months, weeks or days, such as P30D or P2Y',
  })
  .refine(notZero, { error: 'must be longer than nothing' })
  .refine((value) => approximateDays(value) <= 36_525, { error: 'must be at most 100 years' })
  .describe(
    'ISO 8601 period of whole years, months, weeks or days: P30D is 30 days, P2Y two years.',
  );

/** What an operator sets where the law says "without undue delay". */
export const target = z
  .string()
  .regex(/^P([1-9]\d?[DW]|[1-3]M|T[1-9]\d{0,2}H)$/, {
    abort: true,
    error:
      'must be a number of days, weeks or months, such as P30D, or of hours for a breach clock',
  })
  // No law of jurisdictions.yaml gives more than three months in all.
  .refine((value) => approximateDays(value) <= 92, { error: 'must be at most three months' })
  .describe(
    'Days, weeks or months, for a clock of jurisdictions.yaml without a last day: P30D. For a breach clock also hours: PT72H.',
  );

export const duration = z
  .string()
  .regex(/^PT(?=\d)(\d{1,4}H)?(\d{1,4}M)?(\d{1,5}S)?$/, {
    abort: true,
    error: 'must be a duration of hours, minutes or seconds, such as PT15M',
  })
  .refine(notZero, { error: 'must be longer than nothing' })
  .describe('ISO 8601 duration of hours, minutes or seconds: PT15M is 15 minutes.');

export const date = z.iso
  .date({ error: 'must be a calendar date written as 2026-11-24' })
  .describe('Calendar date, written as 2026-11-24.');

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country code of ISO 3166-1, such as DE')
  .describe('Country code of ISO 3166-1 alpha-2: DE, FR, US.');

/** A country, or one subdivision of it: `DE`, `US-CA`. */
export const residence = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be a code of ISO 3166, such as DE or US-CA');

/** Names files and keys, so it is in one case only. */
export const locale = z
  .string()
  .refine((value) => isLocale(value) && value === conventionalCase(value), {
    error: 'must be a language tag of RFC 5646 in its usual case: de, de-AT or zh-Hans',
  });

/** First 16 hex digits of the hash of a notice's texts. */
export const noticeVersion = z
  .string()
  .regex(/^[0-9a-f]{16}$/, 'must be a notice version: 16 digits of 0-9 and a-f');

/** An id of `jurisdictions.yaml`; whether the file has it is checked when the policy is loaded. */
export const jurisdictionId = id;
