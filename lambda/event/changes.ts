import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { consentStates } from '../consent/table.ts';
import type { TableFacts } from '../platform/dynamo/facts.ts';
import type { StreamSource } from '../platform/environment.ts';
import { records } from '../record/table.ts';
import { requests } from '../request/table.ts';
import { subjects } from '../subject/table.ts';
import { sha256Hex } from '../value/canonical.ts';
import { milliseconds, toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { eventSchema } from './event.ts';
import type { CustosEvent, EventData, EventType } from './event.ts';

/** What a stream record means for subscribers; no event where it means nothing to them. */
export type StreamEventResult =
  | { readonly kind: 'events'; readonly events: readonly CustosEvent[] }
  /** The row does not fit the schema of any table. */
  | { readonly kind: 'unreadable' };

const nothing = { kind: 'events', events: [] } as const satisfies StreamEventResult;
const unreadable = { kind: 'unreadable' } as const satisfies StreamEventResult;

interface Occasion {
  /** `urn:custos:<stage>` */
  readonly source: string;
  /** Used when the stream record has no time. */
  readonly now: EpochMilliseconds;
}

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const whole = z.object({ N: z.string() }).transform(({ N }) => Number(N));
const texts = z.object({ L: z.array(text) }).transform(({ L }) => L);
const map = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ M: z.object(shape) }).transform(({ M }) => M);

const stateImage = z.object({ subjectId: text, purpose: text, state: text, version: whole });
const taskImage = map({ target: text, action: text, state: text, taskId: text });
const tasksImage = z.object({ M: z.record(z.string(), taskImage) }).transform(({ M }) => M);
const requestImage = z.object({
  requestId: text,
  subjectId: text,
  kind: text,
  status: text,
  version: whole,
  content: map({
    automatedDecisionId: text.optional(),
    answer: map({ outcome: text }).optional(),
    tasks: tasksImage.optional(),
  }).optional(),
});
const subjectImage = z.object({
  subjectId: text,
  status: text,
  version: whole,
  restrictedPurposes: z.union([text, texts]).default(() => []),
  restrictedCategories: texts.default(() => []),
});
const recordImage = z.object({
  subjectId: text,
  recordId: text,
  category: text,
  contentVersion: whole,
  withheld: text.optional(),
  version: whole,
});

interface EventSource extends StreamSource {
  readonly eventOf: (record: DynamoDBRecord, occasion: Occasion) => StreamEventResult;
}

/** The changes that events come from; what the function subscribes to follows. */
export const eventSources: readonly EventSource[] = [
  { table: consentStates, changes: ['INSERT', 'MODIFY'], eventOf: consentEvent },
  { table: subjects, changes: ['INSERT', 'MODIFY', 'REMOVE'], eventOf: subjectEvent },
  { table: requests, changes: ['INSERT', 'MODIFY'], eventOf: requestEvent },
  { table: records, changes: ['MODIFY'], eventOf: recordEvent },
];

/**
 * The event for a stream record; the same for every delivery of the record. Tables are recognized
 * by their key attributes, so that the function need not know their physical names.
 */
export function eventOf(record: DynamoDBRecord, occasion: Occasion): StreamEventResult {
  const keys = Object.keys(record.dynamodb?.Keys ?? {}).sort();
  const source = eventSources.find(({ table }) => keys.join() === keyNames(table).sort().join());
  return source?.eventOf(record, occasion) ?? unreadable;
}

const keyNames = ({ partitionKey, sortKey }: TableFacts): string[] =>
  sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];

// Only an erasure deletes states; `subject.erased` reports it.
function consentEvent(record: DynamoDBRecord, occasion: Occasion): StreamEventResult {
  if (record.eventName === 'REMOVE') return nothing;
  const row = stateImage.safeParse(record.dynamodb?.NewImage);
  if (!row.success) return unreadable;
  const { version, ...data } = row.data;
  return eventResult('consent.changed', data, version, record, occasion);
}

function subjectEvent(record: DynamoDBRecord, occasion: Occasion): StreamEventResult {
  const { OldImage, NewImage } = record.dynamodb ?? {};
  const before = subjectImage.safeParse(OldImage);
  if (record.eventName === 'REMOVE') {
    if (!before.success) return unreadable;
    const { subjectId, version } = before.data;
    return eventResult('subject.erased', { subjectId }, version + 1, record, occasion);
  }
  const after = subjectImage.safeParse(NewImage);
  if (!after.success) return unreadable;
  const restrictedPurposes = restrictedIn(after.data);
  const former = before.success ? restrictedIn(before.data) : [];
  const isSame =
    String(former) === String(restrictedPurposes) &&
    String(before.data?.restrictedCategories ?? []) === String(after.data.restrictedCategories);
  if (isSame) return nothing;
  const { subjectId, version } = after.data;
  const data = { subjectId, restrictedPurposes };
  return eventResult('restriction.changed', data, version, record, occasion);
}

