import { entry } from '../../ledger/store.ts';
import { functionControl, ordersOn } from '../../containment/orders.ts';
import { containments } from '../../containment/table.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Workflow } from '../../platform/workflow/workflow.ts';
import type { Log } from '../../platform/log/log.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Actor } from '../model/incident.ts';
import type { Containment } from '../model/containment.ts';
import type { CallQuarantine } from '../quarantine/call.ts';
import type { IncidentsDependencies } from '../store.ts';
import { timelineEvent } from '../timeline.ts';
import { containmentKey, settling } from './row.ts';

/** Of containments with a step that no transaction includes: a policy of IAM, a workflow. */
export interface OutsideDependencies extends IncidentsDependencies {
  readonly callQuarantine: CallQuarantine;
  readonly workflow: Workflow;
  readonly log: Log;
}

/** Whether it begins with such a step. Its row is written before and after, and a sweep repeats it. */
export const beginsOutside = ({ action }: Pick<Containment, 'action'>): boolean =>
  action === 'quarantine-function' || action === 'rotate-keys';
/** Whether it ends with one. A rotation looks into its row before each step. */
export const endsOutside = ({ action }: Pick<Containment, 'action'>): boolean =>
  action === 'quarantine-function';

/**
 * Takes the step of a containment that is `applying` or `failed`, and completes it. Repeat it freely.
 *
 * @throws StoreUnavailableError, FunctionUnavailableError after the failure is recorded
 */
export async function completeApplying(
  deps: OutsideDependencies,
  containment: Containment,
  by: Actor,
): Promise<Containment> {
  const { target } = containment;
  try {
    if (containment.action === 'rotate-keys') return await startRotation(deps, containment);
    if (target.kind === 'function') await align(deps, target.function);
  } catch (error) {
    await recordFailure(deps, containment, by, error);
    throw error;
  }
  const change = { state: 'applied', appliedAt: toRfc3339(deps.clock()) } as const;
  return complete(deps, containment, change, await entriesOf(deps, 'applied', containment, by));
}

/**
 * The same for one that is `undoing`. The policy stays while another containment orders it.
 *
 * @throws StoreUnavailableError, FunctionUnavailableError after the failure is recorded
 */
export async function completeUndoing(
  deps: OutsideDependencies,
  containment: Containment,
  by: Actor,
): Promise<Containment> {
  const { target } = containment;
  try {
    if (target.kind === 'function') await align(deps, target.function);
  } catch (error) {
    deps.log.error('CONTAINMENT_INCOMPLETE', error, { kind: containment.action });
    throw error;
  }
  const change = { state: 'undone', undoneAt: toRfc3339(deps.clock()) } as const;
  return complete(deps, containment, change, await entriesOf(deps, 'undone', containment, by));
}

/**
 * Looks once more at the function of a containment that is applied or undone.
 *
 * @throws StoreUnavailableError, FunctionUnavailableError after the failure is logged
 */
export async function settle(deps: OutsideDependencies, containment: Containment): Promise<void> {
  const { action, target, state, version } = containment;
  try {
    if (target.kind === 'function') await align(deps, target.function);
  } catch (error) {
    if (!(error instanceof FunctionGoneError)) {
      deps.log.error('CONTAINMENT_INCOMPLETE', error, { kind: action });
      throw error;
    }
  }
  // Where it changed meanwhile, it is settled after that change.
  await transact(deps.database, [
    update(containments, containmentKey(containment), version, { state }),
  ]);
}

/** Starting it twice starts it once; one that failed is started again, under another version. */
async function startRotation(
  { database, workflow }: OutsideDependencies,
  containment: Containment,
): Promise<Containment> {
  let { version } = containment;
  if (containment.state === 'failed') {
    const change = update(containments, containmentKey(containment), version, {
      state: 'applying',
    });
    const outcome = await transact(database, [change]);
    if (outcome.kind !== 'committed') throw new StoreUnavailableError('a containment changed');
    version += 1;
  }
  const { incidentId, containmentId } = containment;
  const execution = `rotation-${containmentId}-${version}`;
  await workflow.start('key-rotation', execution, { incidentId, containmentId });
  return { ...containment, state: 'applying', version };
}

/** What the timeline and the ledger say of a containment. */
export const entriesOf = async (
  deps: IncidentsDependencies,
  kind: 'applied' | 'undone',
  { incidentId, containmentId, action }: Containment,
  by: Actor,
): Promise<readonly Statement[]> => [
  timelineEvent(deps, incidentId, `containment-${kind}`, { containmentId, action }, by),
  await entry(deps, `containment.${kind}`, { incidentId, containmentId, action }),
];

const attemptsToAlign = 5;

/**
 * Attaches the policy where a containment orders it, else detaches it. An order that was given or taken
 * back meanwhile may have been carried out before this one was: then it is done again.
 */
async function align(deps: OutsideDependencies, name: string): Promise<void> {
  const isOrdered = async () => (await ordersOn(deps.database, functionControl(name))).length > 0;
  for (let attempt = 0; attempt < attemptsToAlign; attempt += 1) {
    const wanted = await isOrdered();
    await call(deps, wanted ? 'attach' : 'detach', name);
    if ((await isOrdered()) === wanted) return;
  }
  throw new StoreUnavailableError('the orders of a function kept changing');
}

async function call(
  { callQuarantine }: OutsideDependencies,
  act: 'attach' | 'detach',
  name: string,
): Promise<void> {
  const { outcome } = await callQuarantine({ act, function: name });
  // A deployment has removed it meanwhile: there is no role to release, and none to contain.
  if (outcome === 'unknown' && act === 'attach') throw new FunctionGoneError();
}

async function complete(
  { database }: OutsideDependencies,
  containment: Containment,
  change: Pick<Containment, 'state' | 'appliedAt' | 'undoneAt'>,
  entries: readonly Statement[],
): Promise<Containment> {
  const { version } = containment;
  const outcome = await transact(database, [
    update(containments, containmentKey(containment), version, { ...change, state: settling }),
    ...entries,
  ]);
  if (outcome.kind !== 'committed') {
    throw new StoreUnavailableError('another call completes the same containment');
  }
  return { ...containment, ...change, version: version + 1, isSettling: true };
}

/** Once in the timeline, however often the step is repeated. */
async function recordFailure(
  deps: OutsideDependencies,
  { incidentId, containmentId, action, state, version }: Containment,
  by: Actor,
  error: unknown,
): Promise<void> {
  deps.log.error('CONTAINMENT_INCOMPLETE', error, { kind: action });
  if (state === 'failed') return;
  const codes = { containmentId, action, reason: 'step-failed' };
  await transact(deps.database, [
    update(containments, { incidentId, containmentId }, version, { state: 'failed' }),
    timelineEvent(deps, incidentId, 'containment-failed', codes, by),
  ]);
}

/** A function that is to be quarantined is not deployed any more. */
export class FunctionGoneError extends Error {
  override readonly name = 'FunctionGoneError';
}
