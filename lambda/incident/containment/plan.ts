import { sha256Hex, canonicalJson } from '../../value/canonical.ts';
import type { Issuer } from '../../auth/issuers.ts';
import { unclassifiedCategory } from '../../policy/categories.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Problem, ProblemDetail } from '../../platform/http/problem.ts';
import { problem } from '../../platform/http/problem.ts';
import { getRows } from '../../platform/dynamo/read.ts';
import type { Subject } from '../../subject/model/subject.ts';
import { resolveSeveral } from '../../subject/several.ts';
import type { SubjectsDependencies } from '../../subject/store.ts';
import { subjectRow } from '../../subject/subject-row.ts';
import { subjects } from '../../subject/table.ts';
import type { CallQuarantine } from '../quarantine/call.ts';
import type { ContainmentAction, Target } from '../model/containment.ts';
import { rotatedClasses } from '../rotation/classes.ts';
import type { NamedPerson } from '../named-person.ts';
import type { ContainmentCount, ContainmentEffect } from './effects.ts';
import type { NewContainment } from './contract.ts';

/** What a containment would do, read and counted, with nothing changed. */
export interface Plan {
  readonly kind: 'plan';
  readonly action: ContainmentAction;
  readonly target: Target;
  /** The same for the same action and scope, however it is written. */
  readonly scopeSha256: string;
  readonly people: readonly Subject[];
  readonly counts: Readonly<Partial<Record<ContainmentCount, number>>>;
  readonly effects: readonly ContainmentEffect[];
}

/** What the deployment has, as it is: the app that deploys it may replace the issuers of the policy. */
export interface PlanOutside {
  readonly callQuarantine: CallQuarantine;
  readonly issuers: readonly Pick<Issuer, 'issuer' | 'caller'>[];
}

/** @throws StoreUnavailableError, KeyringUnavailableError */
export async function planOf(
  deps: SubjectsDependencies,
  { callQuarantine, issuers }: PlanOutside,
  { action, scope }: NewContainment,
): Promise<Plan | Problem> {
  if (action === 'revoke-client') return planOfRevocation(issuers, scope);
  if (action === 'quarantine-function') return planOfQuarantine(callQuarantine, scope.function);
  if (action === 'rotate-keys') return planOfRotation(deps, scope.subjects);
  if (scope === 'all') return planOfFreeze(deps.policy);
  return 'categories' in scope
    ? planOfCategories(deps.policy, scope.categories)
    : planOfPeople(deps, scope.subjects);
}

const planOfFreeze = ({ purposes, categories }: Policy): Plan => ({
  ...plan('freeze-processing', { kind: 'everything' }),
  counts: {
    purposes: Object.keys(purposes).length,
    categories: Object.keys(categories).length,
  },
  effects: ['everything-denied', 'no-consent-recorded', 'rights-go-on', 'cached-permits-end'],
});

function planOfCategories(policy: Policy, named: readonly string[]): Plan | Problem {
  const errors = named.flatMap((category, index): ProblemDetail[] =>
    category === unclassifiedCategory || Object.hasOwn(policy.categories, category)
      ? []
      : [{ pointer: `/scope/categories/${index}`, message: 'name a category of the policy' }],
  );
  if (errors.length > 0) return problem('invalid-input', { errors });
  const categories = [...new Set(named)].sort();
  const using = Object.values(policy.purposes).filter((purpose) =>
    purpose.categories.some((category) => categories.includes(category)),
  );
  const stopped = using.filter((purpose) =>
    purpose.categories.every((category) => categories.includes(category)),
  );
  return {
    ...plan('freeze-processing', { kind: 'categories', categories }),
    counts: { categories: categories.length, purposes: using.length, stopped: stopped.length },
    effects: [
      'categories-denied',
      'no-consent-to-their-purposes',
      'rights-go-on',
      'cached-permits-end',
    ],
  };
}

interface Named {
  readonly people: readonly Subject[];
  /** How many of the identifiers name no one, or a person whose data is erased. */
  readonly unknown: number;
}

