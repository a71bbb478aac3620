import * as z from 'zod';
import { categoryId, timeField } from '../../platform/http/fields.ts';
import { pathOf } from '../../value/pointer.ts';
import { exclusionReasons, setStates } from './training-set.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const pointer = z
  .string()
  .max(255)
  .refine(
    (text) => pathOf(text) !== undefined,
    'send a JSON pointer into the content, such as /age',
  );

export const setPath = z.strictObject({
  trainingSetId: z.string().max(64).describe('Of a training set.'),
});

export const newTrainingSet = z
  .strictObject({
    purpose: categoryId.describe('A purpose that `trainingSets` of the policy names.'),
    categories: z
      .array(categoryId)
      .min(1)
      .max(64)
      .describe('Categories of the purpose. Those that take files cannot be in a set.'),
    from: timeField.optional().describe('Records collected from then on.'),
    to: timeField.optional().describe('Records collected before then.'),
    quasi: z
      .array(pointer)
      .min(1)
      .max(16)
      .optional()
      .describe(
        'What could identify a person together with what others know. Then at least `k` people share every combination, or the set is rejected.',
      ),
    k: z.int().min(2).max(1_000).optional().describe('With `quasi`: the smallest group of people.'),
    sensitive: z
      .array(pointer)
      .min(1)
      .max(16)
      .optional()
      .describe('What must not follow from belonging to a group.'),
    l: z
      .int()
      .min(2)
      .max(100)
      .optional()
      .describe('With `sensitive`: different values of each in every group.'),
  })
  .superRefine(({ quasi, k, sensitive, l }, context) => {
    const together = (path: string, is: boolean, message: string): void => {
      if (!is) context.addIssue({ code: 'custom', path: [path], message });
    };
    together('k', (quasi === undefined) === (k === undefined), 'send k with quasi');
    together('l', (sensitive === undefined) === (l === undefined), 'send l with sensitive');
    together('quasi', sensitive === undefined || quasi !== undefined, 'send quasi with sensitive');
  })
  .meta({ id: 'NewTrainingSet' });

export const startedTrainingSet = z
  .strictObject({ trainingSetId: z.uuid(), state: z.enum(setStates) })
  .meta({ id: 'StartedTrainingSet' });

export const trainingSetView = z
  .strictObject({
    trainingSetId: z.uuid(),
    state: z
      .enum(setStates)
      .describe(
        '`stale`: people left it longer ago than the policy allows; build another one. `expired`, `failed`, `rejected`: its files are deleted. `rejected`: groups of its quasi-identifiers are too small.',
      ),
    purpose: z.string(),
    categories: z.array(z.string()),
    from: time.optional(),
    to: time.optional(),
    policyVersion: z.string(),
    requestedAt: time,
    builtAt: time.optional(),
    expiresAt: time.describe('When its files are deleted.'),
    people: count.describe('Whose records it had when it was built.'),
    counts: z.record(z.string(), count).describe('Records by category, when it was built.'),
    excludedBy: z
      .partialRecord(z.enum(exclusionReasons), count)
      .describe('Records that were asked for and are not in it, by the first reason.'),
    failingGroups: count
      .optional()
      .describe(
        'Groups that are too small, of a rejected set or of one that ended because people left it.',
      ),
    anonymity: z
      .strictObject({
        quasi: z.array(z.string()),
        k: count,
        sensitive: z.array(z.string()).optional(),
        l: count.optional(),
      })
      .optional()
      .describe('What was asked of its groups; also while people leave it.'),
    left: z
      .record(z.string(), z.strictObject({ records: count, people: count }))
      .describe(
        'What left it since it was built, by UTC day: records, and people without any more.',
      ),
    manifestSha256: sha256.optional().describe('Of the manifest.'),
    merkleRoot: sha256
      .optional()
      .describe('Root of the hash tree over the lines of the manifest (RFC 6962 section 2.1).'),
    manifest: z
      .strictObject({ url: z.url(), expiresAt: time })
      .optional()
      .describe(
        'A link to the manifest: JSON Lines of {recordId, sha256 of the line in its shard}, valid for five minutes.',
      ),
    shards: z
      .array(
        z.strictObject({
          number: z.int().positive(),
          url: z.string().describe('Path of this API.'),
          sha256: sha256.describe('Of the file as it is now.'),
          rows: count,
        }),
      )
      .describe('JSON Lines of {recordId, category, content, salt}.'),
  })
  .meta({ id: 'TrainingSet' });
export type TrainingSetView = z.output<typeof trainingSetView>;
