import type { CountsDependencies } from '../../lambda/count/counts.ts';
import { countChanges } from '../../lambda/count/counts.ts';
import type { PersonChange } from '../../lambda/count/model/month.ts';

/** Counts changes for people alone, as the stream of the records table brings them. */
export const countForPeople = (
  deps: CountsDependencies,
  changes: readonly PersonChange[],
): Promise<void> =>
  countChanges(
    deps,
    changes.map((person) => ({ eventId: person.eventId, person })),
  );
