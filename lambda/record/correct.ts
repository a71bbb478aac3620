import { isDeepStrictEqual } from 'node:util';
import { backoff } from '../platform/dynamo/retry.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { IfMatch } from '../platform/http/entity-tag.ts';
import { matches } from '../platform/http/entity-tag.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { openRetentionRules } from '../retention/model/retention-end.ts';
import { personUnchanged } from '../retention/markers.ts';
import { readPerson, seenBy } from '../retention/person-store.ts';
import type { DeleteOutcome } from './delete.ts';
import { keptBy } from './delete.ts';
import type { AuthorizationDependencies } from './authorize-write.ts';
import { pseudonymFor } from './authorize-write.ts';
import { minimise } from './minimise.ts';
import { originOf } from './model/origin.ts';
import type { Refusal, VersionedRecord } from './model/record.ts';
import { isTooLarge } from './model/record.ts';
import { contentChange } from './content-change.ts';
import { openRow, readRow } from './rows.ts';
import { recordTag } from './views.ts';

interface Correction {
  /** In the place of the old content. */
  readonly content: unknown;
  readonly ifMatch: IfMatch;
}

type CorrectOutcome =
  | { readonly kind: 'corrected'; readonly record: VersionedRecord }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not-found' | 'stale' | 'contended' }
  | (Extract<DeleteOutcome, { kind: 'not-provided' }> & { readonly category: string })
  | Extract<DeleteOutcome, { kind: 'kept' }>;

interface RecordPlace {
  readonly subjectId: SubjectId;
  readonly recordId: RecordId;
}

/** Others change the rows at the same moment: sweeps, restrictions, what a service reports. */
const attempts = 8;

/**
 * Puts what the person says is right in the place of what they provided (GDPR Art. 16), with its
 * ledger entry. Who restricted the use of the data wants it right all the more: to correct it is
 * their own wish (Art. 18(1)(a), 18(2)). What was observed or inferred is a statement of others, which
 * the person can contest but not rewrite. What an erasure would keep stays as it was, because it is
 * evidence of what was stored (Art. 17(3)(b), (e)).
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError where a row was altered or moved
 */
export async function correct(
  deps: AuthorizationDependencies,
  { subjectId, recordId }: RecordPlace,
  { content, ifMatch }: Correction,
): Promise<CorrectOutcome> {
  const { database, subjectKeys, policy } = deps;
  if (isTooLarge(content)) return { kind: 'refused', refusal: { kind: 'content-too-large' } };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const row = await readRow(database, subjectId, recordId);
    const facts = await readPerson(deps, subjectId);
    if (row === undefined || row.withheld !== undefined || facts?.status !== 'active') return gone;
    const { person, version } = facts;
    const seen = seenBy(openRetentionRules(person), row);
    const stored = seen && (await openRow(subjectKeys, row, seen));
    if (seen === undefined || stored === undefined) return gone;
    const origin = originOf(policy, stored);
    if (origin !== 'provided') return { kind: 'not-provided', origin, category: row.category };
    const exempt = keptBy(deps, { ...row, expiresAt: seen.until }, person.heldCategories);
    if (exempt !== undefined) return exempt;
    const minimised = await minimise(policy, row.category, content, {
      pseudonym: pseudonymFor(deps, subjectId),
      stored: stored.content,
    });
    if (minimised.kind === 'not-minimised') return { kind: 'refused', refusal: minimised };
    const next = { ...stored, content: minimised.content };
    // RFC 9110 section 13.1.1: a change that is there already is answered as done.
    if (isDeepStrictEqual(next.content, stored.content))
      return { kind: 'corrected', record: stored };
    if (!matches(ifMatch, recordTag(stored))) return { kind: 'stale' };
    const outcome = await transact(database, [
      personUnchanged(subjectId, version),
      ...(await contentChange(deps, row, stored, { content: next.content, by: 'subject' })),
    ]);
    if (outcome.kind === 'committed') {
      const contentVersion = row.contentVersion + 1;
      return { kind: 'corrected', record: { ...next, contentVersion } };
    }
    await backoff(attempt);
  }
  return { kind: 'contended' };
}

const gone = { kind: 'not-found' } as const;
