import { readFreeze } from '../containment/freeze-store.ts';
import type { Freeze } from '../containment/model/freeze.ts';
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
 * @param read what is frozen, where the call has just read it
 * @throws StoreUnavailableError: no consent is recorded that may be frozen
 */
export async function frozenAmong(
  { database, policy }: FreezeDependencies,
  choices: readonly Choice[],
  read?: Freeze,
): Promise<(person: Resolution, choice: Choice) => boolean> {
  if (!choices.some(asksForFreeze)) return () => false;
  const freeze = read ?? (await readFreeze(database));
  return (person, choice) =>
    asksForFreeze(choice) &&
    (isPersonFrozen(person.kind === 'known' ? person.subject : undefined) ||
      isPurposeFrozen(freeze, policy, choice.purpose));
}

export const asksForFreeze = ({ state }: Choice): boolean => state === 'given';

/** The same for one choice of a person. */
export async function isFrozenFor(
  deps: FreezeDependencies,
  subject: Subject | undefined,
  choice: Choice,
  read?: Freeze,
): Promise<boolean> {
  const isFrozen = await frozenAmong(deps, [choice], read);
  return isFrozen(subject ? { kind: 'known', subject } : { kind: 'unknown' }, choice);
}