/** Once an erasure has begun, no purpose is allowed, whatever was restricted before. */
const restrictedIn = (row: z.output<typeof subjectImage>): string | readonly string[] => {
  const { status, restrictedPurposes: restricted } = row;
  if (status === 'erasing') return 'all';
  return typeof restricted === 'string' ? restricted : restricted.toSorted();
};

function requestEvent(record: DynamoDBRecord, occasion: Occasion): StreamEventResult {
  const { OldImage, NewImage } = record.dynamodb ?? {};
  if (record.eventName === 'REMOVE') return nothing;
  const after = requestImage.safeParse(NewImage);
  if (!after.success) return unreadable;
  const before = requestImage.safeParse(OldImage);
  const due = noticesOf(before.data, after.data, record, occasion);
  if (before.success && before.data.status === after.data.status) return due;
  const { subjectId, requestId, kind, status, version } = after.data;
  const data = { subjectId, requestId, kind, status };
  const changed = eventResult('request.changed', data, version, record, occasion);
  return all([changed, reviewOf(after.data, record, occasion), due]);
}

const all = (results: readonly StreamEventResult[]): StreamEventResult =>
  results.some(({ kind }) => kind === 'unreadable')
    ? unreadable
    : {
        kind: 'events',
        events: results.flatMap((each) => (each.kind === 'events' ? each.events : [])),
      };

type RequestImage = z.output<typeof requestImage>;

/** Recipients that have a task now that was not there before: of a release it is another one. */
function noticesOf(
  before: RequestImage | undefined,
  { subjectId, requestId, version, content }: RequestImage,
  record: DynamoDBRecord,
  occasion: Occasion,
): StreamEventResult {
  const due = Object.entries(content?.tasks ?? {}).filter(
    ([key, { target, state, taskId }]) =>
      target === 'recipient' &&
      (state === 'due' || state === 'waiting-for-staff') &&
      before?.content?.tasks?.[key]?.taskId !== taskId,
  );
  return all(
    due.map(([key, { action }]) => {
      const recipient = key.slice(key.indexOf(':') + 1);
      const data = { subjectId, requestId, recipient, action };
      return eventResult('recipient.notification-due', data, version, record, occasion);
    }),
  );
}

/** The request that contests a decision closes with its review, and changes its status no more. */
function reviewOf(
  row: RequestImage,
  record: DynamoDBRecord,
  occasion: Occasion,
): StreamEventResult {
  const { subjectId, requestId, content: { automatedDecisionId, answer } = {}, version } = row;
  // Rejected: nothing was left to be reviewed.
  if (automatedDecisionId === undefined || answer === undefined) return nothing;
  if (answer.outcome === 'rejected') return nothing;
  const data = { subjectId, automatedDecisionId, requestId, outcome: answer.outcome };
  return eventResult('automated-decision.reviewed', data, version, record, occasion);
}

/** Retention changes rows too, and an erasure encrypts what is exempt again: neither is other content. */
function recordEvent(record: DynamoDBRecord, occasion: Occasion): StreamEventResult {
  const { OldImage, NewImage } = record.dynamodb ?? {};
  const before = recordImage.safeParse(OldImage);
  const after = recordImage.safeParse(NewImage);
  if (!before.success || !after.success) return unreadable;
  const isSame = before.data.contentVersion === after.data.contentVersion;
  if (isSame || after.data.withheld !== undefined) return nothing;
  const { subjectId, recordId, category, version } = after.data;
  const data = { subjectId, recordId, category };
  return eventResult('record.changed', data, version, record, occasion);
}

function eventResult<Type extends EventType>(
  type: Type,
  data: Readonly<Record<keyof EventData<Type>, unknown>> & { readonly subjectId: string },
  version: number,
  { dynamodb }: DynamoDBRecord,
  { source, now }: Occasion,
): StreamEventResult {
  const sequence = String(version).padStart(10, '0');
  const keys = Object.entries(dynamodb?.Keys ?? {}).map(([name, { S }]) => `${name}=${S ?? ''}`);
  // Of one change there is an event for each recipient.
  const several = 'recipient' in data ? [String(data.recipient)] : [];
  const createdAt = dynamodb?.ApproximateCreationDateTime;
  const time = createdAt === undefined ? now : milliseconds(Math.floor(createdAt * 1000));
  // The published schema decides, so that unexpected row content never leaves through an event.
  const event = eventSchema.safeParse({
    specversion: '1.0',
    id: sha256Hex([type, ...keys.sort(), sequence, ...several].join('\n')).slice(0, 32),
    source,
    type,
    subject: data.subjectId,
    time: toRfc3339(time),
    datacontenttype: 'application/json',
    dataschema: `urn:custos:event:${type}:v1`,
    sequence,
    data,
  });
  return event.success ? { kind: 'events', events: [event.data] } : unreadable;
}
