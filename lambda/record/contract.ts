import * as z from 'zod';
import {
  categoryId,
  contentField,
  identifierField,
  lineField,
  policyId,
  purposeId,
  timeField,
} from '../platform/http/fields.ts';
import { decidedCategory, pseudonymisedCategory } from '../policy/categories.ts';
import { suspenders } from '../retention/model/retention.ts';
import { mediaTypes } from '../value/media-types.ts';
import { textTypes } from '../value/text-types.ts';
import { maximumContentBytes, minimisationWarnings } from './model/record.ts';

export const anyContent = `Any JSON value of at most ${maximumContentBytes / 1024} KiB as compact UTF-8.`;

export const newRecord = z
  .strictObject({
    subject: identifierField,
    category: categoryId
      .refine(
        (category) => category !== decidedCategory,
        'send what a system decided with POST /v1/automated-decisions',
      )
      .refine(
        (category) => category !== pseudonymisedCategory,
        'send texts to POST /v1/text/redact: it keeps what it replaced',
      ),
    purposes: z
      .array(purposeId)
      .min(1)
      .max(20)
      .refine((ids) => new Set(ids).size === ids.length, 'name each purpose once'),
    content: contentField.describe(anyContent),
    collectedAt: timeField.optional().describe('Now when absent.'),
    source: z
      .union([
        lineField(200).describe('Where the data was collected.'),
        z.strictObject({
          recipient: policyId.describe('Recipient of the policy that the data was obtained from.'),
        }),
      ])
      .optional()
      .describe(
        'Where the data is from. Of data from a recipient `collectedAt` is when you obtained it, and the person has to be informed (GDPR Art. 14): record that with POST /v1/sources/informed.',
      ),
    derivedFrom: z
      .uuid()
      .optional()
      .describe(
        'Record of the same person that this one is made from: it ends with it at the latest.',
      ),
  })
  .meta({
    id: 'NewRecord',
    description: 'Personal data to store. Content and source are stored encrypted.',
  });

export const time = z.iso.datetime();
export const mediaField = z
  .strictObject({
    contentType: z.enum(mediaTypes),
    bytes: z.int().describe('Of the file as it is stored.'),
    sha256: z.string().describe('Of the file as it is stored, in hexadecimal.'),
  })
  .meta({
    id: 'Media',
    description: 'The file of a record, without what was taken out of it before it was stored.',
  });
/** As a person and staff see it. */
export const recordSource = z
  .union([
    z.string(),
    z.strictObject({
      recipient: z.string().describe('Recipient of the policy that the data was obtained from.'),
      name: z.string().optional().describe('Absent where the policy no longer names it.'),
    }),
  ])
  .meta({ id: 'RecordSource', description: 'Where a record is from.' });
const recordFields = z.strictObject({
  recordId: z.uuid(),
  category: z.string(),
  purposes: z.array(z.string()).describe('Those that still have a basis for the record.'),
  content: contentField.describe('As it was stored; null where the record is a file.'),
  media: mediaField.optional().describe('Where the record is a file.'),
  source: recordSource.optional(),
  derivedFrom: z.uuid().optional().describe('Record that this one is made from.'),
  collectedAt: time,
  expiresAt: time.describe('From here on the record is gone.'),
});
export const warningsField = z
  .array(z.enum(minimisationWarnings))
  .optional()
  .describe('What a log still holds although it needs it not: send it without.');
export const ownRecord = recordFields
  .extend({
    expiresAt: time
      .optional()
      .describe('From here on the record is gone. Absent where `keptBy` is there.'),
    keptBy: z
      .enum(suspenders)
      .optional()
      .describe('What keeps the record from deletion until that ends: no day is known.'),
  })
  .meta({ id: 'OwnRecord' });
export const servedRecord = recordFields
  .omit({ purposes: true, source: true, derivedFrom: true })
  .extend({
    media: mediaField
      .extend({
        sha256: mediaField.shape.sha256
          .optional()
          .describe(
            'Of the file as it is stored, in hexadecimal; absent where there is no link, because the hash of a known picture says what it shows.',
          ),
        link: z
          .strictObject({
            url: z.string().describe('Relative to the address of the API; it needs no token.'),
            expiresAt: time,
          })
          .optional()
          .describe('Opens the file for 15 minutes, while the purpose stays permitted.'),
        noLinkBecause: z
          .literal('redact')
          .optional()
          .describe('The purpose obliges to redact, and a file cannot be redacted.'),
      })
      .meta({ id: 'LinkedMedia' })
      .optional()
      .describe('Where the record is a file.'),
    redacted: z
      .partialRecord(z.enum(textTypes), z.int())
      .optional()
      .describe(
        'The purpose obliges to redact: how many values of each type `content` has the type instead of.',
      ),
  })
  .meta({ id: 'Record' });
/** Content counts as compact UTF-8; a client may send escapes and white space. */
export const maximumContentBodyBytes = 4 * maximumContentBytes;

export const recordPath = z.strictObject({
  recordId: z.string().min(1).max(128).describe('Of a record.'),
});
