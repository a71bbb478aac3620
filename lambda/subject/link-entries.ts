import type { ActivityDependencies } from '../ledger/activity.ts';
import { activityEntry } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { LedgerKeys } from '../platform/keyring/subject-keys.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Policy } from '../policy/schema.ts';
import type { Link } from './alias-row.ts';
import type { Identifier, Linker } from './model/subject.ts';

export interface LinkEntryDependencies extends ActivityDependencies {
  readonly policy: Policy;
}

/** Who takes an identity from a person. */
export type Remover = 'service' | 'subject' | 'staff';

/** What enters in ledger and activity that something names a person from now on. */
export async function linkedStatements(
  deps: Pick<LinkEntryDependencies, 'policy' | 'clock'> & { readonly subjectKeys: LedgerKeys },
  subjectId: SubjectId,
  { identityId, type, assurance }: Link,
  by: Linker,
): Promise<Statement[]> {
  const codes = { type: publicType(type), assurance, by };
  const entered = await entry(deps, 'identity.linked', codes, subjectId);
  const shown = { identityId, ...codes };
  return [entered, await activityEntry(deps, subjectId, 'identity-linked', shown, entered)];
}

/**
 * Enters it before it does: alias rows share no transaction with another table, and a link that
 * no one sees is worse than an entry too many.
 *
 * @throws StoreUnavailableError: what could not be entered must not be done
 */
export const enterLinked = async (
  deps: LinkEntryDependencies,
  subjectId: SubjectId,
  link: Link,
  by: Linker,
): Promise<void> => enter(deps, await linkedStatements(deps, subjectId, link, by));

/** The same of what names them no more. */
export async function enterRemoved(
  deps: LinkEntryDependencies,
  subjectId: SubjectId,
  { identityId, type, linkedBy }: Link,
  by: Remover,
): Promise<void> {
  const codes = { type: publicType(type), linkedBy, by };
  const entered = await entry(deps, 'identity.removed', codes, subjectId);
  const shown = { identityId, ...codes };
  await enter(deps, [
    entered,
    await activityEntry(deps, subjectId, 'identity-removed', shown, entered),
  ]);
}

/** As clients name them: a `sub` is the user id of its issuer. */
export const publicType = (type: Identifier['type']): Exclude<Identifier['type'], 'oidc'> =>
  type === 'oidc' ? 'user-id' : type;

async function enter({ database }: LinkEntryDependencies, statements: readonly Statement[]) {
  const outcome = await transact(database, statements);
  if (outcome.kind !== 'committed') {
    throw new StoreUnavailableError('what names a person could not be entered in the ledger');
  }
}
