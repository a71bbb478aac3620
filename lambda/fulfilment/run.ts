import { InvokeError } from '@aws/durable-execution-sdk-js';
import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { certifyErasure, concludeErasure, verifyErasure } from '../erasure/conclude.ts';
import type { Verification } from '../erasure/conclude.ts';
import type { Counted, CountInput } from '../erasure/count.ts';
import { fencePerson, fenceRequest, planErasure } from '../erasure/erasure.ts';
import { ErasuresPausedError, requireRunning, waitForResume } from '../erasure/pause.ts';
import { triesUpTo } from '../platform/workflow/steps.ts';
import { collectRecords, hasManyRecords, noCollection } from '../export/collect.ts';
import type { Collection } from '../export/collect.ts';
import { fulfilExport } from '../export/export.ts';
import { AttemptSupersededError, begin, fail } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { answerNothingHeld } from './nothing-held.ts';
import { purgePerson } from '../erasure/purge.ts';
import { revokeKeys } from '../erasure/revoke.ts';
import { certifyLate } from '../erasure/late-certificate.ts';
import { openSystems, startSystems, systemsWait } from '../system/fan-out.ts';
import { isExported } from '../request/model/kinds.ts';
import type { RequestKind } from '../request/model/kinds.ts';
import { hasWorkflow } from '../request/model/kinds.ts';
import type { TaskError } from '../request/model/request.ts';

/** Rounds of waiting, purging and counting before people have to look. */
const maximumRounds = 5;
const maximumTries = 12;
const maximumCounts = 5;
const countAgainSeconds = 60;
/** Of reading records before the archive is written. */
const collectMilliseconds = 60_000;

export type Ended =
  | { readonly kind: 'ended'; readonly status: string }
  | { readonly kind: 'superseded' };

/**
 * One attempt at a request, checkpointed step by step. What a step answers holds ids, counts and
 * hashes alone: checkpoints are not encrypted under keys of the person.
 */
export async function runFulfilment(
  deps: FulfilmentDependencies,
  recount: string,
  context: DurableContext,
  run: Attempt,
): Promise<Ended> {
  const step = stepper(deps, context, run);
  try {
    const begun = await step('begin', async () => {
      const begun = await begin(deps, run);
      if (begun.kind === 'superseded') return { ...begun, waits: false };
      const isLarge =
        isExported(begun.request) && (await hasManyRecords(deps.database, begun.subjectId));
      const opens = !begun.isLate && (isExported(begun.request) || begun.isNothingHeld);
      return { ...begun, isLarge, waits: opens && (await openSystems(deps, run)).waits };
    });
    if (begun.kind === 'superseded') return { kind: begun.kind };
    const count = counter(deps, recount, context, run);
    const { request, subjectId, isNothingHeld, isLate } = begun;
    if (isNothingHeld) {
      // Systems can have data of a person who is not registered.
      if (begun.waits) await searchSystems(deps, run, { step, context, request });
      const { isAnswered } = await step('nothing-held', () => answerNothingHeld(deps, run));
      if (isAnswered) return { kind: 'ended', status: 'completed' };
    }
    if (!hasWorkflow(request)) throw new TypeError(`${request} is not carried out by a workflow`);
    switch (request) {
      case 'access':
      case 'portability': {
        if (begun.waits && !isNothingHeld) await waitForSystems(deps, run, { step, context });
        const collection = begun.isLarge ? await collect(deps, run, step) : undefined;
        const { status } = await step('export', () => fulfilExport(deps, run, collection));
        return { kind: 'ended', status };
      }
      case 'erasure':
        if (isLate) return { kind: 'ended', ...(await step('late', () => certifyLate(deps, run))) };
        return await erase(deps, run, { step, context, count, subjectId, isNothingHeld });
    }
  } catch (error) {
    if (isSuperseded(error)) return { kind: 'superseded' };
    if (error instanceof ErasuresPausedError) return endUntilResumed(deps, run, step);
    deps.log.error('FAILED', error, { workflow: 'fulfilment', attempt: run.attempt });
    const code = error instanceof ErasureNotVerifiedError ? error.code : 'attempt-failed';
    await step('fail', () => fail(deps, run, code));
    // Executions that fail raise the alarm; one that returned would not.
    throw error;
  }
}

async function endUntilResumed(
  deps: FulfilmentDependencies,
  run: Attempt,
  step: Stepper,
): Promise<Ended> {
  try {
    await step('wait-for-resume', () => waitForResume(deps, run));
    return { kind: 'ended', status: 'waiting' };
  } catch (error) {
    if (isSuperseded(error)) return { kind: 'superseded' };
    throw error;
  }
}

/** Reads the records of a person who has many, each step as long as a checkpoint may be lost. */
async function collect(
  deps: FulfilmentDependencies,
  run: Attempt,
  step: Stepper,
): Promise<Collection> {
  let collection = noCollection;
  for (let part = 1; !collection.isDone; part += 1) {
    const from = collection;
    collection = await step(`collect-${part}`, () => {
      const end = performance.now() + collectMilliseconds;
      return collectRecords(deps, run, from, () => performance.now() >= end);
    });
  }
  return collection;
}

interface Erasing {
  readonly step: Stepper;
  readonly context: DurableContext;
  readonly count: Counter;
  readonly subjectId: string;
  /** Systems were waited for already. */
  readonly isNothingHeld: boolean;
}

