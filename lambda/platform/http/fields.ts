import * as z from 'zod';
import { parseRfc3339 } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { legalBases } from '../../policy/vocabulary.ts';
import { conventionalCase, isLocale, longestLocale } from '../../policy/locale.ts';
import { faultOfPlace } from '../../policy/places.ts';
import { comparableAddress, holdsInvisible } from '../../value/address.ts';
import { remedies } from './formats.ts';

/**
 * Schemas of fields that several routes share. Every text has a maximum length and is well formed.
 * A schema with an `id` is a named component of the OpenAPI document.
 */

// U+2028 and U+2029 end a line, too (Unicode Standard Annex 14, class BK).
const controls = /[\p{Cc}\u{2028}\u{2029}]/u;
// Reorder what is around them on the page of a reader: Unicode Standard Annex 9, section 2.
const directions = /\p{Bidi_Control}/u;
const controlsInText = /[^\P{Cc}\n\r\t]/u;

/**
 * One line that people are shown: 1 to `maximum` characters, without control characters, line separators
 * and signs that reorder text. Names may have joiners, which some scripts need.
 */
export const lineField = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .refine((value) => value.isWellFormed(), 'send well-formed Unicode: a surrogate stands alone')
    .refine((value) => !controls.test(value), 'remove control characters')
    .refine(
      (value) => !directions.test(value),
      'remove the invisible signs that change the direction of text',
    );

/** Text of several lines. */
export const textField = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .refine((value) => value.isWellFormed(), 'send well-formed Unicode: a surrogate stands alone')
    .refine(
      (value) => !controlsInText.test(value),
      'remove control characters other than line breaks and tabs',
    );

const spaces = 'remove the spaces around it';

const identifierTypes = ['user-id', 'email', 'phone', 'device-id'] as const;

/**
 * A name or an identifier: an invisible character would make a different one that looks the same.
 */
export const nameField = (maximum: number) =>
  lineField(maximum).refine((value) => !holdsInvisible(value), {
    abort: true,
    error: 'remove characters that cannot be seen',
  });

/** The name that a service has for a person: `{type, value, issuer?}`. */
export const identifierField = z
  .strictObject({
    type: z.enum(identifierTypes),
    value: nameField(255).describe(
      'An e-mail address, a telephone number as E.164 has it, or an id of the operator, which is compared byte by byte.',
    ),
    issuer: nameField(255)
      .optional()
      .describe(
        'The system that issued the identifier, where the operator has several. A `user-id` whose issuer is a URL is the `sub` of its tokens.',
      ),
  })
  .superRefine(({ type, value, issuer }, context) => {
    const message = misshapen(type, value);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['value'], message });
    if (issuer !== undefined && issuer !== issuer.trim()) {
      context.addIssue({ code: 'custom', path: ['issuer'], message: spaces });
    }
  })
  .meta({ id: 'Identifier', description: 'The identifier that a service has for a person.' });

/** Where a person can be contacted. */
export const contactField = z
  .strictObject({
    type: z.enum(['email', 'phone']),
    value: nameField(255).describe('An e-mail address, or a telephone number as E.164 has it.'),
  })
  .superRefine(({ type, value }, context) => {
    const message = misshapen(type, value);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['value'], message });
  })
  .meta({ id: 'Contact', description: 'Where a person can be contacted.' });

/** A country, or one subdivision of it: `DE`, `US-CA`. */
export const residenceField = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, {
    abort: true,
    error: 'name a country or subdivision as in ISO 3166, in capitals: DE or US-CA',
  })
  .superRefine((code, context) => {
    const fault = faultOfPlace(code);
    if (fault === undefined) return;
    context.addIssue({ code: 'custom', message: `this ${fault.message} ${fault.remedy}` });
  })
  .describe('Country or subdivision of ISO 3166: `DE`, `US-CA`. Decides whose law applies.');

function misshapen(type: (typeof identifierTypes)[number], value: string): string | undefined {
  switch (type) {
    case 'email':
      return comparableAddress(value) === undefined ? remedies.email : undefined;
    case 'phone':
      return /^\+[1-9]\d{6,14}$/.test(value.trim())
        ? undefined
        : 'send a telephone number as E.164 has it: a plus sign and 7 to 15 digits, such as +491511234567';
    case 'user-id':
    case 'device-id':
      return value === value.trim() ? undefined : spaces;
  }
}

