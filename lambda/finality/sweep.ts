import { transact } from '../platform/dynamo/transact.ts';
import type { Observation } from '../platform/recovery/recovery.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { barriersOf } from './barriers.ts';
import { certify } from './certify.ts';
import { factsOf } from './erasure-facts.ts';
import { reportLate } from './late-verification.ts';
import { nameHash, pendingInTurn, settled } from './pending.ts';
import type { Pending } from './pending.ts';
import { putOff, withExports } from './put-off.ts';
import { awaitAnotherPass, needsAnotherPass } from './recent-pass.ts';
import { reopen } from './reopen.ts';
import { isOver } from './settling.ts';
import type { FinalityDependencies, Settled } from './settling.ts';

export interface SweptFinality {
  readonly final: number;
  readonly waiting: number;
  /** A verification pass found something of the person: it is erased again. */
  readonly reopened: number;
  readonly failed: number;
}

/**
 * Looks once at what can be restored, and compares it with every erasure that is certified and not
 * final. One that fails holds up no other; later runs do what this one has no time for.
 *
 * @throws StoreUnavailableError, RecoveryUnavailableError
 */
export async function sweepFinality(
  deps: FinalityDependencies,
  until: EpochMilliseconds,
): Promise<SweptFinality> {
  const swept = { final: 0, waiting: 0, reopened: 0, failed: 0 };
  let observation: Observation | undefined;
  const waiting = await pendingInTurn(deps.database);
  reportLate(deps.log, waiting, deps.clock());
  for (const pending of waiting) {
    if (deps.clock() >= until) break;
    // Without an erasure that waits nothing is asked.
    observation ??= await deps.recovery.observe();
    try {
      swept[await settle(deps, pending, observation)] += 1;
    } catch (error) {
      swept.failed += 1;
      deps.log.error('FAILED', error);
    }
  }
  deps.log.info('FINALITY_SWEPT', { count: swept.final });
  return swept;
}

async function settle(
  deps: FinalityDependencies,
  pending: Pending,
  observation: Observation,
): Promise<Settled> {
  const row = await deps.requests.get(pending.requestId);
  if (row === undefined || isOver(row, pending)) {
    await transact(deps.database, [settled(pending)]);
    return 'final';
  }
  if (pending.residue !== undefined) return reopen(deps, pending, pending.residue);
  if (pending.subjectSha256 === undefined) await nameHash(deps.database, pending, row);
  const now = deps.clock();
  const facts = await factsOf(deps, row, pending, now);
  const barriers = withExports(row, barriersOf(facts, observation));
  const { verified } = pending;
  if (verified !== undefined && needsAnotherPass(barriers, verified, now)) {
    await awaitAnotherPass(deps.database, pending, now);
  }
  if (barriers.length > 0 || verified === undefined) return putOff(deps, pending, barriers);
  return certify(deps, pending, { row, facts, observation, verified });
}
