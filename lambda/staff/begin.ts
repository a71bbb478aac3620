import type { Policy } from '../policy/schema.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { isApproved, obstacleTo } from '../request/approval.ts';
import type { Excluded } from '../request/approval.ts';
import type { ApprovalObstacle } from '../request/model/approval-obstacles.ts';
import type { RequestFacts } from '../request/change.ts';
import { resume } from './delays.ts';
import { begunAt } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestDecision } from '../request/store.ts';

/** Work begins and waits for no one: a pause that is still open ends with it. */
export function begun(
  policy: Policy,
  row: RequestRow,
  event: 'approved' | 'retried',
  now: EpochMilliseconds,
  set: RequestFacts = {},
) {
  const resumed = resume(policy, row, now);
  const next = begunAt(row, now);
  return {
    ...({ kind: 'change', to: 'in-progress' } as const),
    ...(resumed.kind === 'delayed'
      ? { events: [event, 'resumed'] as const, set: { ...set, ...resumed.set, ...next } }
      : { events: [event] as const, set: { ...set, ...next } }),
  };
}

interface Approver {
  /** See `staffMark`. */
  readonly mark: string;
  readonly excluded: Excluded;
}

/** The last approval that the policy asks for lets the work begin. */
export function approved(
  policy: Policy,
  row: RequestRow,
  { mark, excluded }: Approver,
  now: EpochMilliseconds,
): RequestDecision<'not-now' | ApprovalObstacle> {
  if (row.status !== 'approval-required') return { kind: 'leave', because: 'not-now' };
  const obstacle = obstacleTo(row, mark, excluded.marks);
  if (obstacle !== undefined) return { kind: 'leave', because: obstacle };
  const approvedBy = [...(row.approvedBy ?? []), mark];
  const extra = excluded.guards;
  if (!isApproved(policy, { ...row, approvedBy })) {
    return { kind: 'change', events: ['approved'], set: { approvedBy }, extra };
  }
  const gatesPassed: RequestRow['gatesPassed'] = [...row.gatesPassed, 'approval'];
  return { ...begun(policy, row, 'approved', now, { approvedBy, gatesPassed }), extra };
}
