import type { RefusalGround } from '../request/model/refusals.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import { refusalsForAll } from '../policy/protective.ts';
import type { Policy } from '../policy/schema.ts';
import { refusedOn } from '../rectification/refused.ts';
import type { Excluded } from '../request/approval.ts';
import { rightOf } from '../request/model/kinds.ts';
import { groundsFor, isDeniable } from '../request/model/refusals.ts';
import { applyingTo } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestDecision } from '../request/store.ts';
import type { EpochMilliseconds } from '../value/time.ts';

/** Grounds that the law which applies gives against a request as it is. */
export function groundsAgainst(policy: Policy, row: RequestRow): readonly RefusalGround[] {
  const lawful = isDeniable(row.kind, row.status)
    ? refusalsForAll(policy, applyingTo(row), rightOf(row.kind))
    : [];
  return groundsFor(
    row.kind,
    lawful.map(({ code }) => code),
  );
}

/** A request is denied only on a ground of the law that applies. */
export function groundFault(
  policy: Policy,
  row: RequestRow,
  ground: RefusalGround,
): Problem | undefined {
  const grounds = groundsAgainst(policy, row);
  if (grounds.includes(ground)) return undefined;
  const message =
    grounds.length === 0
      ? 'the law that applies gives no ground: answer the request instead'
      : `the law that applies gives these grounds: ${grounds.join(', ')}`;
  return problem('invalid-input', { errors: [{ pointer: '/ground', message }] });
}

interface Denying {
  readonly ground: RefusalGround;
  /** See `staffMark`. */
  readonly mark: string;
  readonly excluded: Excluded;
}

/** Denies a request as a whole: what is left of its corrections is refused on the same ground. */
export function denied(
  { kind, status, corrections }: RequestRow,
  { ground, mark, excluded }: Denying,
  now: EpochMilliseconds,
): RequestDecision<'not-now' | 'decided-before' | 'decided-in-part'> {
  if (!isDeniable(kind, status)) return { kind: 'leave', because: 'not-now' };
  if (excluded.marks.includes(mark)) return { kind: 'leave', because: 'decided-before' };
  // What was accepted may be carried out: the rest is decided like that.
  if (corrections?.some(({ decision }) => decision !== undefined) === true) {
    return { kind: 'leave', because: 'decided-in-part' };
  }
  const refused = corrections?.map(refusedOn(ground, now));
  const set = { denial: { ground }, decidedBy: [mark], corrections: refused };
  return { kind: 'change', to: 'denied', set, extra: excluded.guards };
}
