import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { RequestChange } from '../request/change.ts';
import { dueOf } from '../request/clock.ts';
import { resume } from './delays.ts';
import { isEnough, isIdentified, isShown } from '../request/model/assurance.ts';
import type { AgentOfRequest, ShownMandate } from '../request/model/assurance.ts';
import type { RequestAssurance } from '../policy/vocabulary.ts';
import { gatesOf, nextStatus } from '../request/model/request.ts';
import type { TimelineEvent } from '../request/model/request.ts';
import type { RequestRow } from '../request/row.ts';
import { begunAt, isIrreversible } from '../request/row-facts.ts';

export type Identification =
  | { readonly kind: 'identity'; readonly assurance: RequestAssurance }
  | { readonly kind: 'mandate'; readonly shown: ShownMandate | undefined };

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
  const mandated = found.kind === 'mandate' ? checked(agent, found.shown, now) : agent;
  if (found.kind === 'mandate' && mandated === undefined) return undefined;
  if (found.kind === 'identity' && row.status !== 'identity-required') return undefined;
  const known = {
    // Never less than what is known already.
    assurance:
      found.kind === 'identity' && !isEnough(assurance, found.assurance)
        ? found.assurance
        : assurance,
    agent: mandated,
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

/** @returns undefined where there is no agent, nothing was shown, or the same was checked before */
function checked<Agent extends AgentOfRequest>(
  agent: Agent | undefined,
  shown: ShownMandate | undefined,
  now: EpochMilliseconds,
): Agent | undefined {
  const mandate = shown ?? agent?.mandate;
  if (agent === undefined || mandate === undefined || !isShown(mandate)) return undefined;
  if (agent.checkedAt !== undefined && agent.mandate === mandate) return undefined;
  return { ...agent, mandate, checkedAt: toRfc3339(now) };
}
