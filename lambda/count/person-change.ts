import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import type { EpochMilliseconds } from '../value/time.ts';
import { utcDay } from '../value/time.ts';
import type { PersonChange } from './model/month.ts';

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const image = z.object({
  subjectId: text,
  category: text.pipe(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)),
  collectedAt: text.pipe(z.iso.datetime()),
});

/**
 * What a change of the records table means for the counts of a person, regardless of who made it: what is put
 * back is held again. Rows of another shape are not of this program and count for no one.
 *
 * @param counted.endedAt when retention made the deletion, and it was not undone
 * @param counted.storedAt when a new record was stored
 */
export function personChangeOf(
  record: DynamoDBRecord,
  {
    endedAt,
    storedAt,
  }: { readonly endedAt?: EpochMilliseconds; readonly storedAt?: EpochMilliseconds } = {},
): PersonChange | undefined {
  const { eventName, eventID: eventId, dynamodb } = record;
  if (eventId === undefined || (eventName !== 'INSERT' && eventName !== 'REMOVE')) return undefined;
  const row = image.safeParse(eventName === 'INSERT' ? dynamodb?.NewImage : dynamodb?.OldImage);
  if (!row.success) return undefined;
  const { subjectId, category, collectedAt } = row.data;
  const day = collectedAt.slice(0, 10);
  return {
    ...{ eventId, subjectId, category, day, by: eventName === 'INSERT' ? 1 : -1 },
    endedOn: endedAt && utcDay(endedAt),
    storedOn: storedAt && utcDay(storedAt),
  };
}
