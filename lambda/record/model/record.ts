import { categoryFor, unclassifiedCategory } from '../../policy/categories.ts';
import type { RecordId } from '../../value/ids.ts';
import type { MediaType } from '../../value/media-types.ts';
import { isAhead } from '../../value/time.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Minimisation, WithholdingGround } from '../../policy/vocabulary.ts';
import type { Suspender } from '../../retention/model/retention.ts';

/** Limits of the API: of one content as compact JSON in UTF-8, of a batch, and of a page. */
export const maximumContentBytes = 256 * 1024;
export const maximumBatchItems = 25;
export const maximumBatchBytes = 4 * 1024 * 1024;
/** Once so many were made from a record, no more are: its deletion goes through all of them. */
export const maximumDerived = 100;
export const maximumPageBytes = 4 * 1024 * 1024;

/** What is said of the file of a record, as it is stored: without what was taken out of it. */
export interface MediaFacts {
  readonly contentType: MediaType;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A file and its own key, which is part of what the record encrypts: no view has it. */
export interface StoredMedia extends MediaFacts {
  /** 256 random bits, as base64. */
  readonly key: string;
}

/** Where a record is from: in words, or the recipient of the policy that it was obtained from. */
export type RecordSource = string | { readonly recipient: string };

export interface RecordInput {
  readonly category: string;
  readonly purposes: readonly string[];
  readonly content: unknown;
  readonly collectedAt?: EpochMilliseconds;
  readonly source?: RecordSource;
  /** Id of the record of the same person that it is made from. */
  readonly derivedFrom?: string;
  /** Only the intake of files has one: its content is null. */
  readonly media?: StoredMedia;
}

/** What is in clear beside the encrypted content. */
export interface RecordFacts {
  readonly recordId: RecordId;
  readonly category: string;
  readonly purposes: readonly string[];
  readonly collectedAt: EpochMilliseconds;
  readonly expiresAt: EpochSeconds;
  readonly policyVersion: string;
}

/** A live record whose content was opened. */
export interface OpenedRecord extends RecordFacts {
  readonly content: unknown;
  readonly source?: RecordSource;
  readonly media?: StoredMedia;
  readonly derivedFrom?: string;
  /** The ground on which it outlives an erasure. */
  readonly withheld?: WithholdingGround;
  /** When each of its purposes ends, where the person is known. */
  readonly ends?: ReadonlyMap<string, EpochSeconds>;
  /** It is not deleted at its end, and no one knows when it is. */
  readonly keptBy?: Suspender;
}

/** With the number of its content, which grows by one with every correction. */
export interface VersionedRecord extends OpenedRecord {
  readonly contentVersion: number;
}

/** Rows of one category that stay after erasure, and until when the last of them does. */
export interface WithheldRecords {
  readonly category: string;
  readonly count: number;
  readonly ground: WithholdingGround;
  /** Absent while a hold keeps one of them: no one knows when it ends. */
  readonly until?: EpochSeconds;
}

/** Name of the erasure class of what is exempt on `ground`. */
export const withheldClass = (ground: string): string => `withheld-${ground}`;

export function erasureClassOf(policy: Policy, category: string): string {
  const ruled = categoryFor(policy, category) ?? category;
  return policy.categories[ruled]?.erasureClass ?? ruled;
}

/** Whether records may be of it: one of the policy, or what no one has classified. */
export const isCategory = ({ categories }: Policy, category: string): boolean =>
  category === unclassifiedCategory || Object.hasOwn(categories, category);

/** Why a record is not stored. Positions are those of the item's `purposes`. */
export type Refusal =
  | { readonly kind: 'unknown-category' }
  | { readonly kind: 'unknown-purposes'; readonly positions: readonly number[] }
  | { readonly kind: 'unknown-recipient' }
  | { readonly kind: 'content-too-large' }
  /** The policy wants something taken out of it that is not what it should be. */
  | { readonly kind: 'not-minimised'; readonly faults: readonly Fault[] }
  | { readonly kind: 'collected-in-future' }
  | { readonly kind: 'unknown-source' }
  /** It is itself made from another one. */
  | { readonly kind: 'derived-source' }
  | { readonly kind: 'exhausted-source' }
  | { readonly kind: 'already-expired' }
  | PersonRefusal
  | DecisionRefusal;

/** Why nothing is stored about the person at all. */
export type PersonRefusal =
  | { readonly kind: 'subject-unknown' }
  | { readonly kind: 'subject-erased' };

/** Why the decisions about it do not let it be. Positions are those of the questions. */
export type DecisionRefusal =
  | { readonly kind: 'frozen' }
  | { readonly kind: 'restricted' }
  | {
      readonly kind: 'not-permitted';
      readonly denials: readonly {
        readonly position: number;
        readonly reasons: readonly string[];
      }[];
    };

/** What minimisation could not take out. Said in the answer, never with the value. */
export const minimisationWarnings = ['address-in-text'] as const;
export type MinimisationWarning = (typeof minimisationWarnings)[number];

/** Pointer into the content. */
interface Fault {
  readonly pointer: string;
  readonly by: Minimisation;
}

/** What can be said of an item before anyone is looked up. */
export function refusalOf(
  input: RecordInput,
  policy: Policy,
  now: EpochMilliseconds,
): Refusal | undefined {
  if (!isCategory(policy, input.category)) return { kind: 'unknown-category' };
  const positions = input.purposes.flatMap((purpose, position) =>
    Object.hasOwn(policy.purposes, purpose) ? [] : [position],
  );
  if (positions.length > 0) return { kind: 'unknown-purposes', positions };
  const recipient = recipientOf(input.source);
  if (recipient !== undefined && !Object.hasOwn(policy.recipients, recipient)) {
    return { kind: 'unknown-recipient' };
  }
  if (isTooLarge(input.content)) return { kind: 'content-too-large' };
  if (input.collectedAt !== undefined && isAhead(input.collectedAt, now)) {
    return { kind: 'collected-in-future' };
  }
  return undefined;
}

/** The recipient of the policy that a record was obtained from. */
export const recipientOf = (source: RecordSource | undefined): string | undefined =>
  typeof source === 'object' ? source.recipient : undefined;

export const isTooLarge = (content: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(content)) > maximumContentBytes;

/** What erasure keeps of a record: the purposes that share the ground whose period ends last. */
export interface Withholding {
  readonly ground: WithholdingGround;
  readonly purposes: readonly string[];
  readonly expiresAt: EpochSeconds;
}

/**
 * @param expiryOf end of the period of one purpose; undefined when it is over
 * @param purposes of the record
 */
export function withholdingOf(
  policy: Policy,
  purposes: readonly string[],
  expiryOf: (purpose: string) => EpochSeconds | undefined,
): Withholding | undefined {
  const withGround = purposes.flatMap((purpose) => {
    const ground = Object.hasOwn(policy.purposes, purpose)
      ? policy.purposes[purpose]?.withhold?.ground
      : undefined;
    const expiresAt = ground === undefined ? undefined : expiryOf(purpose);
    return ground === undefined || expiresAt === undefined ? [] : [{ purpose, ground, expiresAt }];
  });
  const last = withGround.toSorted((one, other) => other.expiresAt - one.expiresAt)[0];
  if (last === undefined) return undefined;
  return {
    ground: last.ground,
    purposes: withGround
      .filter(({ ground }) => ground === last.ground)
      .map(({ purpose }) => purpose),
    expiresAt: last.expiresAt,
  };
}
