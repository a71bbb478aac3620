import { askFreeze, readFreeze } from '../containment/freeze-store.ts';
import type { Freeze } from '../containment/model/freeze.ts';
import type { Consents } from '../consent/consents.ts';
import { askStates } from '../consent/store.ts';
import type { Decision } from '../consent/model/decision.ts';
import { decide } from '../consent/model/decision.ts';
import type { StoredState } from '../consent/model/event.ts';
import type { Decided, Question } from '../decision/store.ts';
import { factsOf } from '../decision/store.ts';
import { informByDate } from '../policy/indirect-collection.ts';
import type { SubjectId } from '../value/ids.ts';
import type { ReadRows } from '../platform/dynamo/together.ts';
import type { ReadKeyRows } from '../platform/keyring/key-row.ts';
import { askKeyRows } from '../platform/keyring/key-row.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { seconds } from '../value/time.ts';
import type { RetentionRules } from '../retention/model/retention-end.ts';
import { openRetentionRules } from '../retention/model/retention-end.ts';
import { factsOf as personFactsOf } from '../retention/person-store.ts';
import { isContested } from '../retention/model/hold.ts';
import { isGone } from '../retention/model/retention.ts';
import type { Subjects } from '../subject/store.ts';
import type { Identifier, Resolution, Subject } from '../subject/model/subject.ts';
import { jurisdictionsOf, normalise } from '../subject/model/subject.ts';
import { findSource } from './derive.ts';
import type { Pseudonym } from './minimise.ts';
import { minimise } from './minimise.ts';
import type { MinimisationWarning, RecordInput, Refusal } from './model/record.ts';
import { erasureClassOf, recipientOf, refusalOf } from './model/record.ts';
import { activeOf, deniedOf, refusalOfDecisions, refusalOfPerson } from './refused.ts';
import type { RecordsDependencies } from './rows.ts';
import type { DraftTimes } from './store.ts';

/** What deciding about a person takes whose id is known. */
export interface DecidingDependencies extends RecordsDependencies {
  readonly consents: Pick<Consents, 'states'>;
}

export interface AuthorizationDependencies extends DecidingDependencies {
  readonly subjects: Subjects;
}

/** What a service wants to store about one person. */
export interface WriteRequest extends RecordInput {
  readonly subject: Identifier;
}

