import type { EpochMilliseconds } from '../../value/time.ts';
import type { Earlier, Subject } from './subject.ts';

/** A sweep deletes what is gone within seconds: more changes than these do not come before it. */
const maximumEarlier = 12;

type Deciding = Pick<
  Subject,
  'settings' | 'residence' | 'declaredResidence' | 'ageBand' | 'earlier'
>;

/** What belongs onto the row of a person with a change: what held before it. */
export function earlierOf(subject: Deciding, now: EpochMilliseconds): readonly Earlier[] {
  const { settings, residence, declaredResidence, ageBand, earlier = [] } = subject;
  const { retention, training, personalisation } = settings;
  const before: Earlier = {
    ...{ until: now, retention, training, personalisation },
    residence,
    declaredResidence,
    ageBand,
  };
  // What held before and again is judged by its last end, which takes in the others.
  const others = earlier.filter((one) => nameOf(one) !== nameOf(before));
  return [before, ...others].slice(0, maximumEarlier);
}

/** Equal where the same was set and declared, whenever that was. */
const nameOf = ({ retention, ...rest }: Earlier): string =>
  JSON.stringify([
    Object.entries(retention).sort(([one], [other]) => (one < other ? -1 : 1)),
    ...[rest.training, rest.personalisation],
    ...[rest.residence ?? null, rest.declaredResidence ?? null, rest.ageBand ?? null],
  ]);
