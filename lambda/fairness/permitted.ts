import type { Freeze } from '../containment/model/freeze.ts';
import { readFreeze } from '../containment/freeze-store.ts';
import { decide } from '../consent/model/decision.ts';
import type { StoredState } from '../consent/model/event.ts';
import { statesOfSeveral } from '../consent/store.ts';
import type { Question } from '../decision/store.ts';
import { factsOf } from '../decision/store.ts';
import { readApart } from '../platform/dynamo/apart.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { CorruptRowError } from '../platform/dynamo/errors.ts';
import { getRows } from '../platform/dynamo/read.ts';
import type { Policy } from '../policy/schema.ts';
import type { Subject } from '../subject/model/subject.ts';
import { subjectRow } from '../subject/store.ts';
import { subjects } from '../subject/table.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';

export interface PermittedDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

/** A person at the moment of a report, and what may be used of them. */
export interface JudgedPerson {
  readonly subject: Subject;
  readonly permits: (question: Question) => boolean;
}

/** Whether a use is permitted of a person whose facts were read. */
export const permits = (
  deps: Pick<PermittedDependencies, 'policy' | 'clock'> & { readonly freeze: Freeze },
  subject: Subject,
  states: ReadonlyMap<string, StoredState> | undefined,
  question: Question,
): boolean =>
  factsOf(deps, { kind: 'known', subject }, states, [question]).every(
    (facts) => decide(facts).decision === 'permit',
  );

const keysPerRead = 100;

/**
 * Up to 100 people, as they are now, and what they said about these purposes. Those who are erased are
 * none of them. Call it after what is to be used was read.
 *
 * @param leaveOut is called for each person whose rows do not say what they permit
 * @throws StoreUnavailableError: without an answer nothing is used
 */
export async function judgedPeople(
  deps: PermittedDependencies,
  people: readonly SubjectId[],
  purposes: readonly string[],
  leaveOut: (error: CorruptRowError) => void,
): Promise<ReadonlyMap<SubjectId, JudgedPerson>> {
  const freeze = await readFreeze(deps.database);
  const judged = (some: readonly SubjectId[]) => judgedIn({ ...deps, freeze }, some, purposes);
  return new Map(await readApart(people, judged, leaveOut));
}

async function judgedIn(
  deps: PermittedDependencies & { readonly freeze: Freeze },
  people: readonly SubjectId[],
  purposes: readonly string[],
): Promise<readonly (readonly [SubjectId, JudgedPerson])[]> {
  const said = people.flatMap((subjectId) => purposes.map((purpose) => ({ subjectId, purpose })));
  const [found, ...pages] = await Promise.all([
    getRows(
      deps.database,
      subjects,
      people.map((subjectId) => ({ subjectId })),
      subjectRow,
    ),
    ...chunksOf(said).map((keys) => statesOfSeveral(deps.database, keys)),
  ]);
  const states = new Map<string, ReadonlyMap<string, StoredState>>();
  for (const page of pages) {
    for (const [subjectId, own] of page) {
      states.set(subjectId, new Map([...(states.get(subjectId) ?? []), ...own]));
    }
  }
  return found.map((subject) => [
    subject.subjectId,
    {
      subject,
      permits: (question) => permits(deps, subject, states.get(subject.subjectId), question),
    },
  ]);
}

function chunksOf<Value>(values: readonly Value[]): Value[][] {
  const chunks: Value[][] = [];
  for (let start = 0; start < values.length; start += keysPerRead) {
    chunks.push(values.slice(start, start + keysPerRead));
  }
  return chunks;
}
