import { getRow } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../platform/ids.ts';
import type { JurisdictionId } from '../policy/schema.ts';
import { openAliases } from './aliases.ts';
import { openIdentities } from './identities.ts';
import type { Identities, SubjectsDependencies } from './identities.ts';
import { openStatus } from './status.ts';
import type { Status } from './status.ts';
import { jurisdictionOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { subjectRow } from './subject-row.ts';
import { subjects } from './table.ts';

export type { Linked, SubjectsDependencies, Unlinked } from './identities.ts';
export { subjectRow } from './subject-row.ts';

/** @throws StoreUnavailableError, KeyringUnavailableError from every method */
export interface Subjects extends Identities, Status {
  get(subjectId: SubjectId): Promise<Subject | undefined>;
  jurisdictionOf(subject: Subject | undefined): JurisdictionId;
}

export function openSubjects(deps: SubjectsDependencies): Subjects {
  const get: Subjects['get'] = (subjectId) =>
    getRow(deps.database, subjects, { subjectId }, subjectRow);
  const aliases = openAliases(deps, get);
  return {
    ...openIdentities(deps, aliases, get),
    ...openStatus(deps, aliases, get),
    get,
    jurisdictionOf: (subject) => jurisdictionOf(deps.policy, subject),
  };
}
