import * as z from 'zod';
import { isFrozen } from '../../containment/model/freeze.ts';
import { readFreeze } from '../../containment/freeze-store.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { queryAll } from '../../platform/dynamo/read.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Workflow } from '../../platform/workflow/workflow.ts';
import { decidedCategory } from '../../policy/categories.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Clock } from '../../value/time.ts';
import { toRfc3339, utcDay } from '../../value/time.ts';
import { duePeriods } from '../model/outcome-end.ts';
import { waitingReview } from '../rows.ts';
import { storedReport } from '../store.ts';
import { fairnessReports } from '../table.ts';

export interface SweepingDependencies {
  readonly database: Database;
  readonly workflow: Workflow;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Starts each report that is due and not written, once a day as long as outcomes are stored, and
 * reports reviews that are past their day.
 *
 * @throws StoreUnavailableError, WorkflowUnavailableError: the next sweep starts the rest
 */
export async function sweepReports(
  deps: SweepingDependencies,
): Promise<{ readonly started: number; readonly overdue: number }> {
  return { overdue: await reportOverdue(deps), started: await startDue(deps) };
}

async function startDue({
  database,
  workflow,
  policy,
  clock,
  log,
}: SweepingDependencies): Promise<number> {
  const now = clock();
  // Denied is every use while it is frozen: made now, the report would be of no one.
  if (isFrozen(await readFreeze(database), policy, decidedCategory)) return 0;
  let started = 0;
  for (const [system, settings] of Object.entries(policy.fairness.systems)) {
    for (const period of duePeriods(settings, now, policy.controller.timeZone)) {
      if ((await storedReport(database, { system, period })) !== undefined) continue;
      const execution = `${system}-${period}-${utcDay(now)}`;
      const outcome = await workflow.start('fairness-report', execution, { system, period });
      if (outcome === 'started') started += 1;
    }
  }
  if (started > 0) log.info('WORKFLOW_STARTED', { workflow: 'fairness-report', count: started });
  return started;
}

const named = z.object({ system: z.string(), period: z.string() });

async function reportOverdue({ database, clock, log }: SweepingDependencies): Promise<number> {
  const past = queryAll(
    database,
    fairnessReports,
    {
      ...{ index: 'by-due', partition: { waiting: waitingReview } },
      between: ['dueAt', '0', toRfc3339(clock())],
    },
    named,
  );
  let overdue = 0;
  for await (const _ of past) overdue += 1;
  if (overdue > 0) log.warn('FAIRNESS_REVIEW_OVERDUE', { count: overdue });
  return overdue;
}
