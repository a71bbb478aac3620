import * as z from 'zod';
import { classId, date, id, jurisdictionId, period, text } from './fields.ts';
import { legalBases, minimisations, obligations, optOutRights } from './vocabulary.ts';
import { mediaTypes } from '../value/media-types.ts';
import { textTypes } from '../value/text-types.ts';
import { ground, reference, remedy } from './law-fields.ts';

export const category = z.strictObject({
  title: text.describe('Name that people read.'),
  description: text.describe('What the data is, in one or two plain sentences.'),
  sensitivity: z
    .enum(['ordinary', 'special'])
    .describe('`special` for the categories of GDPR Art. 9(1): health, beliefs, biometrics ...'),
  erasureClass: classId
    .optional()
    .describe(
      'Categories that share a class share a key and are erased together; the id of the category when absent.',
    ),
  source: z
    .enum(['provided', 'observed', 'inferred'])
    .describe('Given by the person, seen while the service is used, or derived from other data.'),
  minimise: z
    .array(
      z.strictObject({
        field: z
          .string()
          .regex(/^(\/[A-Za-z0-9_-]{1,64}){1,8}$/, 'must be a JSON pointer such as /device/ip')
          .describe('JSON pointer into the content: /ip.'),
        by: z
          .enum(minimisations)
          .describe(
            '`truncate-ip` drops the last octet of IPv4 and all but 48 bits of IPv6; `pseudonymise` stores a keyed hash of the value, different for each person; `redact-text` writes the type in the place of personal data that is found in texts.',
          ),
        types: z
          .array(z.enum(textTypes))
          .min(1)
          .optional()
          .describe(
            'What `redact-text` looks for: email, phone, person ... Everything when absent.',
          ),
      }),
    )
    .default([])
    .describe(
      'What is taken out of the content before it is stored: GDPR Art. 5(1)(c), 25. Other addresses and device identifiers in it are found by the names of their fields, at any depth.',
    ),
  media: z
    .strictObject({
      types: z
        .array(z.enum(mediaTypes))
        .min(1)
        .describe('Which types of file: image/jpeg, image/png, video/mp4 ...'),
      maximumMegabytes: z
        .int()
        .min(1)
        .max(2_048)
        .default(25)
        .describe('How large one file may be, in megabytes of 1,048,576 bytes: 25.'),
    })
    .optional()
    .describe(
      'Lets images, video and audio be stored in the category, without their metadata; none when absent.',
    ),
});

const basisFields = {
  basis: z
    .enum(legalBases)
    .describe(
      'Under gdpr a ground of Art. 6(1). Under ccpa `notice` (informed at collection), `opt-out` (allowed until the person opts out) or `consent`.',
    ),
  condition: z
    .enum(['explicit-consent', 'substantial-public-interest', 'legal-claims'])
    .optional()
    .describe('GDPR Art. 9(2) condition; needed when a category of the purpose is `special`.'),
  optOut: z
    .enum(optOutRights)
    .optional()
    .describe(
      'Which opt-out stops the purpose where the basis is `opt-out`; `opt-out-sale-share` when absent. An opt-out signal of the browser stops sale and sharing.',
    ),
  reference: reference.optional(),
};
const basis = z
  .strictObject({
    ...basisFields,
    effectiveFrom: date
      .optional()
      .describe('Data collected before this day stays under `previous`.'),
    previous: z
      .strictObject(basisFields)
      .optional()
      .describe('The basis for data collected before `effectiveFrom`.'),
  })
  .describe('Write it as {basis: ..., reference: ...}.');

const automatedDecision = z
  .strictObject({
    logic: text.describe('What goes into the decision and what weighs most, in plain sentences.'),
    consequences: text.describe('What the outcome means for the person, and who looks at it.'),
  })
  .describe(
    'Shown where a decision is made by machines alone, or people are profiled: GDPR Art. 13(2)(f), 15(1)(h), 22; 11 CCR 7222.',
  );

export const purpose = z.strictObject({
  title: text.describe('Name that people read.'),
  description: text.describe('What is done with the data and why, in plain sentences.'),
  role: z
    .enum(['controller', 'joint-controller', 'processor'])
    .describe('Our role: who decides about this purpose.'),
  legalBasis: z
    .record(jurisdictionId, basis)
    .describe('Basis per jurisdiction. Where none is given, the purpose is denied.'),
  categories: z.array(id).min(1).describe('Ids of the data categories that the purpose may use.'),
  retention: period.describe(
    'How long data is kept for this purpose, from the moment it was collected: P30D, P2Y.',
  ),
  recipients: z
    .array(id)
    .default([])
    .describe('Ids of the recipients that get data for this purpose.'),
  obligations: z
    .array(z.enum(obligations))
    .default([])
    .describe('What everybody has to do who uses data for this purpose.'),
  automatedDecision: automatedDecision.optional(),
  withhold: z
    .strictObject({ ground, reference })
    .optional()
    .describe(
      'Keeps records of this purpose through an erasure, under a key of their own, until their period ends.',
    ),
  consentValidity: period
    .optional()
    .describe('How long a given consent is good for; as long as its evidence is kept when absent.'),
});

const translated = z.strictObject({
  title: text.describe('Name that people read.'),
  description: text.describe('The description in this language.'),
});
/** What people read, in one more language; what is not translated is shown as it is. */
export const translation = z.strictObject({
  categories: z.record(id, translated).default({}),
  purposes: z
    .record(id, translated.extend({ automatedDecision: automatedDecision.optional() }))
    .default({}),
  remedies: z.record(jurisdictionId, remedy).default({}),
});
