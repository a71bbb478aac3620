import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { RequestRow } from '../request/row.ts';
import { openText } from '../request/text.ts';
import { identifiersOf } from '../subject/known-identifiers.ts';
import { normalise } from '../subject/model/subject.ts';
import { identifierTypes } from './model/connector.ts';
import type { PersonIdentifier } from './model/connector.ts';
import { personIdentifier } from './model/protocol.ts';
import { openFor, sealFor } from './sealed.ts';

interface SelectorDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
}

const use = 'selector';

/**
 * What other systems can know a living person by: of one who is not registered, the e-mail address that the
 * request names and is answered at. Its gates have made sure that it is theirs.
 */
export async function currentIdentifiers(
  deps: SelectorDependencies,
  row: RequestRow,
): Promise<readonly PersonIdentifier[]> {
  if (row.unregistered === true) {
    const { mail } = await openText(deps.subjectKeys, row);
    if (mail === undefined) return [];
    const { value } = normalise({ type: 'email', value: mail.address });
    return [{ type: 'email', value }];
  }
  return (await identifiersOf(deps, row.subjectId)).flatMap(({ type, value, issuer }) => {
    // An account: other systems know it as a user id, the subject of its tokens.
    const asThere = type === 'oidc' ? 'user-id' : type;
    const known = identifierTypes.find((one) => one === asThere);
    return known === undefined
      ? []
      : [{ type: known, value, ...(issuer !== undefined && { issuer }) }];
  });
}

/** Encrypts them, because an erasure forgets them before every system has answered. */
export const sealSelector = async (
  deps: SelectorDependencies,
  row: RequestRow,
): Promise<Uint8Array> => sealFor(deps.subjectKeys, row, use, await currentIdentifiers(deps, row));

/** By what a task looks for the person; undefined once the key of the evidence is destroyed. */
export async function identifiersFor(
  deps: SelectorDependencies,
  row: RequestRow,
): Promise<readonly PersonIdentifier[] | undefined> {
  return row.selector === undefined
    ? currentIdentifiers(deps, row)
    : openFor(deps.subjectKeys, row, use, row.selector, z.array(personIdentifier));
}
