import { getRow } from '../platform/dynamo/read.ts';
import type { SubjectCaller } from '../platform/http/handlers.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import type { JurisdictionId } from '../policy/schema.ts';
import { openAliases } from './aliases.ts';
import { openIdentities } from './identities.ts';
import type { Identities, SubjectsDependencies } from './identities.ts';
import type { Beside } from './look.ts';
import type { ResolvedWith } from './several.ts';
import { resolveWith } from './several.ts';
import { openStatus } from './status.ts';
import type { Status } from './status.ts';
import { jurisdictionOf, normalise } from './model/subject.ts';
import type { Identifier, Subject } from './model/subject.ts';
import { subjectRow } from './subject-row.ts';
import { aliasRow } from './alias-row.ts';
import { aliases as aliasTable, subjects } from './table.ts';

export type { Linked, SubjectsDependencies, Unlinked } from './identities.ts';
export { subjectRow } from './subject-row.ts';

/** @throws StoreUnavailableError, KeyringUnavailableError from every method */
export interface Subjects extends Identities, Status {
  get(subjectId: SubjectId): Promise<Subject | undefined>;
  /** Alias of a sign-in, by which its own requests are known without a person. */
  signInOf(caller: SubjectCaller): Promise<string>;
  /** Alias of an identifier, under which one is known who is not registered. */
  aliasOf(identifier: Identifier): Promise<string>;
  /** Erasures of the person who had this sign-in before, as far as they withheld something. */
  erasuresOf(caller: SubjectCaller): Promise<readonly RequestId[]>;
  /** The same of the person that an identifier named before. */
  erasuresNamed(identifier: Identifier): Promise<readonly RequestId[]>;
  jurisdictionOf(subject: Subject | undefined): JurisdictionId;
  /** See `resolveWith`. */
  resolveWith<Known, Own>(
    identifiers: readonly Identifier[],
    beside: Beside<Known, Own>,
  ): Promise<ResolvedWith<Known, Own>>;
}

export function openSubjects(deps: SubjectsDependencies): Subjects {
  const get: Subjects['get'] = (subjectId) =>
    getRow(deps.database, subjects, { subjectId }, subjectRow);
  const aliases = openAliases(deps, get);
  const signInOf: Subjects['signInOf'] = ({ issuer, sub }) =>
    aliases.aliasOf({ type: 'oidc', value: sub, issuer });
  const aliasOf: Subjects['aliasOf'] = (identifier) => aliases.aliasOf(normalise(identifier));
  async function erasuresAt(alias: string): Promise<readonly RequestId[]> {
    const row = await getRow(deps.database, aliasTable, { alias }, aliasRow);
    return row?.erasures.map(({ requestId }) => requestId) ?? [];
  }
  return {
    ...openIdentities(deps, aliases, get),
    ...openStatus(deps, aliases, get),
    get,
    signInOf,
    aliasOf,
    resolveWith: (identifiers, beside) => resolveWith(deps, identifiers, beside),
    erasuresOf: async (caller) => erasuresAt(await signInOf(caller)),
    erasuresNamed: async (identifier) => erasuresAt(await aliasOf(identifier)),
    jurisdictionOf: (subject) => jurisdictionOf(deps.policy, subject),
  };
}
