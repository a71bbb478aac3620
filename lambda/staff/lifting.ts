import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { isInForce, liftsAt } from '../request/model/restriction.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestDecision } from '../request/store.ts';

/** GDPR Art. 18(3): the person is informed; the sweep lifts the restriction once the notice is over. */
export const announceLifting = (
  { restriction }: RequestRow,
  now: EpochMilliseconds,
): RequestDecision<'not-liftable'> =>
  isInForce(restriction) && restriction.liftsAt === undefined
    ? {
        kind: 'change',
        events: ['lifting-announced'],
        set: { restriction: { ...restriction, liftsAt: toRfc3339(liftsAt(now)) } },
      }
    : { kind: 'leave', because: 'not-liftable' };

/** Until it is lifted the restriction can go on: a mistake of staff does not end it. */
export const callOffLifting = ({ restriction }: RequestRow): RequestDecision<'not-announced'> =>
  isInForce(restriction) && restriction.liftsAt !== undefined
    ? {
        kind: 'change',
        events: ['lifting-called-off'],
        set: { restriction: { ...restriction, liftsAt: undefined } },
      }
    : { kind: 'leave', because: 'not-announced' };
