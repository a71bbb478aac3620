import type { Log } from '../../platform/log/log.ts';
import type { Workflow } from '../../platform/workflow/workflow.ts';
import { endedPeriods } from '../../policy/report-periods.ts';
import { plusSeconds, utcDay } from '../../value/time.ts';
import { waitingDays } from '../measure.ts';
import { closedOf } from '../release-store.ts';
import type { ReleaseName } from '../release-store.ts';
import { isMeasureFrozen } from './permitted.ts';
import type { PermittedDependencies } from './permitted.ts';

export interface SweepingDependencies extends PermittedDependencies {
  readonly workflow: Workflow;
  readonly log: Log;
}

const namesPerRead = 100;

/**
 * Starts what closes each period that has ended and is not clean. A period that a run left unfinished
 * is started once more each day, as long as contributions wait.
 *
 * @throws StoreUnavailableError, WorkflowUnavailableError: the next sweep starts the rest
 */
export async function sweepPeriods(
  deps: SweepingDependencies,
): Promise<{ readonly started: number }> {
  const names = await endedOf(deps);
  const today = utcDay(deps.clock());
  let started = 0;
  for (let first = 0; first < names.length; first += namesPerRead) {
    const some = names.slice(first, first + namesPerRead);
    const rows = await closedOf(deps.database, some);
    const clean = new Set(rows.filter(({ state }) => state === 'clean').map(nameOf));
    for (const name of some.filter((one) => !clean.has(nameOf(one)))) {
      const { measure, period } = name;
      const execution = `${measure}-${period}-${today}`;
      const outcome = await deps.workflow.start('aggregate-close', execution, { measure, period });
      if (outcome === 'started') started += 1;
    }
  }
  if (started > 0)
    deps.log.info('WORKFLOW_STARTED', { workflow: 'aggregate-close', count: started });
  return { started };
}

const nameOf = ({ measure, period }: ReleaseName): string => `${measure}#${period}`;

async function endedOf(deps: SweepingDependencies): Promise<readonly ReleaseName[]> {
  const { policy, clock } = deps;
  const now = clock();
  const since = plusSeconds(now, -waitingDays * 86_400);
  const { timeZone } = policy.controller;
  const found: ReleaseName[] = [];
  for (const [measure, settings] of Object.entries(policy.measures)) {
    // Denied is everyone while it is frozen: counted now, the period would be of no one.
    if (await isMeasureFrozen(deps, settings)) continue;
    const periods = endedPeriods(settings.period, { since, now }, timeZone);
    found.push(...periods.map((period) => ({ measure, period })));
  }
  return found;
}
