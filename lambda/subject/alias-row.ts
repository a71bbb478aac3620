import * as z from 'zod';
import { bytesColumn, identityIdColumn, requestIdColumn } from '../platform/dynamo/columns.ts';
import type { Item } from '../platform/dynamo/statement.ts';
import type { IdentityId, RequestId, SubjectId } from '../value/ids.ts';
import { newIdentityId } from '../value/ids.ts';
import { milliseconds, plusSeconds, seconds, toEpochSeconds } from '../value/time.ts';
import type { EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import type { AddressClaim, Assurance, Identifier, Linker } from './model/subject.ts';
import { assurances, identifierTypes, linkers, mayClaim, strongest } from './model/subject.ts';

/** How long an erased identifier is remembered, without saying whose it was. */
const erasedSeconds = 7 * 24 * 3600;
/** How long a registration that did not come to its end holds the identifier. */
const reservedSeconds = 24 * 3600;

/**
 * `reserved` while a registration is under way, `linked` when it names a person, `erased` after the
 * person was erased. What can be reported of a person is in `link` and `subjectId` alone, so one
 * statement empties both.
 */
export const aliasRow = z.object({
  alias: z.string(),
  status: z.enum(['reserved', 'linked', 'erased']),
  version: z.number().int(),
  subjectId: z.string().optional(),
  /** Whole when `linked`. */
  link: z
    .object({
      identityId: identityIdColumn,
      type: z.enum(identifierTypes),
      /** Encrypted under the class `identity`; lets the HMAC key be rotated. */
      identifier: bytesColumn,
      assurance: z.enum(assurances),
      linkedBy: z.enum(linkers),
      since: z.number().transform(milliseconds),
      claims: z.array(
        z.object({ issuer: z.string(), alias: z.string(), removed: z.boolean().optional() }),
      ),
      /** Alias of the address that this sign-in last brought, whether it got it or not. */
      presented: z.string().optional(),
    })
    .partial(),
  expiresAt: z.number().int().optional(),
  /** Erasures that withheld something: the person who signs in by this alias is shown what. */
  erasures: z
    .array(z.object({ requestId: requestIdColumn, until: z.number().int().transform(seconds) }))
    .default([]),
});
export type AliasRow = z.output<typeof aliasRow>;

export const subjectOf = (row: AliasRow): SubjectId | undefined =>
  row.subjectId as SubjectId | undefined;

export const reservation = (subjectId: SubjectId, now: EpochMilliseconds): Item => ({
  status: 'reserved',
  subjectId,
  // Named already, so that of many that link it at once all say the same.
  link: { identityId: newIdentityId(subjectId) },
  expiresAt: toEpochSeconds(plusSeconds(now, reservedSeconds)),
});

/** What is known of a link beside the identifier itself. */
export interface Link {
  readonly identityId: IdentityId;
  readonly type: Identifier['type'];
  readonly assurance: Assurance;
  readonly linkedBy: Linker;
  readonly since: EpochMilliseconds;
  readonly claims: readonly AddressClaim[];
  readonly presented?: string;
}

/** How an identifier comes to name a person. */
export interface Linking {
  readonly assurance: Assurance;
  readonly by: Linker;
  readonly claim?: AddressClaim;
  readonly presented?: string;
}

const isWhole = (link: AliasRow['link']): link is AliasRow['link'] & Link =>
  link.identityId !== undefined &&
  link.type !== undefined &&
  link.assurance !== undefined &&
  link.linkedBy !== undefined &&
  link.since !== undefined &&
  link.claims !== undefined;

export const linkOf = ({ link }: AliasRow): Link | undefined => (isWhole(link) ? link : undefined);

/**
 * What a link becomes. Nothing of it gets weaker, and it stays the same identity.
 *
 * @returns undefined when another account of the issuer has claimed the address
 */
export function linkedAs(
  before: Link | undefined,
  { assurance, by, claim, presented }: Linking,
  made: Pick<Link, 'identityId' | 'type' | 'since'>,
): Link | undefined {
  const claims = before?.claims ?? [];
  if (claim && !mayClaim(claims, claim)) return undefined;
  const isClaimed = claim === undefined || claims.some(({ alias }) => alias === claim.alias);
  const last = presented ?? before?.presented;
  return {
    identityId: before?.identityId ?? made.identityId,
    type: made.type,
    assurance: before ? strongest(before.assurance, assurance) : assurance,
    linkedBy: before?.linkedBy ?? by,
    since: before?.since ?? made.since,
    claims: isClaimed ? claims : [...claims, claim],
    presented: last,
  };
}

/** Whether `linkedAs` left everything as it was. */
export const isSameLink = (one: Link, other: Link): boolean =>
  one.identityId === other.identityId &&
  one.assurance === other.assurance &&
  one.claims.length === other.claims.length &&
  one.presented === other.presented;

export const linked = (subjectId: SubjectId, identifier: Uint8Array, link: Link): Item => ({
  status: 'linked',
  subjectId,
  link: { ...link, identifier, claims: link.claims.map((claim) => ({ ...claim })) },
});

/**
 * `subjectId` goes by REMOVE: an index key cannot be empty. Under a hold it stays and the marker has no
 * end, so that the end of the hold finds the marker and ends it.
 */
export const erasedMarker = (
  { erasures }: Pick<AliasRow, 'erasures'>,
  now: EpochMilliseconds,
  withheld?: Withheld,
): Item => {
  const others = erasures.filter(({ requestId }) => requestId !== withheld?.requestId);
  const current = [...others, ...(withheld ? [withheld] : [])]
    .filter(({ until }) => until > toEpochSeconds(now))
    .map(({ requestId, until }) => ({ requestId, until }));
  const ends = [
    toEpochSeconds(plusSeconds(now, erasedSeconds)),
    ...current.map((one) => one.until),
  ];
  return {
    status: 'erased',
    link: {},
    expiresAt: withheld?.onHold === true ? undefined : Math.max(...ends),
    erasures: erasures.length + current.length > 0 ? current : undefined,
  };
};

/** An erasure that withholds something until then, or for as long as a hold is open. */
export interface Withheld {
  readonly requestId: RequestId;
  /** Under a hold the time at least. */
  readonly until: EpochSeconds;
  readonly onHold: boolean;
}

/** DynamoDB deletes late: a marker past its time says nothing any more. */
const isMarker = ({ status, expiresAt = Infinity }: AliasRow, now: EpochMilliseconds): boolean =>
  status === 'erased' && expiresAt > toEpochSeconds(now);

/** What an alias says by itself; whether the person is still there, their own row says. */
export function namedBy(
  row: AliasRow | undefined,
  now: EpochMilliseconds,
):
  | { readonly kind: 'linked'; readonly subjectId: SubjectId }
  | { readonly kind: 'unknown' | 'erased' } {
  if (row === undefined) return { kind: 'unknown' };
  if (isMarker(row, now)) return { kind: 'erased' };
  const subjectId = row.status === 'linked' ? subjectOf(row) : undefined;
  return subjectId === undefined ? { kind: 'unknown' } : { kind: 'linked', subjectId };
}