export type Authorization =
  | {
      readonly kind: 'authorized';
      readonly subjectId: SubjectId;
      readonly times: DraftTimes;
      /** Without what the policy lets no one store. */
      readonly content: unknown;
      readonly warnings?: readonly MinimisationWarning[];
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** One authorization per request, in order, and the denials behind those that are refused. */
export interface Authorizations {
  readonly authorizations: readonly Authorization[];
  readonly denials: readonly Decided[];
  /** Of what is encrypted at once. */
  readonly keyRows?: ReadKeyRows | undefined;
}

interface Placed<Request = RecordInput> {
  readonly request: Request;
  readonly place: number;
}

/**
 * Looks up every person once and asks for every purpose of what is requested about them: two waits,
 * however many people there are.
 *
 * @param options.keys also reads the keys under which what is requested would be stored
 */
export async function authorizeWrites(
  deps: AuthorizationDependencies,
  requests: readonly WriteRequest[],
  options: { readonly keys?: boolean } = {},
): Promise<Authorizations> {
  const now = deps.clock();
  const authorizations = requests.map((request): Authorization | undefined => {
    const refusal = refusalOf(request, deps.policy, now);
    return refusal && { kind: 'refused', refusal };
  });
  const sound = requests
    .map((request, place): Placed<WriteRequest> => ({ request, place }))
    .filter(({ place }) => authorizations[place] === undefined);
  const people = [
    ...Map.groupBy(sound, ({ request }) => JSON.stringify(normalise(request.subject))).values(),
  ];
  if (people.length === 0) return { authorizations: whole(authorizations), denials: [] };

  const identifiers = people.flatMap(([first]) => (first ? [first.request.subject] : []));
  const { resolutions, known, own } = await deps.subjects.resolveWith(identifiers, {
    known: askFreeze,
    own: (read, named) => askAbout(deps, read, people, named, options),
  });
  const denials: Decided[] = [];
  await Promise.all(
    people.map(async (group, index) => {
      const resolution = resolutions[index] ?? ({ kind: 'unknown' } as const);
      const subjectId = resolution.kind === 'known' ? resolution.subject.subjectId : '';
      const states = own.states.get(subjectId);
      for (const answer of await authorizeForPerson(deps, group, [resolution, known], states)) {
        const { place, authorization, denied } = answer;
        authorizations[place] = authorization;
        denials.push(...denied);
      }
    }),
  );
  return { authorizations: whole(authorizations), denials, keyRows: own.keyRows };
}

const whole = (authorizations: readonly (Authorization | undefined)[]): Authorization[] =>
  authorizations.filter((authorization) => authorization !== undefined);

/** What they said about the purposes that are asked for, and the keys of what is to be stored. */
async function askAbout(
  { policy }: Pick<AuthorizationDependencies, 'policy'>,
  read: ReadRows,
  people: readonly (readonly Placed[])[],
  named: readonly (SubjectId | undefined)[],
  { keys = false }: { readonly keys?: boolean },
) {
  const asked = people.flatMap((group, index) => {
    const subjectId = named[index];
    return subjectId === undefined ? [] : group.map(({ request }) => ({ subjectId, request }));
  });
  const purposes = asked.flatMap(({ subjectId, request }) =>
    request.purposes.map((purpose) => ({ subjectId, purpose })),
  );
  const classes = asked.map(({ subjectId, request }) => ({
    subjectId,
    erasureClass: erasureClassOf(policy, request.category),
  }));
  const [states, keyRows] = await Promise.all([
    askStates(read, purposes),
    keys ? askKeyRows(read, classes) : undefined,
  ]);
  return { states, keyRows };
}

/**
 * Asks again about a person whose id is known, for what was authorized a while ago: a consent may be
 * withdrawn by now, the person restricted, frozen or erased.
 */
export async function authorizeAgain(
  deps: DecidingDependencies & { readonly subjects: Pick<Subjects, 'get'> },
  subjectId: SubjectId,
  request: RecordInput,
): Promise<{ readonly authorization: Authorization; readonly denials: readonly Decided[] }> {
  const refusal = refusalOf(request, deps.policy, deps.clock());
  if (refusal !== undefined) return { authorization: { kind: 'refused', refusal }, denials: [] };
  const [subject, freeze, states] = await Promise.all([
    deps.subjects.get(subjectId),
    readFreeze(deps.database),
    deps.consents.states(subjectId),
  ]);
  // The id of a person who was there before names no one else.
  const resolution: Resolution = subject ? { kind: 'known', subject } : { kind: 'erased' };
  const group = [{ request, place: 0 }];
  const [authorized] = await authorizeForPerson(deps, group, [resolution, freeze], states);
  if (authorized === undefined) throw new TypeError('one request has one authorization');
  return { authorization: authorized.authorization, denials: authorized.denied };
}

/**
 * @param group what is requested about one person
 * @param said about the purposes of the group
 */
async function authorizeForPerson(
  deps: DecidingDependencies,
  group: readonly Placed[],
  [resolution, freeze]: readonly [Resolution, Freeze],
  said: ReadonlyMap<string, StoredState> = new Map<string, StoredState>(),
) {
  const subject = activeOf(resolution);
  if (subject === undefined) {
    const refusal = refusalOfPerson(resolution);
    return group.map(({ place }) => ({
      place,
      authorization: { kind: 'refused', refusal } as const,
      denied: [],
    }));
  }
  const questions = group.map(({ request }) => questionsOf(request));
  // What something is made from may serve other purposes, and ends with them.
  const isDerived = group.some(({ request }) => request.derivedFrom !== undefined);
  const states = isDerived ? await deps.consents.states(subject.subjectId) : said;
  const decisions = factsOf({ ...deps, freeze }, resolution, states, questions.flat()).map(decide);
  const retentionRules = openRetentionRules(personFactsOf(deps, subject, states).person);
  let start = 0;
  return Promise.all(
    group.map(async ({ request, place }, index) => {
      const asked = questions[index] ?? [];
      const own = decisions.slice(start, start + asked.length);
      start += asked.length;
      const authorization = await authorizationOf(deps, request, {
        subject,
        retentionRules,
        decisions: own,
      });
      return { place, authorization, denied: deniedOf(resolution, asked, own) };
    }),
  );
}

const questionsOf = ({ purposes, category, collectedAt }: RecordInput): Question[] =>
  purposes.map((purpose) => ({
    ...{ purpose, category, storing: true, incoming: true },
    collectedAt,
  }));

async function authorizationOf(
  { database, policy, clock, subjectKeys }: DecidingDependencies,
  { purposes, category, ...request }: RecordInput,
  person: {
    readonly subject: Subject;
    readonly retentionRules: RetentionRules;
    readonly decisions: readonly Decision[];
  },
): Promise<Authorization> {
  const refusal = refusalOfDecisions(person.decisions);
  if (refusal !== undefined) return { kind: 'refused', refusal };
  const now = clock();
  const collectedAt = request.collectedAt ?? now;
  const { subjectId } = person.subject;
  const source =
    request.derivedFrom === undefined
      ? undefined
      : await findSource(database, person.retentionRules, subjectId, request.derivedFrom);
  if (source !== undefined && source.kind !== 'found') return { kind: 'refused', refusal: source };
  const sources = source?.derivation.sources;
  // GDPR Art. 18(1)(a): to make something from it is to use it.
  if (sources?.some((one) => isContested(policy, person.subject, one.category)) === true) {
    return { kind: 'refused', refusal: { kind: 'restricted' } };
  }
  const ending = person.retentionRules.endOf({ category, purposes, collectedAt, sources });
  if (ending.kind === 'delete-now' || isGone({ expiresAt: ending.at }, now)) {
    return { kind: 'refused', refusal: { kind: 'already-expired' } };
  }
  const pseudonym = pseudonymFor({ subjectKeys }, subjectId);
  const minimised = await minimise(policy, category, request.content, { pseudonym });
  if (minimised.kind === 'not-minimised') return { kind: 'refused', refusal: minimised };
  const suspended = ending.kind === 'suspended';
  const times = {
    ...{ collectedAt, suspended },
    expiresAt: source ? seconds(Math.min(ending.at, source.expiresAt)) : ending.at,
    derivation: source?.derivation,
    informBy:
      recipientOf(request.source) === undefined
        ? undefined
        : informByDate(policy, jurisdictionsOf(policy, person.subject), collectedAt),
  };
  const { content, warnings } = minimised;
  return { kind: 'authorized', subjectId, times, content, warnings };
}

/**
 * Made under a key of the person: the device of a household does not lead from one person to another,
 * and nothing leads from what an erasure leaves to a person who registers again. The version says under
 * which key and form it was made.
 */
export function pseudonymFor(
  { subjectKeys }: Pick<AuthorizationDependencies, 'subjectKeys'>,
  subjectId: SubjectId,
): Pseudonym {
  let made: ReturnType<SubjectKeys['pseudonymsOf']> | undefined;
  return async (value) => {
    made ??= subjectKeys.pseudonymsOf(subjectId);
    return `p2.${(await made).of(value)}`;
  };
}
