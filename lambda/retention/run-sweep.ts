import type { DurableContext, RetryDecision } from '@aws/durable-execution-sdk-js';
import { CorruptRowError } from '../platform/dynamo/errors.ts';
import { StatementError } from '../platform/dynamo/statement.ts';
import { countsOf, isDone, resumed, startSweep, sweepOn } from './sweep.ts';
import type { SweepPlace } from './sweep.ts';
import type { SweepingDependencies } from './sweep-person.ts';
import type { SweepName, Sweeps } from './sweep-store.ts';

export interface SweepDependencies extends SweepingDependencies {
  readonly sweeps: Sweeps;
  /** How long one step works before its checkpoint. */
  readonly stepMilliseconds: number;
}

/** Longer than an API call may take: what such a call still writes is on older facts. */
const settleSeconds = 20;
/** Longer than a deployment takes to replace the functions that know the policy before. */
const deployedSeconds = 900;
/** About eight hours, so that an outage of the database fails no sweep. */
const maximumTries = 100;

export interface Swept {
  readonly kind: 'swept' | 'superseded';
}

/**
 * Brings the ends of rows in line with what was set and said, checkpointed step by step. A crash
 * loses one step, which is done again: a row whose end is right is left alone.
 *
 * @throws whatever a step could not get over, once the sweep is marked as failed
 */
export async function runSweep(
  deps: SweepDependencies,
  context: DurableContext,
  name: SweepName,
): Promise<Swept> {
  const { sweeps, log } = deps;
  const step = <Result>(label: string, work: () => Promise<Result>): Promise<Result> =>
    context.step(
      label,
      async () => {
        try {
          return await work();
        } catch (error) {
          log.error('FAILED', error, { workflow: 'retention-sweep', step: label });
          throw error;
        }
      },
      { retryStrategy: again },
    );
  let pages = 0;
  const finish = async (from: SweepPlace): Promise<SweepPlace> => {
    let place = from;
    while (!isDone(place)) {
      pages += 1;
      place = await step(`page-${pages}`, () => sweepStep(deps, name, place));
    }
    return place;
  };

  try {
    await step('begin', () => sweeps.begin(name));
    if (name.subjectId === undefined) {
      await context.wait('deployed', { seconds: deployedSeconds });
    }
    let place = await finish(startSweep(name.subjectId));
    if (name.subjectId !== undefined && !place.isSuperseded) {
      await context.wait('settle', { seconds: settleSeconds });
      place = await finish(resumed(place));
    }
    const { isSuperseded, broken } = place;
    const state = isSuperseded ? 'superseded' : broken > 0 ? 'failed' : 'done';
    await step('conclude', () => sweeps.conclude(name, countsOf(place), state));
    if (state === 'failed') throw new SweepIncompleteError(broken);
    log.info('WORKFLOW_ENDED', { workflow: 'retention-sweep', count: place.changed });
    return { kind: isSuperseded ? 'superseded' : 'swept' };
  } catch (error) {
    log.error('FAILED', error, { workflow: 'retention-sweep' });
    await step('fail', () => sweeps.fail(name));
    // Executions that fail raise the alarm; one that returned would not.
    throw error;
  }
}

/** Everybody else was swept. */
class SweepIncompleteError extends Error {
  override readonly name = 'SweepIncompleteError';

  constructor(people: number) {
    super(`rows of ${people} people are broken; FAILED in the log names their tables`);
  }
}

async function sweepStep(
  deps: SweepDependencies,
  name: SweepName,
  from: SweepPlace,
): Promise<SweepPlace> {
  if (await deps.sweeps.isSuperseded(name)) return { ...from, isSuperseded: true };
  const end = performance.now() + deps.stepMilliseconds;
  const place = await sweepOn(deps, from, () => performance.now() >= end);
  await deps.sweeps.progress(name, countsOf(place));
  deps.log.info('WORKFLOW_STEP', { workflow: 'retention-sweep', count: place.seen });
  return place;
}

const again = (error: Error, tries: number): RetryDecision =>
  tries < maximumTries && !isLasting(error)
    ? { shouldRetry: true, delay: { seconds: Math.min(300, 2 ** (tries - 1)) } }
    : { shouldRetry: false };

/** Time mends no row that is broken and no statement that is wrong. */
const isLasting = (error: Error): boolean =>
  error instanceof CorruptRowError || error instanceof StatementError;
