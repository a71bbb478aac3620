import { askFreeze } from '../containment/freeze-store.ts';
import { askStates } from '../consent/store.ts';
import type { StoredState } from '../consent/model/event.ts';
import type { Consents } from '../consent/consents.ts';
import { toEpochMilliseconds } from '../value/time.ts';
import { openRetentionRules } from '../retention/model/retention-end.ts';
import { factsOf as personFactsOf } from '../retention/person-store.ts';
import type { Subjects, SubjectsDependencies } from '../subject/store.ts';
import type { Identifier, Resolution } from '../subject/model/subject.ts';
import { normalise } from '../subject/model/subject.ts';
import type { DecisionFacts } from '../consent/model/decision.ts';
import { decide } from '../consent/model/decision.ts';
import { askStandings } from './named-models.ts';
import type { Decided, Question } from './store.ts';
import { factsOf } from './store.ts';

export interface Asked extends Question {
  readonly subject: Identifier;
}

export interface DecidingDependencies extends SubjectsDependencies {
  readonly subjects: Subjects;
  readonly consents: Consents;
}

/**
 * Decides up to 100 questions, in their order. Each person is looked up once, however often they are
 * named, and there are two waits, however many people there are.
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
  const places = new Map([...people.keys()].map((name, place) => [name, place]));
  const placeOf = ({ subject }: Asked): number => places.get(nameOf(subject)) ?? -1;
  const { resolutions, known, own } = await deps.subjects.resolveWith([...people.values()], {
    known: (read) =>
      Promise.all([
        askFreeze(read),
        askStandings(
          read,
          asked.map(({ model }) => model),
        ),
      ]),
    // What they said about what is asked, and nothing else.
    own: (read, named) =>
      askStates(
        read,
        asked.flatMap((question) => {
          const subjectId = named[placeOf(question)];
          return subjectId === undefined ? [] : [{ subjectId, purpose: question.purpose }];
        }),
      ),
  });
  const [freeze, standingOf] = known;
  const questions = asked.map((question) => ({
    question,
    resolution: resolutions[placeOf(question)] ?? ({ kind: 'unknown' } as const),
  }));
  return questions.flatMap(({ question, resolution }) => {
    const states = resolution.kind === 'known' ? own.get(resolution.subject.subjectId) : undefined;
    const { purpose, category } = question;
    return factsOf({ ...deps, freeze, standingOf }, resolution, states, [question]).map(
      (facts) => ({
        purpose,
        category,
        resolution,
        decision: decide({ ...facts, ...keptUntil(deps, resolution, states, facts) }),
      }),
    );
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
