import * as z from 'zod';
import { getRow, queryAll } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import { remove, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { IdentityId, SubjectId } from '../value/ids.ts';
import type { AliasRow, Link } from './alias-row.ts';
import { aliasRow, linkOf } from './alias-row.ts';
import { maximumAttempts } from './aliases.ts';
import type { AliasesDependencies } from './aliases.ts';
import type { Remover } from './link-entries.ts';
import { enterRemoved } from './link-entries.ts';
import { aliases } from './table.ts';

/** One identifier of a person, as its row has it. */
export interface NamedRow {
  readonly row: AliasRow;
  readonly link: Link;
}

const aliasKey = z.object({ alias: z.string() });
const readsAtOnce = 25;

/** Everything that names a person now, the oldest first. */
export async function rowsNaming(
  { database }: Pick<AliasesDependencies, 'database'>,
  subjectId: SubjectId,
): Promise<readonly NamedRow[]> {
  const ofPerson = { partition: { subjectId }, index: 'by-subject' };
  const names = await Array.fromAsync(queryAll(database, aliases, ofPerson, aliasKey));
  const found: NamedRow[] = [];
  for (let start = 0; start < names.length; start += readsAtOnce) {
    const keys = names.slice(start, start + readsAtOnce);
    const rows = await Promise.all(keys.map((key) => getRow(database, aliases, key, aliasRow)));
    for (const row of rows) {
      // The index is behind its table for a moment.
      const isTheirs = row?.subjectId === subjectId && row.status === 'linked';
      const link = isTheirs ? linkOf(row) : undefined;
      if (row && link) found.push({ row, link });
    }
  }
  return found.sort((one, other) => one.link.since - other.link.since);
}

export type Removed =
  | { readonly kind: 'removed' }
  /** `only-name`: nothing else names them; `only-sign-in`: nothing else that they sign in with. */
  | { readonly kind: 'unknown' | 'only-name' | 'only-sign-in' };

const isSignIn = ({ link }: NamedRow): boolean =>
  link.type === 'oidc' && link.assurance === 'issuer-verified';

/** What stays, or why nothing goes: people who sign in never lock themselves out. */
function survivorOf(
  gone: NamedRow,
  others: readonly NamedRow[],
  by: Remover,
): NamedRow | 'only-name' | 'only-sign-in' {
  const signIn = others.find(isSignIn);
  if (by === 'subject' && isSignIn(gone)) return signIn ?? 'only-sign-in';
  return signIn ?? others[0] ?? 'only-name';
}

/**
 * Takes an identity from a person: it names no one then. A sign-in that goes does not come back by
 * an address that it has claimed. Entered first, as a link is.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function removeIdentity(
  deps: AliasesDependencies,
  subjectId: SubjectId,
  identityId: IdentityId,
  by: Remover,
): Promise<Removed> {
  let entered = false;
  return retryOnConflict(
    { attempts: maximumAttempts, exhausted: 'an identifier kept changing while it was removed' },
    async () => {
      const rows = await rowsNaming(deps, subjectId);
      const gone = rows.find(({ link }) => link.identityId === identityId);
      if (gone === undefined) return { kind: entered ? 'removed' : 'unknown' };
      const others = rows.filter((one) => one !== gone);
      const survivor = survivorOf(gone, others, by);
      if (typeof survivor === 'string') return { kind: survivor };
      if (!entered) await enterRemoved(deps, subjectId, gone.link, by);
      entered = true;
      if (await taken(deps, gone, survivor, others)) return { kind: 'removed' };
      return conflict;
    },
  );
}

/** False when a row changed since it was read. */
async function taken(
  { database }: AliasesDependencies,
  { row }: NamedRow,
  survivor: NamedRow,
  others: readonly NamedRow[],
): Promise<boolean> {
  const claimed = others.filter(({ link }) => link.claims.some(({ alias }) => alias === row.alias));
  // The one that stays is touched as well, so that of two removals at once one is refused.
  const touched = new Set([survivor, ...claimed]);
  const outcome = await transact(database, [
    remove(aliases, { alias: row.alias }, row.version),
    ...[...touched].map(({ row: { alias, version, link, status } }) =>
      update(aliases, { alias }, version, {
        status,
        link: {
          ...link,
          claims: (link.claims ?? []).map((claim) =>
            claim.alias === row.alias ? { ...claim, removed: true } : { ...claim },
          ),
        },
      }),
    ),
  ]);
  return outcome.kind === 'committed';
}
