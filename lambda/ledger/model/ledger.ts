import * as z from 'zod';
import { withholdingGrounds } from '../../policy/vocabulary.ts';
import type { EventId } from '../../value/ids.ts';
import type { EpochMilliseconds, Rfc3339 } from '../../value/time.ts';
import { milliseconds, toRfc3339 } from '../../value/time.ts';

/** What staff saw beyond codes and counts: identity and text of the person, or exempt data. */
export const staffShown = ['identity', 'content'] as const;
export type StaffShown = (typeof staffShown)[number];

/** Who changed a record: the person at once, or the privacy team on a request. */
const deciders = ['subject', 'privacy-team'] as const;

const uuidLayout = z.guid();
/**
 * An id of the policy or an enum value. A UUID is rejected, so that no subject id can be used as
 * one.
 */
const word = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(64)
  .refine((text) => !uuidLayout.safeParse(text).success);
const words = z.union([z.literal('all'), z.array(word).max(64).readonly()]);
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const policyVersion = z.string().regex(/^sha256:[0-9a-f]{64}$/);
/** A random id of an incident, a containment, a notice or a training set; none of them names a person. */
const uuid = z.uuidv7();
const kid = z.string().regex(/^[0-9a-f]{32}$/);
/** A day, a week or a month: `2026-11-28`, `2026-W48`, `2026-11`. */
const reportPeriod = z.string().regex(/^\d{4}-(?:W\d{2}|\d{2}(?:-\d{2})?)$/);
/** Operation id of a route: `listLedgerEntries`. */
const route = z.string().regex(/^[a-z][A-Za-z]{1,63}$/);

/**
 * All types of ledger entries, with the codes that an entry of the type has. Entries are checked
 * when they are written and when they are read: values are ids of the policy, enum values, counts
 * and hashes; free text, identifiers and subject ids fit none of them.
 */