async function erase(
  deps: FulfilmentDependencies,
  run: Attempt,
  { step, context, count, subjectId, isNothingHeld }: Erasing,
): Promise<Ended> {
  // Before the fence: a request that waits for staff can still be called off.
  await step('require-running', () => requireRunning(deps.database));
  const before = await count('count-before', { subjectId });
  const { waits, opened } = await step('plan', async () => {
    const planned = await planErasure(deps, run, before);
    // Before the fence: what systems know the person by is forgotten behind it.
    return { ...planned, ...(await openSystems(deps, run)) };
  });
  await step('fence', async () => {
    const fenced = await fencePerson(deps, run);
    if (opened) await startSystems(deps, run);
    return fenced;
  });
  let { waitSeconds } = await step('revoke', () => revokeKeys(deps, run));
  let verification: Verification | undefined;
  for (let round = 1; round <= maximumRounds && verification?.kind !== 'verified'; round += 1) {
    if (waitSeconds > 0) await context.wait(`wait-${round}`, { seconds: waitSeconds });
    ({ waitSeconds } = await step(`purge-${round}`, () => purgePerson(deps, run)));
    if (waitSeconds > 0) continue;
    const after = await count(`recount-${round}`, { subjectId, controls: before.controls });
    verification = await step(`verify-${round}`, () => verifyErasure(deps, run, after));
    if (verification.kind === 'verification-inconclusive') break;
  }
  if (verification?.kind !== 'verified') {
    deps.log.warn('RESIDUE_FOUND', { outcome: verification?.kind ?? 'keys-kept-being-made' });
    throw new ErasureNotVerifiedError(verification?.kind ?? 'attempt-failed');
  }
  if (waits && !isNothingHeld) await waitForSystems(deps, run, { step, context });
  await step('certify', () => certifyErasure(deps, run));
  const { status } = await step('conclude', () => concludeErasure(deps, run));
  deps.log.info('ERASURE_CERTIFIED', { outcome: status });
  return { kind: 'ended', status };
}

/** Has systems carried out what was asked about a person who is not registered. */
async function searchSystems(
  deps: FulfilmentDependencies,
  run: Attempt,
  { step, context, request }: Pick<Erasing, 'step' | 'context'> & { readonly request: RequestKind },
): Promise<void> {
  if (request === 'erasure') {
    await step('require-running-systems', () => requireRunning(deps.database));
    await step('fence-request', async () => {
      await fenceRequest(deps, run);
      await startSystems(deps, run);
    });
  }
  await waitForSystems(deps, run, { step, context });
}

/** Waits for systems in steps that lengthen, as long as the policy allows each. */
async function waitForSystems(
  deps: FulfilmentDependencies,
  run: Attempt,
  { step, context }: Pick<Erasing, 'step' | 'context'>,
): Promise<void> {
  for (let look = 1; ; look += 1) {
    const { waitSeconds } = await step(`systems-${look}`, () => systemsWait(deps, run, look));
    if (waitSeconds === 0) return;
    await context.wait(`wait-for-systems-${look}`, { seconds: waitSeconds });
  }
}

type Counter = (name: string, input: CountInput) => Promise<Counted>;

/** The SDK tries a step again, but not a function that is invoked. */
function counter(
  { log }: FulfilmentDependencies,
  recount: string,
  context: DurableContext,
  { attempt }: Attempt,
): Counter {
  return async (name, input) => {
    for (let tries = 1; ; tries += 1) {
      const step = tries === 1 ? name : `${name}-try-${tries}`;
      try {
        return await context.invoke<CountInput, Counted>(step, recount, input);
      } catch (error) {
        if (!(error instanceof InvokeError) || tries === maximumCounts) throw error;
        log.error('FAILED', error, { workflow: 'fulfilment', step, attempt });
      }
      await context.wait(`wait-${step}`, { seconds: countAgainSeconds * tries });
    }
  };
}

type Stepper = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** Faults that pass are tried again; what ends the attempt is a value, which a replay keeps. */
function stepper({ log }: FulfilmentDependencies, context: DurableContext, run: Attempt): Stepper {
  return async (name, work) => {
    const outcome = await context.step(
      name,
      async () => {
        try {
          const result = await work();
          log.info('WORKFLOW_STEP', { workflow: 'fulfilment', step: name, attempt: run.attempt });
          return { kind: 'done' as const, result };
        } catch (error) {
          if (error instanceof AttemptSupersededError) return { kind: 'superseded' as const };
          if (error instanceof ErasuresPausedError) return { kind: 'paused' as const };
          log.error('FAILED', error, { workflow: 'fulfilment', step: name, attempt: run.attempt });
          throw error;
        }
      },
      { retryStrategy: triesUpTo(maximumTries) },
    );
    if (outcome.kind === 'superseded') throw new AttemptSupersededError();
    if (outcome.kind === 'paused') throw new ErasuresPausedError();
    return outcome.result;
  };
}

const isSuperseded = (error: unknown): boolean => error instanceof AttemptSupersededError;

/** Something is left of the person, or the count of it is inconclusive. */
export class ErasureNotVerifiedError extends Error {
  override readonly name = 'ErasureNotVerifiedError';
  readonly code: TaskError;

  constructor(code: TaskError) {
    super(`the erasure is not verified: ${code}`);
    this.code = code;
  }
}
