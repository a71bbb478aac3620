import * as z from 'zod';
import { date, id, locale, noticeVersion, period, residence, text } from './fields.ts';

export const notice = z.strictObject({
  title: text.describe('Title that people read.'),
  purposes: z
    .array(id)
    .min(1)
    .describe('Purposes that the notice informs of; a consent to one of them may rest on it.'),
  effectiveFrom: date.describe('From when on the text applies.'),
  material: z
    .boolean()
    .describe(
      'true: consents given on earlier versions become `needs-renewal`. false: those on the versions named in `compatibleWith` stay good.',
    ),
  summary: z
    .record(locale, text)
    .default({})
    .describe('The notice in a few plain sentences, by language.'),
  locales: z
    .array(locale)
    .min(1)
    .describe('Languages of the text; each is a file notices/<id>/<locale>.md.'),
  compatibleWith: z
    .array(noticeVersion)
    .default([])
    .describe(
      'Earlier versions whose consents stay good, for a change that is not material; `custos policy show` prints versions.',
    ),
});

export const minors = z.strictObject({
  unknownAge: z.enum(['adult', 'minor']).describe('How a person of unknown age is treated.'),
  consentAge: z
    .record(residence, z.int().min(13).max(16))
    .default({})
    .describe(
      'From which age a person consents alone, by residence: GDPR Art. 8(1) allows 13 to 16.',
    ),
});

const adjustable = z.strictObject({
  purposes: z.array(id).min(1).describe('Ids of the purposes that the setting stops.'),
});
/** What a person may set; a setting that is not here cannot be chosen. */
export const settings = z.strictObject({
  retention: z
    .strictObject({
      categories: z.array(id).min(1).describe('Ids of the categories.'),
      shortest: period.describe('No shorter period can be chosen: P1D.'),
    })
    .optional()
    .describe('Categories that a person may have kept for a shorter time than the policy says.'),
  training: adjustable.optional().describe('Purposes that the training opt-out stops.'),
  personalisation: adjustable.optional().describe('Purposes that `personalisation: off` stops.'),
  storage: adjustable
    .optional()
    .describe('Purposes for which nothing more is stored once the person sets `storage: off`.'),
});

export const unclassified = z
  .strictObject({ treatAs: id.describe('Category whose rules apply.') })
  .describe('What holds for unclassified content; it is denied when absent.');
