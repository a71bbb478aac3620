import * as z from 'zod';
import { approximateDays } from '../value/duration.ts';
import { conventionalCase, isLocale } from './locale.ts';

/** Id of an entry of `jurisdictions.yaml`: that file is the list. */
export type JurisdictionId = string;

/** The grounds of GDPR Art. 6(1). */
export const gdprBases = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
] as const;
/**
 * Models of laws that ask for no ground: `notice` (processing disclosed at collection, Civ. Code
 * 1798.100) and `opt-out` (allowed until the person opts out, 1798.120).
 */
const groundlessBases = ['notice', 'opt-out'] as const;
export const legalBases = [...gdprBases, ...groundlessBases] as const;
export type LegalBasis = (typeof legalBases)[number];

/** Grounds for keeping data that erasure would otherwise remove: GDPR Art. 17(3), by the codes of `jurisdictions.yaml`. */
export const withholdingGrounds = [
  'legal-obligation',
  'legal-claims',
  'public-interest-task',
] as const;
export type WithholdingGround = (typeof withholdingGrounds)[number];

/**
 * How it is known that a request is the person's, the least first. Closed and published.
 * `document-checked-by-staff`: a document was looked at; no copy of it is ever stored.
 */
export const requestAssurances = [
  'none',
  'email-verified',
  'account',
  'recent-account',
  'document-checked-by-staff',
] as const;
export type RequestAssurance = (typeof requestAssurances)[number];

/** The opt-outs of the CCPA and its regulations: Civ. Code 1798.120, 1798.121; 11 CCR 7221. */
export const optOutRights = [
  'opt-out-sale-share',
  'limit-sensitive',
  'opt-out-automated-decision',
] as const;
export type OptOutRight = (typeof optOutRights)[number];

/** What a permit asks of whom it is given to. */
export const obligations = [
  /** Personal data in free text is taken out before use. */
  'redact',
  /** Only the part of the data that the purpose needs is used. */
  'shorten',
  /** No one else gets the data. */
  'do-not-disclose',
  /** A person looks at the outcome before it has effect (GDPR Art. 22(3)). */
  'human-review',
  /** Only figures about many people leave the use. */
  'aggregate-only',
] as const;
export type Obligation = (typeof obligations)[number];

/** What is done to a field before it is stored. */
export const minimisations = ['truncate-ip', 'pseudonymise', 'redact-text'] as const;
export type Minimisation = (typeof minimisations)[number];

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
