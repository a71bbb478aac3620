import * as z from 'zod';
import type { Item } from '../platform/dynamo/statement.ts';
import type { RequestId, SubjectId } from '../platform/ids.ts';
import { plusSeconds, toEpochSeconds } from '../platform/time.ts';
import type { EpochMilliseconds, EpochSeconds } from '../platform/time.ts';
import type { AddressClaim, Assurance } from './subject.ts';
import { assurances } from './subject.ts';

/** How long an erased identifier is remembered, without saying whose it was. */
const erasedSeconds = 7 * 24 * 3600;
/** How long a registration that did not come to its end holds the identifier. */
const reservedSeconds = 24 * 3600;

/**
 * `reserved` while a registration is under way, `linked` when it names a person, `erased` after the
 * person was erased. What can be told of a person stands in `link` and `subjectId` alone, so one
 * statement empties both.
 */
export const aliasRow = z.object({
  alias: z.string(),
  status: z.enum(['reserved', 'linked', 'erased']),
  version: z.number().int(),
  subjectId: z.string().optional(),
  link: z.object({
    /** Sealed under the class `identity`; lets the HMAC key be rotated. */
    identifier: z.instanceof(Uint8Array).optional(),
    assurance: z.enum(assurances).optional(),
    claims: z.array(z.object({ issuer: z.string(), alias: z.string() })).optional(),
  }),
  expiresAt: z.number().int().optional(),
  /** Erasures that withheld something: who signs in by this alias is shown what. */
  erasures: z.array(z.string().transform((id) => id as RequestId)).optional(),
});
export type AliasRow = z.output<typeof aliasRow>;

export const subjectOf = (row: AliasRow): SubjectId | undefined =>
  row.subjectId as SubjectId | undefined;

export const reservation = (subjectId: SubjectId, now: EpochMilliseconds): Item => ({
  status: 'reserved',
  subjectId,
  link: {},
  expiresAt: toEpochSeconds(plusSeconds(now, reservedSeconds)),
});

export interface Link {
  readonly identifier: Uint8Array;
  readonly assurance: Assurance;
  readonly claims?: readonly AddressClaim[];
}

export const linked = (
  subjectId: SubjectId,
  { identifier, assurance, claims = [] }: Link,
): Item => ({
  status: 'linked',
  subjectId,
  link: { identifier, assurance, claims: claims.map(({ issuer, alias }) => ({ issuer, alias })) },
});

/** `subjectId` goes by REMOVE: an index key cannot be empty. */
export const erasedMarker = (
  { erasures = [] }: Pick<AliasRow, 'erasures'>,
  now: EpochMilliseconds,
  withheld?: Withheld,
): Item => ({
  status: 'erased',
  link: {},
  expiresAt: Math.max(
    toEpochSeconds(plusSeconds(now, erasedSeconds)),
    withheld === undefined ? 0 : withheld.until,
  ),
  ...(withheld && { erasures: [...new Set([...erasures, withheld.requestId])] }),
});

/** An erasure that withheld something, and until when. */
export interface Withheld {
  readonly requestId: RequestId;
  readonly until: EpochSeconds;
}

/** DynamoDB deletes late: a marker past its time says nothing any more. */
const isMarker = ({ status, expiresAt }: AliasRow, now: EpochMilliseconds): boolean =>
  status === 'erased' && expiresAt !== undefined && expiresAt > toEpochSeconds(now);

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
