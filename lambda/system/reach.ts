import { connectorTargets } from '../policy/connector-targets.ts';
import type { IdentifierType } from '../policy/vocabulary.ts';
import { knownBy } from '../policy/connectors/known-by.ts';
import type { KnownBy } from '../policy/connectors/known-by.ts';
import type { Policy } from '../policy/schema.ts';
import { entriesOf, hasEnded } from '../request/model/task.ts';
import type { Task, TaskKey, Tasks } from '../request/model/task.ts';
import { categoriesFor } from './categories.ts';
import type { PersonIdentifier } from './model/connector.ts';

/**
 * How much of what a task is about can be looked for at all: a part that knows people by a user id says
 * nothing of a person known by an e-mail address alone, and that is not the same as having nothing.
 */
export type Reach = 'all' | 'part' | 'none';

type PolicyOfSystems = Pick<Policy, 'systems' | 'recipients' | 'categories'>;

export function reachOf(
  policy: PolicyOfSystems,
  target: TaskKey,
  task: Task,
  identifiers: readonly PersonIdentifier[],
): Reach {
  const categories = categoriesFor({ policy }, target, task);
  const parts = partsOf(policy, target).filter(
    ({ category }) => category === undefined || categories.includes(category),
  );
  const isKnown = (types: readonly IdentifierType[]) =>
    identifiers.some(({ type }) => types.includes(type));
  const reached = parts.filter(
    // An erasure goes along both paths.
    ({ first, second }) => isKnown(first) || (task.action === 'erase' && isKnown(second)),
  );
  if (reached.length === parts.length) return 'all';
  return reached.length === 0 ? 'none' : 'part';
}

/** Whether one of the systems that a request goes to can be searched for the person at all. */
export const reachesAny = (
  policy: PolicyOfSystems,
  tasks: Tasks | undefined,
  identifiers: readonly PersonIdentifier[],
): boolean =>
  entriesOf(tasks).some(
    ([key, task]) =>
      task.target === 'system' &&
      !hasEnded(task) &&
      reachOf(policy, key, task, identifiers) !== 'none',
  );

/** What a system was searched by that does not say so itself. */
export const selectorsOf = (
  policy: PolicyOfSystems,
  target: TaskKey,
  identifiers: readonly PersonIdentifier[],
): readonly IdentifierType[] => {
  const types = new Set(partsOf(policy, target).flatMap(({ first }) => first));
  return [...types].filter((type) => identifiers.some((each) => each.type === type));
};

/** None where the policy names the target no more: a call says so. */
const partsOf = (policy: PolicyOfSystems, target: TaskKey): readonly KnownBy[] =>
  connectorTargets(policy).flatMap(({ key, connector }) =>
    key === target ? knownBy(connector) : [],
  );
