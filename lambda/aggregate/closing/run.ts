import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { executeEach, statementsPerCall } from '../../platform/dynamo/batch.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Keyring } from '../../platform/keyring/keyring.ts';
import { newStateKey, openState } from '../../platform/workflow/sealed-state.ts';
import type { SealedState } from '../../platform/workflow/sealed-state.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { spanOf } from '../../policy/report-periods.ts';
import { toRfc3339 } from '../../value/time.ts';
import { contributorsOf, removalsOf } from '../contribution-store.ts';
import type { MeasurePeriod } from '../contribution-store.ts';
import { closingParts, measureOf, periodSpan } from '../measure.ts';
import type { GroupSum } from '../model/measure.ts';
import { hasReleaseUpTo, readRelease } from '../release-store.ts';
import type { Release, ReleaseName } from '../release-store.ts';
import { releases } from '../table.ts';
import { countPage, isCounted, startOfCount } from './count.ts';
import type { CountingDependencies, CountPlace } from './count.ts';
import { release } from './release.ts';

export interface ClosingDependencies extends CountingDependencies {
  readonly keyring: Pick<Keyring, 'generateDataKey' | 'unwrap'>;
  /** How long one step works before its checkpoint. */
  readonly stepMilliseconds: number;
}

/**
 * Longer than a call of `measurement-api` may take, so that what it still writes is there, and than
 * the index follows the rows as a rule: what comes later is deleted uncounted.
 */
const settleSeconds = 30;
const workflow = 'aggregate-close';

export interface Closed {
  readonly kind: 'closed' | 'not-ended' | 'not-begun' | 'unknown-measure';
}

/**
 * Closes a period: takes nothing more, counts who may be counted at this moment, publishes once, and
 * deletes the contributions. A crash loses one step, which is done again; several runs at once
 * publish once.
 *
 * @throws what a step could not get over
 */
export async function closePeriod(
  deps: ClosingDependencies,
  context: DurableContext,
  { measure: id, period }: ReleaseName,
): Promise<Closed> {
  const { log, policy } = deps;
  const step = stepsOf(context, { workflow, log });
  const measure = measureOf(policy, id);
  if (measure === undefined) return { kind: 'unknown-measure' };
  const name = { id, measure, period };

  const state = await step('begin', () => begin(deps, name));
  if (state === 'not-ended' || state === 'not-begun') return { kind: state };
  if (state === 'closing') {
    await context.wait('settle', { seconds: settleSeconds });
    let counted: Counted = { place: startOfCount };
    for (let pages = 1; !isCounted(counted.place); pages += 1) {
      counted = await step(`count-${pages}`, () => countStep(deps, name, counted));
    }
    await step('release', () => releaseStep(deps, name, counted));
  }
  if (state !== 'clean') {
    let part = 0;
    for (let pages = 1; part < closingParts; pages += 1) {
      part = await step(`delete-${pages}`, () => deleteStep(deps, name, part));
    }
    await step('finish', () => finish(deps, name));
  }
  log.info('WORKFLOW_ENDED', { workflow });
  return { kind: 'closed' };
}

/** The fence: `POST /v1/measurements` takes nothing for a period that has a row. */
async function begin(
  deps: ClosingDependencies,
  name: MeasurePeriod,
): Promise<Release['state'] | 'not-ended' | 'not-begun'> {
  const { id: measure, period } = name;
  const now = deps.clock();
  if (periodSpan(deps.policy, name.measure, period).to > now) return 'not-ended';
  if (!(await hasBegun(deps, name))) return 'not-begun';
  const { kid, wrappedKey } = await newStateKey(deps.keyring);
  const { kind } = await transact(deps.database, [
    insert(releases, {
      ...{ measure, period, state: 'closing', version: 1 },
      ...{ closedAt: toRfc3339(now), policyVersion: deps.policy.version },
      stateKey: { kid, wrappedKey },
    }),
  ]);
  if (kind === 'contended') throw new StoreUnavailableError('a period could not be closed');
  const row = await readRelease(deps.database, { measure, period });
  if (row === undefined) throw new StoreUnavailableError('the row of a period was not written');
  return row.state;
}

