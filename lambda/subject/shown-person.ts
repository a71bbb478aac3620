import type { Database } from '../platform/dynamo/database.ts';
import type { SubjectId } from '../value/ids.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { identifiersOf } from './known-identifiers.ts';
import type { Subject } from './model/subject.ts';
import type { ShownPerson } from './person-contract.ts';

/** @throws StoreUnavailableError, KeyringUnavailableError */
export async function personShown(
  deps: { readonly database: Database; readonly subjectKeys: SubjectKeys },
  subjectId: SubjectId,
  subject: Subject | undefined,
): Promise<ShownPerson> {
  const residence = subject?.declaredResidence ?? subject?.residence;
  return {
    identities: [...(await identifiersOf(deps, subjectId))],
    residence,
  };
}