export const entryCatalogue = {
  'consent.recorded': z.strictObject({
    purpose: word,
    state: word,
    noticeVersion: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
  }),
  'signal.conflict': z.strictObject({ purpose: word }),
  /** `recipient`: who was not given the data. */
  'decision.denied': z.strictObject({
    purpose: word,
    category: word.optional(),
    recipient: word.optional(),
    reason: word,
  }),
  'disclosure.recorded': z.strictObject({ recipient: word, purpose: word, categories: words }),
  'record.corrected': z.strictObject({ category: word, by: z.enum(deciders) }),
  'record.deleted': z.strictObject({ category: word, by: z.enum(deciders) }),
  /** `kid` is absent where a row was deleted, and where a tombstone does not name a valid key. */
  'key.unexplained-destruction': z.strictObject({ kid: kid.optional() }),
  'retention.unexplained-deletion': z.strictObject({ table: word }),
  'retention.restored': z.strictObject({ category: word }),
  'retention.swept': z.strictObject({
    of: z.enum(['person', 'everybody']),
    seen: count,
    changed: count,
    deleted: count,
  }),
  'hold.placed': z.strictObject({ categories: words }),
  'hold.released': z.strictObject({ categories: words }),
  /** `categories`: those whose accuracy is contested (GDPR Art. 18(1)(a)). */
  'restriction.changed': z.strictObject({ purposes: words, categories: words.optional() }),
  /** `channel`: how it came in, where that was not the account of the person. */
  'request.received': z.strictObject({
    kind: word,
    jurisdiction: word,
    channel: word.optional(),
  }),
  'request.changed': z.strictObject({ kind: word, from: word, to: word }),
  'request.download-linked': z.strictObject({ kind: word }),
  'erasure.planned': z.strictObject({
    classes: count,
    withheldGrounds: z.array(z.enum(withholdingGrounds)).readonly(),
  }),
  'erasure.keys-destroyed': z.strictObject({ keys: count, kids: z.array(kid).readonly() }),
  'erasure.purged': z.strictObject({ rows: count, objects: count }),
  'erasure.certified': z.strictObject({ certificateSha256: sha256, residual: count }),
  'erasure.final': z.strictObject({ certificateSha256: sha256, erasedCertificateSha256: sha256 }),
  'erasure.residue-found': z.strictObject({ tables: z.array(word).readonly(), rows: count }),
  'erasures.paused': z.strictObject({ people: count, limit: count }),
  'erasures.resumed': z.strictObject({ hours: count }),
  'subject.registered': z.strictObject({ by: z.enum(['service', 'subject']) }),
  'identity.linked': z.strictObject({
    type: word,
    assurance: word,
    by: z.enum(['service', 'sign-in']),
  }),
  'identity.removed': z.strictObject({
    type: word,
    linkedBy: z.enum(['service', 'sign-in']),
    by: z.enum(['service', 'subject', 'staff']),
  }),
  'incident.opened': z.strictObject({ incidentId: uuid, source: word, kind: word }),
  /** `to`: its state, where it changed. */
  'incident.changed': z.strictObject({ incidentId: uuid, fields: words, to: word.optional() }),
  'incident.decided': z.strictObject({
    incidentId: uuid,
    /** Of the law: `authority`, `subjects`. */
    duty: word,
    jurisdiction: word,
    outcome: z.enum(['notify', 'do-not-notify']),
    ground: word.optional(),
  }),
  'incident.clock-overdue': z.strictObject({
    incidentId: uuid,
    duty: word,
    jurisdiction: word,
  }),
  'incident.affected-counted': z.strictObject({
    incidentId: uuid,
    by: word,
    people: count,
    unknown: count,
  }),
  'incident.notice-approved': z.strictObject({
    incidentId: uuid,
    noticeId: uuid,
    audience: z.enum(['authority', 'people']),
  }),
  'incident.people-informed': z.strictObject({
    incidentId: uuid,
    noticeId: uuid,
    sent: count,
    failed: count,
  }),
  'containment.applied': z.strictObject({
    incidentId: uuid,
    containmentId: uuid,
    action: word,
  }),
  'containment.undone': z.strictObject({
    incidentId: uuid,
    containmentId: uuid,
    action: word,
  }),
  /** `riskClass`: after the AI Act, where the model names one. */
  'model.registered': z.strictObject({ modelId: uuid, sets: count, riskClass: word.optional() }),
  /** `lifted`: what an exception of staff lifted. */
  'model.changed': z.strictObject({
    modelId: uuid,
    from: word,
    to: word,
    by: z.enum(['service', 'staff']),
    lifted: words.optional(),
  }),
  /** `departures`: people who left the sets of the model by then, of each set. */
  'model.measure-planned': z.strictObject({ modelId: uuid, measure: word, departures: count }),
  /** What a release took of the budget of its measure, in millionths of an epsilon; none without a figure. */
  'aggregate.released': z.strictObject({
    measure: word,
    period: reportPeriod,
    microEpsilon: count,
  }),
  'aggregate.withheld': z.strictObject({ measure: word, period: reportPeriod, reason: word }),
  'training-set.requested': z.strictObject({
    setId: uuid,
    purpose: word,
    categories: words,
  }),
  /** `state`: what became of it. `people`: those whose records it has. */
  'training-set.built': z.strictObject({
    setId: uuid,
    purpose: word,
    state: word,
    records: count,
    people: count,
    excluded: count,
    manifestSha256: sha256.optional(),
  }),
  'fairness.reported': z.strictObject({ system: word, period: reportPeriod, breached: count }),
  /** `metrics`: what is further from equality than its threshold. */
  'fairness.threshold-breached': z.strictObject({
    system: word,
    period: reportPeriod,
    metrics: words,
  }),
  /** `state`: of the review. */
  'fairness.reviewed': z.strictObject({ system: word, period: reportPeriod, state: word }),
  'policy.changed': z.strictObject({ from: policyVersion.optional(), to: policyVersion }),
  /** A person was informed of data that was obtained from a recipient (GDPR Art. 14). */
  'source.informed': z.strictObject({ recipient: word, by: z.enum(['service', 'staff']) }),
  'settings.changed': z.strictObject({ settings: z.array(word).max(64).readonly() }),
  'staff.read': z.strictObject({ route, shown: z.enum(staffShown).optional() }),
  /** What staff did with a request, also where its status stays as it is. */
  'staff.acted': z.strictObject({ route }),
} as const;

export type EntryType = keyof typeof entryCatalogue;
export type EntryCodes = {
  readonly [Type in EntryType]: z.output<(typeof entryCatalogue)[Type]>;
};
export const entryType = z.keyof(z.object(entryCatalogue)).meta({ id: 'LedgerEntryType' });

/** One entry in the outbox. */
export interface LedgerEntry<Type extends EntryType = EntryType> {
  readonly entryId: EventId;
  readonly type: Type;
  readonly at: Rfc3339;
  readonly policyVersion: string;
  readonly codes: EntryCodes[Type];
  /**
   * HMAC-SHA-256 under the subject's `ledger` key over (entryId, subjectId), base64url. With it a
   * person finds their own entries; without the key, which an erasure destroys, it means nothing.
   */
  readonly commitment?: string;
}

/** Shards per hour, so that a busy hour is not a hot partition. */
export const shardCount = 4;

/** The UTC hour of an entry: `2026-11-24T03`. */
export const hourOf = (at: EpochMilliseconds): string => toRfc3339(at).slice(0, 13);
export const beginOfHour = (hour: string): EpochMilliseconds =>
  milliseconds(Date.parse(`${hour}:00:00.000Z`));

export const bucketOf = (at: EpochMilliseconds, shard: number): string => `${hourOf(at)}#${shard}`;
