import type { JurisdictionId } from '../policy/fields.ts';
import type { SubjectId } from '../value/ids.ts';
import { milliseconds, parseRfc3339, toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { nextClassEnd } from './model/exemption.ts';
import { isClosed } from './model/request.ts';
import { hasWorkflow, isAnswered } from './model/kinds.ts';
import type { RequestRow } from './row.ts';

/** Under whose key something may be committed: no one's once it is destroyed, or was never made. */
export const committedTo = (row: RequestRow): SubjectId | undefined =>
  keysAreGone(row) || row.asker !== undefined || row.unregistered === true
    ? undefined
    : row.subjectId;

/** From the fence on an erasure can be finished, no longer called off. */
export const isIrreversible = (row: Pick<RequestRow, 'erasure'>): boolean =>
  row.erasure?.fencedAt !== undefined;

/** From the destruction of keys on nothing may be written under a key of the person. */
const keysAreGone = ({ erasure }: Pick<RequestRow, 'erasure'>): boolean =>
  erasure?.planned !== undefined ||
  erasure?.releasedAt !== undefined ||
  erasure?.residueFoundAt !== undefined;

/** The erasure of what a hold exempted: follows a request that is closed, on its own attempts. */
export const isSettling = ({ status, erasure }: Pick<RequestRow, 'status' | 'erasure'>): boolean =>
  status === 'partially-completed' &&
  erasure?.releasedAt !== undefined &&
  erasure.settledAt === undefined;

/** A verification pass found something of an erased person: the erasure is carried out again. */
export const isReopened = ({ status, erasure }: Pick<RequestRow, 'status' | 'erasure'>): boolean =>
  isClosed(status) &&
  erasure?.residueFoundAt !== undefined &&
  erasure.residueErasedAt === undefined;

/** A system has answered after the request was closed: an attempt issues what follows from it. */
export const isLate = ({ status, lateSince }: Pick<RequestRow, 'status' | 'lateSince'>): boolean =>
  status === 'partially-completed' && lateSince !== undefined;

/** The request was called off: nothing is done at systems any more. */
export const isCalledOff = ({ status }: Pick<RequestRow, 'status'>): boolean =>
  status === 'cancelled' || status === 'denied';

/**
 * Whether systems may be called: not for an erasure that can still be called off, nor before it is known
 * what a hold keeps there.
 */
export const reachesSystems = (row: Pick<RequestRow, 'kind' | 'status' | 'erasure'>): boolean =>
  !isCalledOff(row) && (row.kind !== 'erasure' || row.erasure?.systemsFrom !== undefined);

/** A hold keeps something of an erased person: nothing ends before its erasure has been made up for. */
export const isOwed = ({ erasure }: Pick<RequestRow, 'erasure'>): boolean =>
  erasure?.heldSince !== undefined && erasure.settledAt === undefined;

/** When the next keys go of what an erasure left on a ground. */
export function nextEnd(
  row: Pick<RequestRow, 'status' | 'erasure'>,
): EpochMilliseconds | undefined {
  if (!isClosed(row.status) || isOwed(row)) return undefined;
  const { withheld = [], endedAt = '' } = row.erasure ?? {};
  return nextClassEnd(withheld, parseRfc3339(endedAt) ?? milliseconds(0));
}

/** Erasures are paused: the request waits until staff resume them. */
export const waitsForResume = (
  row: Pick<RequestRow, 'kind' | 'status' | 'erasure' | 'lateSince'>,
): boolean => isRunning(row) && row.erasure?.pauseSeenAt !== undefined;

/** Whether an attempt may work on the request. */
export const isRunning = (
  row: Pick<RequestRow, 'kind' | 'status' | 'erasure' | 'lateSince'>,
): boolean =>
  (row.status === 'in-progress' && !isAnswered(row.kind)) ||
  isSettling(row) ||
  isReopened(row) ||
  isLate(row);

/** Work begins: of what a workflow carries out, as the next attempt. */
export const begunAt = (
  { kind, attempt }: Pick<RequestRow, 'kind' | 'attempt'>,
  now: EpochMilliseconds,
): Partial<Pick<RequestRow, 'attempt' | 'progressAt'>> =>
  hasWorkflow(kind) ? { attempt: attempt + 1, progressAt: toRfc3339(now) } : {};

/** The laws under which the request is answered, the one that it is filed under first. */
export const applyingTo = ({
  jurisdiction,
  jurisdictions = [],
}: Pick<RequestRow, 'jurisdiction' | 'jurisdictions'>): readonly [
  JurisdictionId,
  ...JurisdictionId[],
] => [jurisdiction, ...jurisdictions.filter((other) => other !== jurisdiction)];
