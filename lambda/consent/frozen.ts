import { readFreeze } from '../containment/freeze-store.ts';
import { isPurposeFrozen } from '../containment/model/freeze.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { Policy } from '../policy/schema.ts';
import type { Resolution, Subject } from '../subject/model/subject.ts';
import { isPersonFrozen } from '../subject/model/subject.ts';
import type { ConsentCommand } from './model/command.ts';

export interface FreezeDependencies {
  readonly database: Database;
  readonly policy: Policy;
}

type Choice = Pick<ConsentCommand, 'state' | 'purpose'>;

/**
 * Which of several choices a freeze stops, with one read. Only a consent would permit something:
 * for choices that refuse or withdraw nothing is read, so that no incident delays them.
 *
 * @throws StoreUnavailableError: no consent is recorded that may be frozen
 */
export async function frozenAmong(
  { database, policy }: FreezeDependencies,
  choices: readonly Choice[],
): Promise<(person: Resolution, choice: Choice) => boolean> {
  if (!choices.some(consents)) return () => false;
  const freeze = await readFreeze(database);
  return (person, choice) =>
    consents(choice) &&
    (isPersonFrozen(person.kind === 'known' ? person.subject : undefined) ||
      isPurposeFrozen(freeze, policy, choice.purpose));
}

const consents = ({ state }: Choice): boolean => state === 'given';

/** The same for one choice of a person. */
export async function isFrozenFor(
  deps: FreezeDependencies,
  subject: Subject | undefined,
  choice: Choice,
): Promise<boolean> {
  const isFrozen = await frozenAmong(deps, [choice]);
  return isFrozen(subject ? { kind: 'known', subject } : { kind: 'unknown' }, choice);
}
