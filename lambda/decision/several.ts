import { readFreeze } from '../containment/freeze-store.ts';
import { statesOfSeveral } from '../consent/store.ts';
import type { StoredState } from '../consent/model/event.ts';
import type { Consents } from '../consent/consents.ts';
import { toEpochMilliseconds } from '../value/time.ts';
import { openRetentionRules } from '../retention/model/retention-end.ts';
import { factsOf as personFactsOf } from '../retention/person-store.ts';
import { resolveSeveral } from '../subject/several.ts';
import type { Subjects, SubjectsDependencies } from '../subject/store.ts';
import type { Identifier, Resolution } from '../subject/model/subject.ts';
import { normalise } from '../subject/model/subject.ts';
import type { DecisionFacts } from '../consent/model/decision.ts';
import { decide } from '../consent/model/decision.ts';
import { standingsOf } from './named-models.ts';
import type { Decided, Question } from './store.ts';
import { factsOf } from './store.ts';

export interface Asked extends Question {
  readonly subject: Identifier;
}

export interface DecidingDependencies extends SubjectsDependencies {
  readonly subjects: Subjects;
  readonly consents: Consents;
}

/** What they said, by person and purpose. */
type States = ReadonlyMap<string, ReadonlyMap<string, StoredState>>;

/**
 * Decides up to 100 questions, in their order. Each person is looked up once, however often they are
 * named, and each table is read once, however many people there are.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError: without an answer there is no permit
 */
export async function decideAll(
  deps: DecidingDependencies,
  asked: readonly Asked[],
): Promise<readonly Decided[]> {
  // Two spellings of one identifier are one person.
  const nameOf = (subject: Identifier): string => JSON.stringify(normalise(subject));
  const people = new Map(asked.map(({ subject }) => [nameOf(subject), subject] as const));
  const [only, ...others] = people.values();
  const [found, freeze, standingOf] = await Promise.all([
    only !== undefined && others.length === 0
      ? Promise.all([deps.subjects.resolve(only)])
      : resolveSeveral(deps, [...people.values()]),
    readFreeze(deps.database),
    standingsOf(
      deps.database,
      asked.map(({ model }) => model),
    ),
  ]);
  const resolutions = new Map([...people.keys()].map((name, place) => [name, found[place]]));
  const questions = asked.map((question) => ({
    question,
    resolution: resolutions.get(nameOf(question.subject)) ?? ({ kind: 'unknown' } as const),
  }));
  const states = await statesFor(deps, found, questions);
  return questions.flatMap(({ question, resolution }) => {
    const own = resolution.kind === 'known' ? states.get(resolution.subject.subjectId) : undefined;
    const { purpose, category } = question;
    return factsOf({ ...deps, freeze, standingOf }, resolution, own, [question]).map((facts) => ({
      purpose,
      category,
      resolution,
      decision: decide({ ...facts, ...keptUntil(deps, resolution, own, facts) }),
    }));
  });
}

/** As `POST /v1/records` judges it. What comes in now has its whole period before it. */
function keptUntil(
  { policy }: DecidingDependencies,
  resolution: Resolution,
  states: ReadonlyMap<string, StoredState> = new Map<string, StoredState>(),
  { purpose, category, collectedAt, now }: DecisionFacts,
): Pick<DecisionFacts, 'keptUntil'> {
  if (resolution.kind !== 'known' || collectedAt === undefined) return {};
  const { person } = personFactsOf({ policy, clock: () => now }, resolution.subject, states);
  const ending = openRetentionRules(person).endOf({ category, purposes: [purpose], collectedAt });
  return { keptUntil: ending.kind === 'delete-now' ? now : toEpochMilliseconds(ending.at) };
}

/** Of one person all they said, in one query; of several what they said about what is asked. */
async function statesFor(
  { database, consents }: DecidingDependencies,
  found: readonly Resolution[],
  questions: readonly { readonly question: Asked; readonly resolution: Resolution }[],
): Promise<States> {
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) {
    if (only.kind !== 'known') return new Map();
    const { subjectId } = only.subject;
    return new Map([[subjectId, await consents.states(subjectId)]]);
  }
  const keys = questions.flatMap(({ question: { purpose }, resolution }) => {
    const subjectId = resolution.kind === 'known' ? resolution.subject.subjectId : undefined;
    return subjectId ? [[`${subjectId}#${purpose}`, { subjectId, purpose }] as const] : [];
  });
  return statesOfSeveral(database, [...new Map(keys).values()]);
}
