import { openConsents } from '../../lambda/consent/consents.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openRecords } from '../../lambda/record/store.ts';
import type { FulfilmentDependencies } from '../../lambda/request/attempt.ts';
import { openRequestStore } from '../../lambda/request/store.ts';
import { openSubjects } from '../../lambda/subject/store.ts';

type Parts = Omit<
  FulfilmentDependencies,
  'subjectKeys' | 'requests' | 'subjects' | 'records' | 'consents'
>;

/** What fulfilments depend on, with the stores on one connection. */
export function fulfilmentOn(database: Database, parts: Parts): FulfilmentDependencies {
  const { keyring, clock } = parts;
  const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 });
  const its = { ...parts, database, subjectKeys };
  return {
    ...its,
    requests: openRequestStore(its),
    subjects: openSubjects(its),
    records: openRecords(its),
    consents: openConsents(its),
  };
}
