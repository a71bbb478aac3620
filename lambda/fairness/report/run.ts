import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import { getRow } from '../../platform/dynamo/read.ts';
import { insert, remove } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Keyring } from '../../platform/keyring/keyring.ts';
import { newStateKey, openState } from '../../platform/workflow/sealed-state.ts';
import type { SealedState } from '../../platform/workflow/sealed-state.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { groupsOf } from '../../policy/fairness-groups.ts';
import { plusSeconds, toEpochSeconds } from '../../value/time.ts';
import { emptyCounts } from '../model/counts.ts';
import { reportDueAt } from '../model/outcome-end.ts';
import { monitored } from '../record-outcome.ts';
import { runRow } from '../rows.ts';
import type { ReportName } from '../store.ts';
import { reportIdOf, storedReport } from '../store.ts';
import { fairnessRuns } from '../table.ts';
import { countOn, isCounted, startOfCount } from './count.ts';
import type { CountingDependencies, CountPlace, Reported, Tallied } from './count.ts';
import { writeReport } from './write.ts';

export interface ReportDependencies extends CountingDependencies {
  readonly keyring: Pick<Keyring, 'generateDataKey' | 'unwrap'>;
  /** How long one step works before its checkpoint. */
  readonly stepMilliseconds: number;
}

/** Longer than a call may take that still writes an outcome, and than the index follows as a rule. */
const settleSeconds = 30;
/** No run is at work for longer: the outcomes are gone by then. */
const runSeconds = 14 * 86_400;
const workflow = 'fairness-report';

export interface Made {
  readonly kind: 'reported' | 'no-outcomes' | 'not-due' | 'not-monitored';
}

/**
 * Makes the report of one period of a system. Memory is flat: a step has one page of people, and the
 * counts by group. A crash loses one step, which is done again; several runs write one report.
 *
 * @throws what a step could not get over
 */
export async function makeReport(
  deps: ReportDependencies,
  context: DurableContext,
  { system, period }: ReportName,
): Promise<Made> {
  const { log, policy } = deps;
  const step = stepsOf(context, { workflow, log });
  const found = monitored(policy, system);
  if (found === undefined) return { kind: 'not-monitored' };
  const reported = { system, period, settings: found.system, purpose: found.purpose };

  const state = await step('begin', () => begin(deps, reported));
  if (state === 'not-due') return { kind: 'not-due' };
  if (state === 'counting') {
    await context.wait('settle', { seconds: settleSeconds });
    let counted: Counted = { place: startOfCount };
    for (let pages = 1; !isCounted(counted.place); pages += 1) {
      counted = await step(`count-${pages}`, () => countStep(deps, reported, counted));
    }
    await step('report', () => reportStep(deps, reported, counted));
  }
  const kind = await step('announce', () => announce(deps, reported));
  log.info('WORKFLOW_ENDED', { workflow });
  return { kind };
}

/** Makes the key of the counts; another run of the same report uses the same. */
async function begin(
  deps: ReportDependencies,
  reported: Reported,
): Promise<'reported' | 'counting' | 'not-due'> {
  const { database, policy } = deps;
  const now = deps.clock();
  const due = reportDueAt(reported.settings, reported.period, policy.controller.timeZone);
  if (due === undefined || due > now) return 'not-due';
  if ((await storedReport(database, reported)) !== undefined) return 'reported';
  const { kid, wrappedKey } = await newStateKey(deps.keyring);
  const { kind } = await transact(database, [
    insert(fairnessRuns, {
      ...{ reportId: reportIdOf(reported), version: 1, kid, wrappedKey },
      expiresAt: toEpochSeconds(plusSeconds(now, runSeconds)),
    }),
  ]);
  if (kind === 'contended') throw new StoreUnavailableError('a report could not be begun');
  return 'counting';
}

interface Counted {
  readonly place: CountPlace;
  /** What was counted so far, encrypted: groups of few people are about a person. */
  readonly tallied?: string;
}

/** Undefined once another run has written the report. */
async function openRun(
  deps: ReportDependencies,
  name: ReportName,
): Promise<SealedState | undefined> {
  const reportId = reportIdOf(name);
  const run = await getRow(deps.database, fairnessRuns, { reportId }, runRow);
  return run && openState(deps.keyring, run, [workflow, reportId]);
}

const talliedIn = (state: SealedState, { settings }: Reported, { tallied }: Counted): Tallied =>
  tallied === undefined
    ? { counts: emptyCounts(groupsOf(settings)), seen: 0, leftOut: 0, unknown: 0 }
    : (state.open(tallied) as Tallied);

const done: Counted = { place: { part: Number.MAX_SAFE_INTEGER } };

async function countStep(
  deps: ReportDependencies,
  reported: Reported,
  from: Counted,
): Promise<Counted> {
  const state = await openRun(deps, reported);
  if (state === undefined) return done;
  const end = performance.now() + deps.stepMilliseconds;
  const start = { place: from.place, tallied: talliedIn(state, reported, from) };
  const { place, tallied } = await countOn(deps, reported, start, () => performance.now() >= end);
  deps.log.info('WORKFLOW_STEP', { workflow });
  return { place, tallied: state.seal(tallied) };
}

async function reportStep(
  deps: ReportDependencies,
  reported: Reported,
  counted: Counted,
): Promise<void> {
  const state = await openRun(deps, reported);
  if (state === undefined || counted.tallied === undefined) return;
  const tallied = talliedIn(state, reported, counted);
  // Of a period in which the system decided nothing, or was not monitored, there is no report.
  await (tallied.seen === 0 ? discard(deps, reported) : writeReport(deps, reported, tallied));
}

async function discard({ database }: ReportDependencies, name: ReportName): Promise<void> {
  const reportId = reportIdOf(name);
  const run = await getRow(database, fairnessRuns, { reportId }, runRow);
  if (run !== undefined)
    await transact(database, [remove(fairnessRuns, { reportId }, run.version)]);
}

/** After the report is written, in a step of its own: a crash between the two repeats it. */
async function announce(
  { database, log }: ReportDependencies,
  name: ReportName,
): Promise<'reported' | 'no-outcomes'> {
  const row = await storedReport(database, name);
  if (row === undefined) return 'no-outcomes';
  log.info('FAIRNESS_REPORTED', { count: row.breached.length });
  if (row.breached.length > 0) log.warn('FAIRNESS_BREACHED', { count: row.breached.length });
  return 'reported';
}
