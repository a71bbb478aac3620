import { addAll } from '../../lambda/aggregate/measurement/add.ts';
import type { ContributionDependencies } from '../../lambda/aggregate/contribution-store.ts';
import { newEventId } from '../../lambda/value/ids.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';

/** Two ratings of a person, as `POST /v1/measurements` stores them. */
export const contribute = (
  deps: ContributionDependencies & { readonly clock: () => EpochMilliseconds },
  subjectId: SubjectId,
) => {
  const id = 'answer-ratings';
  const measure = deps.policy.measures[id]!;
  const key = ['assistant-1', 'en'];
  const additions = [3, 5].map((value, place) => ({ place, id, measure, subjectId, key, value }));
  const call = { callId: newEventId(), now: deps.clock(), before: new Map() };
  return addAll(deps, additions, { ...call, key: () => undefined });
};