async function named(
  deps: SubjectsDependencies,
  names: readonly NamedPerson[],
): Promise<Named | undefined> {
  const identifiers = names.flatMap((one) => ('subjectId' in one ? [] : [one]));
  const ids = names.flatMap((one) => ('subjectId' in one ? [one.subjectId] : []));
  const [resolved, byId] = await Promise.all([
    resolveSeveral(deps, identifiers),
    getRows(
      deps.database,
      subjects,
      [...new Set(ids)].map((subjectId) => ({ subjectId })),
      subjectRow,
    ),
  ]);
  const known = new Map<string, Subject>(byId.map((subject) => [subject.subjectId, subject]));
  const found = [
    ...resolved.map((one) => (one.kind === 'known' ? one.subject : undefined)),
    ...ids.map((subjectId) => known.get(subjectId)),
  ].flatMap((subject) => (subject?.status === 'active' ? [subject] : []));
  const people = [...new Map(found.map((subject) => [subject.subjectId, subject])).values()];
  return people.length === 0 ? undefined : { people, unknown: names.length - found.length };
}

const noOne = problem('not-found', {
  detail: 'None of these names a person who is registered.',
  errors: [{ pointer: '/scope/subjects', message: 'name at least one registered person' }],
});
const idsOf = (people: readonly Subject[]): readonly string[] =>
  people.map(({ subjectId }) => subjectId).sort();

async function planOfPeople(
  deps: SubjectsDependencies,
  names: readonly NamedPerson[],
): Promise<Plan | Problem> {
  const found = await named(deps, names);
  if (found === undefined) return noOne;
  const { people, unknown } = found;
  return {
    ...plan('freeze-processing', { kind: 'people', people: people.length }, idsOf(people)),
    people,
    counts: { people: people.length, unknown },
    effects: ['people-denied', 'no-consent-of-people', 'rights-go-on', 'cached-permits-end'],
  };
}

async function planOfRotation(
  deps: SubjectsDependencies,
  names: readonly NamedPerson[],
): Promise<Plan | Problem> {
  const found = await named(deps, names);
  if (found === undefined) return noOne;
  const { people, unknown } = found;
  const classes = await Promise.all(
    people.map(({ subjectId }) => rotatedClasses(deps.database, subjectId)),
  );
  return {
    ...plan('rotate-keys', { kind: 'people', people: people.length }, idsOf(people)),
    people,
    counts: { people: people.length, unknown, keys: classes.flat().length },
    effects: ['keys-replaced', 'replaced-keys-destroyed', 'other-keys-stay', 'rotation-takes-time'],
  };
}

function planOfRevocation(
  issuers: PlanOutside['issuers'],
  { issuer, clientId }: Extract<NewContainment, { action: 'revoke-client' }>['scope'],
): Plan | Problem {
  const known = issuers.filter(({ caller }) => caller === 'service').map((one) => one.issuer);
  if (!known.includes(issuer)) {
    // A wrong issuer would stop nothing, and look as if it did.
    const message = `send the issuer of a service: ${[...new Set(known)].join(', ')}`;
    return problem('invalid-input', { errors: [{ pointer: '/scope/issuer', message }] });
  }
  return {
    ...plan('revoke-client', { kind: 'client', issuer, clientId }),
    counts: { clients: 1 },
    effects: ['client-rejected', 'cached-results-end', 'other-tokens-stay', 'client-not-checked'],
  };
}

async function planOfQuarantine(
  callQuarantine: CallQuarantine,
  name: string,
): Promise<Plan | Problem> {
  const { outcome, functions } = await callQuarantine({ act: 'check', function: name });
  if (outcome === 'unknown') {
    const message = `send one of: ${functions.join(', ')}`;
    return problem('invalid-input', { errors: [{ pointer: '/scope/function', message }] });
  }
  return {
    ...plan('quarantine-function', { kind: 'function', function: name }),
    counts: { functions: 1 },
    effects: ['role-denied', 'function-stops', 'iam-takes-minutes'],
  };
}

const plan = (
  action: ContainmentAction,
  target: Target,
  scope: unknown = target,
): Pick<Plan, 'kind' | 'action' | 'target' | 'scopeSha256' | 'people'> => ({
  ...{ kind: 'plan', action, target, people: [] },
  scopeSha256: sha256Hex(canonicalJson([action, scope])),
});
