import type { DenyReason } from '../../consent/model/decision.ts';
import { denyReasons } from '../../consent/model/decision.ts';
import type { RecordId, SubjectId, TrainingSetId } from '../../value/ids.ts';
import type { Rfc3339 } from '../../value/time.ts';

/**
 * `stale`: people left it longer ago than the policy allows; a new set is due. `rejected`: groups
 * of its quasi-identifiers are too small. Nothing of an expired, failed or rejected set can be read.
 */
export const setStates = ['building', 'ready', 'stale', 'expired', 'failed', 'rejected'] as const;
export type SetState = (typeof setStates)[number];

/** Why a record of a category that was asked for is not in a set, beside the reasons of a decision. */
export const rowReasons = [
  /** It was not stored for the purpose, or serves it no more. */
  'not-for-purpose',
  /** It outlives the erasure of its person on a ground of law, and serves nothing else. */
  'withheld',
  /** It is a file: a set has text and JSON alone. */
  'media',
  /** The purpose allows only figures about many people to leave. */
  'aggregate-only',
  /** Its key is destroyed. */
  'unreadable',
  /** It was altered in the database, or what its person said about the purpose was. */
  'damaged',
  /** It was deleted or changed while the set was built. */
  'gone',
] as const;
export type ExclusionReason = DenyReason | (typeof rowReasons)[number];
export const exclusionReasons: readonly ExclusionReason[] = [...denyReasons, ...rowReasons];

/** What a set has to fulfil before anyone may read it: k-anonymity, and l-diversity of what is sensitive. */
export interface AnonymityDemand {
  /** JSON pointers into the content. */
  readonly quasi: readonly string[];
  readonly sensitive: readonly string[];
  readonly k: number;
  readonly l?: number | undefined;
}

export interface TrainingSet {
  readonly setId: TrainingSetId;
  readonly version: number;
  readonly state: SetState;
  /** Id of a purpose that `trainingSets` of the policy names. */
  readonly purpose: string;
  readonly categories: readonly string[];
  /** Records collected from then on, and before then. */
  readonly from?: Rfc3339 | undefined;
  readonly to?: Rfc3339 | undefined;
  readonly anonymity?: AnonymityDemand | undefined;
  readonly policyVersion: string;
  readonly requestedAt: Rfc3339;
  readonly changedAt: Rfc3339;
  readonly builtAt?: Rfc3339 | undefined;
  /** When its objects are deleted: of a set that is not built yet, as if it were built at once. */
  readonly endsAt: Rfc3339;
  readonly people: number;
  readonly shards: number;
  /** Records by category, as the set was built. */
  readonly counts: Readonly<Record<string, number>>;
  readonly excludedBy: Readonly<Partial<Record<ExclusionReason, number>>>;
  /** SHA-256 of the manifest, and the root of the tree over its lines (RFC 6962 section 2.1), in hex. */
  readonly manifestSha256?: string | undefined;
  readonly merkleRoot?: string | undefined;
  /** Groups that are smaller than k, or less diverse than l: why a set was rejected, or ended early. */
  readonly failingGroups?: number | undefined;
  /** Records that left since it was built, by UTC day, and the people whose they were. */
  readonly left: Readonly<Record<string, { readonly records: number; readonly people: number }>>;
  readonly firstLeftAt?: Rfc3339 | undefined;
  /** The last time and how often: the order of exclusions, which no clock decides. */
  readonly lastLeftAt?: Rfc3339 | undefined;
  readonly departures?: number | undefined;
  /** When the last round that decides again about everybody began, and its next shard. */
  readonly roundAt?: Rfc3339 | undefined;
  readonly roundShard?: number | undefined;
}

/** One shard as it is stored now. Numbers begin at 1. */
export interface TrainingShard {
  readonly setId: TrainingSetId;
  readonly number: number;
  readonly version: number;
  /** `writing`: a build that died may have left part of it. `deleted`: the set has ended. */
  readonly state: 'writing' | 'written' | 'deleted';
  /** As it was built. */
  readonly rows: number;
  /** Of these, those that left since. */
  readonly left?: number | undefined;
  readonly bytes: number;
  /** Of the object, in hex. */
  readonly sha256?: string | undefined;
  /** Part of the name of the object, once it was written again. */
  readonly revision?: string | undefined;
  /** Objects to be deleted: the one before, or one that a process that died has left. */
  readonly leftovers?: readonly string[] | undefined;
}

/** The records of one person in one shard. */
export interface TrainingRow {
  readonly subjectId: SubjectId;
  readonly setId: TrainingSetId;
  readonly number: number;
  readonly version: number;
  readonly purpose: string;
  readonly records: readonly RecordId[];
  /** Of their contents, in the same order. */
  readonly contentVersions: readonly number[];
  readonly addedAt: Rfc3339;
}

/** What one answer can list; names of shards have six digits. */
export const maximumShards = 10_000;
export const maximumRowsOfShard = 1_000;
export const maximumBytesOfShard = 4 * 1024 * 1024;

/** Whether its objects are there to be read. */
export const isReadable = (state: SetState): boolean => state === 'ready' || state === 'stale';