export const policyId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'send an id of the policy: lower case, with hyphens');

/**
 * A model and its version. A text of another form names no model of the register: it is denied as
 * unknown, not rejected.
 */
export const modelField = nameField(200);

/** Has the form of an id; the module checks whether the policy knows it. */
export const purposeId = policyId.describe('A purpose that the policy declares.');
export const categoryId = policyId.describe('A category of data that the policy declares.');
export const recipientId = policyId.describe('A recipient that the policy declares.');

export const jurisdictionField = policyId.meta({
  id: 'Jurisdiction',
  description: 'Whose law applies to the person: an id of the jurisdictions that the policy knows.',
});
/** In every response next to a jurisdiction: see `advisoryOf`. */
export const advisoryField = z
  .literal(true)
  .optional()
  .describe('The facts of an applicable law were not reviewed: they are advisory.');
/** In every response to a person next to a jurisdiction: see `appliedAs` of the policy. */
export const appliedAsField = z
  .literal('default')
  .optional()
  .describe(
    'The law is the default of the policy; the law of the place of residence is not configured.',
  );
export const legalBasisField = z.enum(legalBases).meta({
  id: 'LegalBasis',
  description: 'A ground of GDPR Art. 6(1), or a model of the CCPA: notice, opt-out.',
});
export const policyVersionField = z
  .string()
  .describe('`sha256:` and the content hash of the policy that applied.');

/** Any well-formed language tag, in any case; the output is in the recommended case. */
export const localeField = z
  .string()
  .max(longestLocale)
  .refine(isLocale, 'send a language tag as RFC 5646 has it, such as en, de-AT or zh-Hans-CN')
  .overwrite(conventionalCase)
  .describe('A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`.');

/** RFC 3339 date-time with an offset; the output is milliseconds since the epoch. */
export const timeField = z
  .string()
  .max(40)
  .transform((value, context): EpochMilliseconds => {
    const time = parseRfc3339(value);
    if (time !== undefined) return time;
    context.addIssue({
      code: 'custom',
      message:
        'send a date-time as RFC 3339 has it, of a day that exists, since 1970, such as 2026-03-01T09:30:00Z',
    });
    return z.NEVER;
  })
  .meta({ format: 'date-time' });

export const cursorField = z
  .string()
  .min(1)
  .max(2_048)
  .describe('The `nextCursor` of the page before; the list begins without it.');

/** A whole number in a query: decimal digits only, so not `1e1`, `0x10` or ` 5`. */
export const wholeNumberField = (minimum: number, maximum: number) =>
  z.preprocess(
    (value) =>
      typeof value === 'string' && /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value,
    z.int().min(minimum).max(maximum),
  );

/** `?limit=&cursor=` of every list; extend it with the filters of the list. */
export const cursorQuery = z.strictObject({
  limit: wholeNumberField(1, 100)
    .default(25)
    .meta({ description: 'Most items of a page.', override: { default: 25 } }),
  cursor: cursorField.optional(),
});

/** Of a read that identifies people to staff who may see it: they can leave that out. */
export const showField = z
  .enum(['facts', 'person'])
  .optional()
  .describe(
    '`facts`: without identifiers of people and what they wrote, whatever the token allows. `person` when absent.',
  );

/** What is wrong, and where. */
export const problemDetailField = z.strictObject({ pointer: z.string(), message: z.string() });

/** A problem document instead of an item of a batch. */
export const itemProblemField = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(problemDetailField).optional(),
  })
  .meta({ id: 'ItemRefusal', description: 'A problem document of one item.' });

export const nextCursorField = z
  .string()
  .describe('Where the next page begins; absent on the last page.');

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

const maximumContentDepth = 32;

/** Any JSON value, at most 32 levels deep; `readBody` has rejected lone surrogates before. */
export const contentField = z
  .unknown()
  .refine((value) => value !== undefined, 'this field is required')
  .refine(
    (value) => depthOf(value) <= maximumContentDepth,
    `nest at most ${maximumContentDepth} levels`,
  ) as unknown as z.ZodType<Json>;

// Iterative: deeply nested input overflows the stack of a recursive function.
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= maximumContentDepth) {
    level = level.flatMap((entry) => (isContainer(entry) ? Object.values(entry) : []));
    depth += 1;
  }
  return depth;
}

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
