import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { stepsOf } from '../platform/workflow/steps.ts';
import { settleSeconds } from './model/settling.ts';
import { countsOf, isDone, resumed, startSweep, sweepOn } from './sweep.ts';
import type { SweepPlace } from './sweep.ts';
import type { SweepingDependencies } from './sweep-person.ts';
import type { SweepName, Sweeps } from './sweep-store.ts';

export interface SweepDependencies extends SweepingDependencies {
  readonly sweeps: Sweeps;
  /** How long one step works before its checkpoint. */
  readonly stepMilliseconds: number;
}

/** Longer than a deployment takes to replace the functions that know the policy before. */
const deployedSeconds = 900;

const workflow = 'retention-sweep';

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
  const step = stepsOf(context, { workflow, log });
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
    log.info('WORKFLOW_ENDED', { workflow, count: place.changed });
    return { kind: isSuperseded ? 'superseded' : 'swept' };
  } catch (error) {
    log.error('FAILED', error, { workflow });
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
  deps.log.info('WORKFLOW_STEP', { workflow, count: place.seen });
  return place;
}
