import { randomBytes } from 'node:crypto';
import { v4, v7, validate } from 'uuid';
import { milliseconds } from './time.ts';
import type { EpochMilliseconds } from './time.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Random UUIDv4: does not identify the person, so it may be in keys and audit trails. */
export type SubjectId = Branded<'SubjectId'>;
/** UUIDv7 of a record: sorts by time of writing. */
export type RecordId = Branded<'RecordId'>;
/** UUIDv7 of a disclosure: sorts by time of writing. */
export type DisclosureId = Branded<'DisclosureId'>;
/** UUIDv7 of a data-subject request. */
export type RequestId = Branded<'RequestId'>;
/** UUIDv7 of a legal hold. */
export type HoldId = Branded<'HoldId'>;
/** UUIDv7 of an incident, of one of its containments, of one of its notices. */
export type IncidentId = Branded<'IncidentId'>;
export type ContainmentId = Branded<'ContainmentId'>;
/** UUIDv7 of a search for the people affected by an incident. */
export type JobId = Branded<'JobId'>;
export type NoticeId = Branded<'NoticeId'>;
/** UUIDv7 of a mail about a request. */
export type MailId = Branded<'MailId'>;
/** UUIDv7 of a retention sweep. */
export type SweepId = Branded<'SweepId'>;
/** UUIDv7 of a training set. */
export type TrainingSetId = Branded<'TrainingSetId'>;
/** UUIDv7 of one append-only event: a consent, a decision, a ledger entry. */
export type EventId = Branded<'EventId'>;
/**
 * Id of a person's identity: their subject id and 8 random bytes, in hex. Unrelated to the
 * identity's value.
 */
export type IdentityId = Branded<'IdentityId'>;
/** Id of one version of a subject key: 16 random bytes as 32 hex digits. */
export type Kid = Branded<'Kid'>;

export const newSubjectId = (): SubjectId => v4() as SubjectId;
export const newRecordId = (): RecordId => v7() as RecordId;
export const newDisclosureId = (): DisclosureId => v7() as DisclosureId;
export const newRequestId = (): RequestId => v7() as RequestId;
export const newHoldId = (): HoldId => v7() as HoldId;
export const newIncidentId = (): IncidentId => v7() as IncidentId;
export const newContainmentId = (): ContainmentId => v7() as ContainmentId;
export const newJobId = (): JobId => v7() as JobId;
export const newNoticeId = (): NoticeId => v7() as NoticeId;
export const newMailId = (): MailId => v7() as MailId;
export const newSweepId = (): SweepId => v7() as SweepId;
export const newTrainingSetId = (): TrainingSetId => v7() as TrainingSetId;
export const newEventId = (): EventId => v7() as EventId;
export const newKid = (): Kid => randomBytes(16).toString('hex') as Kid;

export const newIdentityId = (subjectId: SubjectId): IdentityId =>
  `${subjectId.replaceAll('-', '')}${randomBytes(8).toString('hex')}` as IdentityId;

const identityForm =
  /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[0-9a-f]{16}$/;

/** The subject id in an identity id; returns undefined for an invalid one. */
export function parseIdentityId(
  text: string,
): { readonly identityId: IdentityId; readonly subjectId: SubjectId } | undefined {
  const parts = identityForm.exec(text)?.slice(1);
  return parts && { identityId: text as IdentityId, subjectId: parts.join('-') as SubjectId };
}

/**
 * The smallest UUIDv7 of a millisecond (RFC 9562 section 5.7): ids made from then on sort after it.
 *
 * @param place distinguishes the first few of the millisecond
 */
export function firstIdAt(time: EpochMilliseconds, place = 0): string {
  const hex = Math.max(0, time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(place).padStart(12, '0')}`;
}

/** When a UUIDv7 was made, by the clock of the machine that made it. */
export const madeAt = (id: string): EpochMilliseconds =>
  milliseconds(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));

/**
 * Returns undefined for anything but a UUID: unknown and malformed ids look alike to the caller.
 */
export function parseId<
  Id extends
    | SubjectId
    | RecordId
    | RequestId
    | HoldId
    | EventId
    | IncidentId
    | ContainmentId
    | NoticeId
    | MailId
    | JobId
    | TrainingSetId,
>(text: string): Id | undefined {
  return validate(text) ? (text.toLowerCase() as Id) : undefined;
}

export function parseKid(text: string): Kid | undefined {
  return /^[0-9a-f]{32}$/.test(text) ? (text as Kid) : undefined;
}
