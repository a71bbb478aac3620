import { entry } from '../../ledger/store.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import { getRow } from '../../platform/dynamo/read.ts';
import { insert, remove } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { groupsOf } from '../../policy/fairness-groups.ts';
import { addPeriod } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Clock } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import { reportOf } from '../model/measure.ts';
import type { MetricName, Settings } from '../model/report.ts';
import { runRow, waitingReview } from '../rows.ts';
import { reportIdOf } from '../store.ts';
import { fairnessReports, fairnessRuns } from '../table.ts';
import type { Reported, Tallied } from './count.ts';

interface WritingDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

/** What the model is asked for: the thresholds have the names of its metrics. */
export function settingsOf({ settings, ...name }: Reported): Settings {
  const { ratio, difference, opportunityDifference, oddsDifference } = settings.threshold;
  return {
    attributes: groupsOf(settings),
    minimumGroup: settings.minimumGroup,
    thresholds: {
      demographicParityRatio: ratio,
      ...(difference !== undefined && { demographicParityDifference: difference }),
      ...(opportunityDifference !== undefined && {
        equalOpportunityDifference: opportunityDifference,
      }),
      ...(oddsDifference !== undefined && { equalizedOddsDifference: oddsDifference }),
    },
    seed: reportIdOf(name),
  };
}

/** `demographicParityRatio` as the ledger writes codes: `demographic-parity-ratio`. */
export const metricCode = (name: MetricName): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Writes the report of a period, once: with what was breached, its review and the ledger entries. A
 * second report of the period is never written, so that no two of them can be compared. The key of the
 * counts goes in the same transaction.
 *
 * @throws StoreUnavailableError
 */
export async function writeReport(
  deps: WritingDependencies,
  reported: Reported,
  { counts, leftOut, unknown }: Tallied,
): Promise<void> {
  const { database, policy } = deps;
  const { system, period, settings } = reported;
  const reportId = reportIdOf(reported);
  const run = await getRow(database, fairnessRuns, { reportId }, runRow);
  const report = { ...reportOf(counts, settingsOf(reported)), leftOut, unknown };
  const now = deps.clock();
  const at = toRfc3339(now);
  const { breached } = report;
  const dueAt = toRfc3339(addPeriod(now, settings.reviewWithin, policy.controller.timeZone));
  const review = { owner: settings.owner, dueAt, state: 'open', openedAt: at, changedAt: at };
  const { kind } = await transact(database, [
    insert(fairnessReports, {
      ...{ system, period, version: 1, reportedAt: at, policyVersion: policy.version },
      breached: [...breached],
      report: JSON.stringify(report),
      ...(breached.length > 0 && { review, waiting: waitingReview, dueAt }),
    }),
    await entry(deps, 'fairness.reported', { system, period, breached: breached.length }),
    ...(breached.length === 0
      ? []
      : [
          await entry(deps, 'fairness.threshold-breached', {
            ...{ system, period },
            metrics: breached.map(metricCode),
          }),
        ]),
    ...(run === undefined ? [] : [remove(fairnessRuns, { reportId }, run.version)]),
  ]);
  // `stale`: another run has written the report and removed the key.
  if (kind === 'contended') throw new StoreUnavailableError('a report could not be written');
}