/**
 * Whether the measure has received anything by then: in this period, or in one that was closed before.
 * No row is written otherwise, so what is still on its way to the index is closed a day later.
 */
async function hasBegun(
  { database, policy }: ClosingDependencies,
  name: MeasurePeriod,
): Promise<boolean> {
  const { id: measure, period } = name;
  const { timeZone } = policy.controller;
  const isName = (other: string) => spanOf(other, name.measure.period, timeZone) !== undefined;
  if (await hasReleaseUpTo(database, { measure, period }, isName)) return true;
  for (let part = 0; part < closingParts; part += 1) {
    const { people } = await contributorsOf(database, name, part, { limit: 1 });
    if (people.length > 0) return true;
  }
  return false;
}

interface Counted {
  readonly place: CountPlace;
  /** The exact figures so far, encrypted: those of few people are about a person. */
  readonly sums?: string;
}

/** The state of a period that no other run has published meanwhile. */
async function openClosing(
  deps: ClosingDependencies,
  { id: measure, period }: MeasurePeriod,
): Promise<SealedState | undefined> {
  const row = await readRelease(deps.database, { measure, period });
  if (row?.state !== 'closing' || row.stateKey === undefined) return undefined;
  return openState(deps.keyring, row.stateKey, [workflow, measure, period]);
}

const sumsIn = (state: SealedState, { sums }: Counted): readonly GroupSum[] =>
  sums === undefined ? [] : (state.open(sums) as readonly GroupSum[]);

async function countStep(
  deps: ClosingDependencies,
  name: MeasurePeriod,
  from: Counted,
): Promise<Counted> {
  const state = await openClosing(deps, name);
  if (state === undefined) return { place: { part: closingParts } };
  const end = performance.now() + deps.stepMilliseconds;
  let { place } = from;
  let groups = sumsIn(state, from);
  do ({ place, groups } = await countPage(deps, name, place, groups));
  while (!isCounted(place) && performance.now() < end);
  deps.log.info('WORKFLOW_STEP', { workflow });
  return { place, sums: state.seal(groups) };
}

async function releaseStep(
  deps: ClosingDependencies,
  name: MeasurePeriod,
  counted: Counted,
): Promise<void> {
  const state = await openClosing(deps, name);
  if (state !== undefined) await release(deps, name, sumsIn(state, counted));
}

const peoplePerPage = 100;

/** Deletes the contributions of one part or more, counted or not. */
async function deleteStep(
  deps: ClosingDependencies,
  name: MeasurePeriod,
  from: number,
): Promise<number> {
  const end = performance.now() + deps.stepMilliseconds;
  let part = from;
  do {
    await deletePart(deps, name, part);
    part += 1;
  } while (part < closingParts && performance.now() < end);
  return part;
}

async function deletePart(
  { database }: ClosingDependencies,
  name: MeasurePeriod,
  part: number,
): Promise<void> {
  let page: Awaited<ReturnType<typeof contributorsOf>> | undefined;
  do {
    const after = page?.last;
    page = await contributorsOf(database, name, part, { limit: peoplePerPage, after });
    if (page.people.length === 0) return;
    const { id, period } = name;
    const removals = await removalsOf(database, { id, period }, page.people);
    for (let start = 0; start < removals.length; start += statementsPerCall) {
      await executeEach(database, removals.slice(start, start + statementsPerCall));
    }
  } while (page.last !== undefined);
}

/** Without the key no checkpoint of the closing opens any more. */
const finish = (
  { database }: ClosingDependencies,
  { id: measure, period }: MeasurePeriod,
): Promise<void> =>
  retryOnConflict({ attempts: 8, exhausted: 'the row of a period kept changing' }, async () => {
    const row = await readRelease(database, { measure, period });
    if (row?.state !== 'released') return;
    const { kind } = await transact(database, [
      update(releases, { measure, period }, row.version, { state: 'clean' }, 'stateKey'),
    ]);
    return kind === 'committed' ? undefined : conflict;
  });
