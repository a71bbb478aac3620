import * as z from 'zod';
import { categoryId, lineField, nextCursorField, timeField } from '../../platform/http/fields.ts';
import { shownPerson } from '../../subject/person-contract.ts';
import { jobStates, maximumSubjects, searches, sources, sourceStates } from '../model/affected.ts';
import { namedPerson } from '../named-person.ts';
import { deliveryStates } from '../model/delivery.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();

export const newSearch = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('subjects'),
      subjects: z
        .array(namedPerson)
        .min(1)
        .max(maximumSubjects)
        .describe('People that you know of. Send longer lists in several calls: they add up.'),
    }),
    z.strictObject({
      by: z.literal('category'),
      category: categoryId.describe('Everybody with records of this category now.'),
    }),
    z.strictObject({
      by: z.literal('window'),
      from: timeField.describe(
        'Everybody with a record stored, or an activity entered, from then on.',
      ),
      to: timeField.describe('Inclusive.'),
    }),
    z.strictObject({
      by: z.literal('key'),
      kid: z
        .string()
        .regex(/^[0-9a-f]{32}$/, 'send 32 hexadecimal digits in lower case: the kid of a call')
        .describe('Id of the key of a person, as CloudTrail has it in the encryption context.'),
    }),
    z.strictObject({
      by: z.literal('principal'),
      principal: lineField(2_048).describe(
        'ARN of an AWS principal that read data of people: everybody whose rows it read.',
      ),
    }),
  ])
  .meta({ id: 'NewAffectedSearch' });

const how = z.array(
  z.strictObject({
    source: z
      .enum(sources)
      .describe(
        '`records`: those stored now; deleted ones are not found. `activity`: what was entered about people, disclosures included. `trail`: CloudTrail.',
      ),
    state: z
      .enum(sourceStates)
      .describe('`not-available`: the source may name more people, and was not read.'),
    next: z.string().optional().describe('What to do where a source was not available.'),
  }),
);
const foundCounts = {
  people: count.describe('Each once.'),
  unknown: count.describe('Identifiers, destroyed keys and sources that named no person.'),
  erased: count.describe('Found, and erased meanwhile: they are not listed.'),
};

export const affectedJobView = z
  .strictObject({
    jobId: z.uuid(),
    by: z.enum(searches),
    state: z
      .enum(jobStates)
      .describe('`stalled`: nothing happened for half an hour; start the search again.'),
    startedAt: time,
    endedAt: time.optional(),
    seen: count.describe('Rows that were read.'),
    counts: z.strictObject(foundCounts).describe('Preliminary until the search is `done`.'),
    how,
  })
  .meta({ id: 'AffectedSearch' });
export type AffectedJobView = z.output<typeof affectedJobView>;

const affectedPerson = z
  .strictObject({
    subjectId: z.uuid(),
    foundBy: z.array(z.enum(searches)),
    addedAt: time,
    informedAt: time.optional().describe('When the last notice was sent to them.'),
    notices: z
      .record(z.uuid(), z.strictObject({ state: z.enum(deliveryStates), at: time }))
      .optional()
      .describe('What became of each notice, by its id.'),
    subject: shownPerson.optional().describe('With the scope `custos/requests.identity` only.'),
  })
  .meta({ id: 'AffectedPerson' });
export type AffectedPersonView = z.output<typeof affectedPerson>;

export const affectedList = z
  .strictObject({
    counts: z
      .strictObject({
        ...foundCounts,
        byJurisdiction: z
          .record(z.string(), count)
          .describe('Of `people`, by the law of their residence.'),
        complete: z
          .boolean()
          .describe('Whether every search has ended and every source of it was read.'),
      })
      .describe('Of all searches together.'),
    searches: z.array(affectedJobView).describe('Newest first.'),
    items: z.array(affectedPerson),
    nextCursor: nextCursorField.optional(),
  })
  .meta({ id: 'AffectedPeople' });
