import type { EventId } from '../../value/ids.ts';
import type { EpochMilliseconds, Rfc3339 } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';

/**
 * Everything that enters the ledger one by one, with the codes that an entry of the type carries.
 * Values are ids of the policy, closed words, counts and hashes: never a subject id, never text.
 */
export interface EntryCodes {
  'consent.recorded': { purpose: string; state: string; noticeVersion?: string };
  'signal.conflict': { purpose: string };
  'decision.denied': { purpose: string; category?: string; reason: string };
  'record.corrected': { category: string; by: 'subject' };
  'record.deleted': { category: string; by: 'subject' };
  /** Without `kid` where a row was deleted, and where a tombstone names no key of ours. */
  'key.unexplained-destruction': { kid?: string };
  'retention.unexplained-deletion': { table: string };
  'retention.restored': { category: string };
  'retention.swept': { of: 'person' | 'everybody'; seen: number; changed: number; deleted: number };
  'hold.placed': { categories: 'all' | readonly string[] };
  'hold.released': { categories: 'all' | readonly string[] };
  'restriction.changed': { purposes: 'all' | readonly string[] };
  'request.received': { kind: string; jurisdiction: string };
  'request.changed': { kind: string; from: string; to: string };
  'request.download-linked': { kind: string };
  'erasure.planned': { classes: number; withheldGrounds: readonly string[] };
  'erasure.keys-destroyed': { keys: number; kids: readonly string[] };
  'erasure.purged': { rows: number; objects: number };
  'erasure.certified': { certificateSha256: string; residual: number };
  'subject.registered': { by: 'service' | 'subject' };
  'identity.linked': { type: string; assurance: string; by: 'service' | 'sign-in' };
  'identity.removed': {
    type: string;
    linkedBy: 'service' | 'sign-in';
    by: 'service' | 'subject' | 'staff';
  };
  'policy.changed': { from?: string; to: string };
  'settings.changed': { settings: readonly string[] };
  'staff.read': { route: string; shown?: StaffShown };
}

/** What staff saw beside codes and counts: who the person is and what they wrote, or kept data. */
export const staffShown = ['identity', 'content'] as const;
export type StaffShown = (typeof staffShown)[number];

export type EntryType = keyof EntryCodes;

export const entryTypes = [
  'consent.recorded',
  'signal.conflict',
  'decision.denied',
  'record.corrected',
  'record.deleted',
  'key.unexplained-destruction',
  'retention.unexplained-deletion',
  'retention.restored',
  'retention.swept',
  'hold.placed',
  'hold.released',
  'restriction.changed',
  'request.received',
  'request.changed',
  'request.download-linked',
  'erasure.planned',
  'erasure.keys-destroyed',
  'erasure.purged',
  'erasure.certified',
  'subject.registered',
  'identity.linked',
  'identity.removed',
  'policy.changed',
  'settings.changed',
  'staff.read',
] as const satisfies readonly EntryType[];

/** One entry as it stands in the outbox. */
export interface LedgerEntry<Type extends EntryType = EntryType> {
  readonly entryId: EventId;
  readonly type: Type;
  readonly at: Rfc3339;
  readonly policyVersion: string;
  readonly codes: EntryCodes[Type];
  /**
   * HMAC-SHA-256 under the subject's `ledger` key over (entryId, subjectId), base64url. Lets a
   * person find their own entries; means nothing once that key is destroyed.
   */
  readonly commitment?: string;
}

/** Shards per hour, so that one busy hour is not one hot partition. */
export const shardCount = 4;

export const bucketOf = (at: EpochMilliseconds, shard: number): string =>
  `${toRfc3339(at).slice(0, 13)}#${shard}`;
