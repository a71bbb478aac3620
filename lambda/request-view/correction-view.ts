import { stateOf } from '../request/model/correction.ts';
import { isClosed } from '../request/model/request.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestView } from './contract.ts';

/** @param index of a correction of the request */
export function correctionOf(
  { status, corrections = [] }: RequestRow,
  index: number,
): NonNullable<RequestView['corrections']>[number] {
  const correction = corrections[index];
  if (correction === undefined) throw new RangeError('a request has no such correction');
  const { recordId, category, decision, ground, decidedAt, work: done } = correction;
  const state = stateOf(correction);
  return {
    number: index + 1,
    recordId,
    category,
    state:
      isClosed(status) && (state === 'waiting' || state === 'being-applied')
        ? 'not-decided'
        : state,
    decision,
    ground,
    decidedAt,
    counts: done && { changed: done.changed, removed: done.removed, withheld: done.withheld },
  };
}
