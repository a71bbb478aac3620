import * as z from 'zod';
import type {
  ContainmentId,
  DisclosureId,
  EventId,
  HoldId,
  IdentityId,
  IncidentId,
  JobId,
  Kid,
  MailId,
  NoticeId,
  RecordId,
  RequestId,
  SubjectId,
  SweepId,
  TrainingSetId,
} from '../../value/ids.ts';
import type { Rfc3339 } from '../../value/time.ts';

/** Text that was written as a branded value has the brand again when it is read. */
const branded = <Value extends string>() => z.string().transform((text) => text as Value);

export const subjectIdColumn = branded<SubjectId>();
export const recordIdColumn = branded<RecordId>();
export const disclosureIdColumn = branded<DisclosureId>();
export const requestIdColumn = branded<RequestId>();
export const holdIdColumn = branded<HoldId>();
export const incidentIdColumn = branded<IncidentId>();
export const containmentIdColumn = branded<ContainmentId>();
export const jobIdColumn = branded<JobId>();
export const noticeIdColumn = branded<NoticeId>();
export const mailIdColumn = branded<MailId>();
export const sweepIdColumn = branded<SweepId>();
export const trainingSetIdColumn = branded<TrainingSetId>();
export const eventIdColumn = branded<EventId>();
export const identityIdColumn = branded<IdentityId>();
export const kidColumn = branded<Kid>();
export const timeColumn = branded<Rfc3339>();

/** Ciphertext. DynamoDB returns binary values as `Uint8Array`. */
export const bytesColumn = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
