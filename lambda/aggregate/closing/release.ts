import { entry } from '../../ledger/store.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { yearOf } from '../../policy/report-periods.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Clock } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { MeasurePeriod } from '../contribution-store.ts';
import { measureFacts, microBudgetOf, microEpsilonOf } from '../measure.ts';
import type { GroupSum } from '../model/measure.ts';
import { releaseOf } from '../model/release.ts';
import { packLines, readBudget, readRelease } from '../release-store.ts';
import type { SpentBudget } from '../release-store.ts';
import { privacyBudgets, releases } from '../table.ts';

interface ReleaseDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

/** Every period of a measure changes the budget of its year. */
const retrying = {
  attempts: 20,
  exhausted: 'the budget of a measure kept changing',
  longestPauseMilliseconds: 500,
};

/**
 * Decides what is published of a period, once: one transaction writes the release, what it takes of the
 * budget of the year, and the ledger entry. Where the budget has less left nothing is published.
 * Figures of an attempt that was not committed are seen by no one.
 *
 * @param sums the exact figures, where the period is still closing
 * @throws StoreUnavailableError
 */
export async function release(
  deps: ReleaseDependencies,
  name: MeasurePeriod,
  sums: readonly GroupSum[],
): Promise<void> {
  const { id: measure, period } = name;
  const lines = releaseOf(measureFacts(name.measure), sums);
  const isShown = lines.some(({ kind }) => kind === 'shown');
  // Without a figure there is nothing that noise has to hide.
  const microEpsilon = isShown ? microEpsilonOf(name.measure) : 0;
  await retryOnConflict(retrying, async () => {
    const [row, budget] = await Promise.all([
      readRelease(deps.database, { measure, period }),
      readBudget(deps.database, measure, yearOf(period)),
    ]);
    if (row?.state !== 'closing') return;
    const isCovered =
      microEpsilon === 0 || (budget?.microSpent ?? 0) + microEpsilon <= microBudgetOf(name.measure);
    const published = isCovered
      ? { microEpsilon, minimumGroup: name.measure.minimumGroup, lines: packLines(lines) }
      : ({ microEpsilon: 0, withheld: 'budget-exhausted' } as const);
    const { kind } = await transact(deps.database, [
      update(releases, { measure, period }, row.version, {
        ...{ state: 'released', releasedAt: toRfc3339(deps.clock()) },
        policyVersion: deps.policy.version,
        ...published,
      }),
      ...(isCovered && microEpsilon > 0 ? [spending(name, budget, microEpsilon)] : []),
      isCovered
        ? await entry(deps, 'aggregate.released', { measure, period, microEpsilon })
        : await entry(deps, 'aggregate.withheld', { measure, period, reason: 'budget-exhausted' }),
    ]);
    return kind === 'committed' ? undefined : conflict;
  });
}

function spending(
  { id: measure, period }: MeasurePeriod,
  budget: SpentBudget | undefined,
  microEpsilon: number,
): Statement {
  const key = { measure, year: yearOf(period) };
  return budget === undefined
    ? insert(privacyBudgets, { ...key, microSpent: microEpsilon, version: 1 })
    : update(privacyBudgets, key, budget.version, { microSpent: budget.microSpent + microEpsilon });
}
