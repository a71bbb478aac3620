import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { RequestChange } from '../request/change.ts';
import { dueOf } from '../request/clock.ts';
import { resume } from './delays.ts';
import { isEnough, isIdentified } from '../request/model/assurance.ts';
import type { RequestAssurance } from '../policy/fields.ts';
import { gatesOf, nextStatus } from '../request/model/request.ts';
import type { TimelineEvent } from '../request/model/request.ts';
import type { RequestRow } from '../request/row.ts';
import { begunAt, isIrreversible } from '../request/row.ts';

export type Identification =
  | { readonly kind: 'identity'; readonly assurance: RequestAssurance }
  | { readonly kind: 'mandate' };

/**
 * What staff have found out about who asks. It opens the gate `identity` once what the kind needs is
 * known, and no other gate: one that the policy asks for besides is still to be passed.
 *
 * @returns undefined where there is nothing to be found out any more
 */
export function identify(
  policy: Policy,
  row: RequestRow,
  found: Identification,
  now: EpochMilliseconds,
): RequestChange | undefined {
  const { agent, kind, assurance = 'none' } = row;
  // With a checked mandate an agent may get the result, also once there is one.
  if (row.status === 'denied' || row.status === 'cancelled') return undefined;
  if (found.kind === 'mandate' && (agent === undefined || agent.checkedAt !== undefined)) {
    return undefined;
  }
  if (found.kind === 'identity' && row.status !== 'identity-required') return undefined;
  const known = {
    // Never less than what is known already.
    assurance:
      found.kind === 'identity' && !isEnough(assurance, found.assurance)
        ? found.assurance
        : assurance,
    agent: found.kind === 'mandate' && agent ? { ...agent, checkedAt: toRfc3339(now) } : agent,
  };
  const event: TimelineEvent = found.kind === 'mandate' ? 'mandate-checked' : 'identity-checked';
  const waits = row.status === 'identity-required';
  if (!waits || !isIdentified(policy, kind, known.assurance, known.agent)) {
    return { events: [event], set: known };
  }
  const gatesPassed = [...row.gatesPassed, 'identity' as const];
  const gatesAsked = gatesOf(policy, kind);
  const to = nextStatus({ gatesAsked, gatesPassed, irreversible: isIrreversible(row) });
  // Time that the law counts from the proof; elsewhere this changes nothing.
  const identityAt = toRfc3339(now);
  const proved = { ...row, identityAt };
  const dueAt = toRfc3339(dueOf(policy, proved));
  const resumed = resume(policy, proved, now);
  const work = to === 'in-progress' ? begunAt(row, now) : {};
  const set = { ...known, gatesPassed, identityAt, dueAt, ...work };
  return resumed.kind === 'delayed'
    ? { to, events: [event, 'resumed'], set: { ...set, ...resumed.set } }
    : { to, events: [event], set };
}
