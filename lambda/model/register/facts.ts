import { isBreachOpen } from '../../fairness/model/review.ts';
import { isCompared } from '../../fairness/model/verdicts.ts';
import type { ReportRow } from '../../fairness/rows.ts';
import { newestReport } from '../../fairness/store.ts';
import { writtenIn } from '../../fairness/view.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { addPeriod } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import { approximateDays } from '../../value/duration.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import { parseRfc3339 } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { stateAt } from '../set/state.ts';
import { openSets } from '../set/store.ts';
import type { SetsDependencies } from '../set/store.ts';
import type { TrainingSet } from '../set/training-set.ts';
import type { ApprovalFacts, FairnessFacts, SetFacts } from './model/approval.ts';
import type { Departures } from './model/affected.ts';
import type { Model } from './row.ts';

export interface FactsDependencies extends SetsDependencies {
  readonly database: Database;
  readonly policy: Pick<Policy, 'models' | 'trainingSets' | 'fairness' | 'controller'>;
}

/** What a model rests on, as it is now. */
export interface Beside {
  readonly sets: readonly { readonly setId: TrainingSetId; readonly set?: TrainingSet }[];
  readonly reports: readonly { readonly system: string; readonly report?: ReportRow }[];
}

/** @throws StoreUnavailableError */
export async function besideOf(
  deps: FactsDependencies,
  { trainingSets, systems }: Pick<Model, 'trainingSets' | 'systems'>,
): Promise<Beside> {
  const store = openSets(deps);
  const [sets, reports] = await Promise.all([
    Promise.all(
      trainingSets.map(async (setId) => {
        const set = await store.get(setId);
        return { setId, ...(set && { set }) };
      }),
    ),
    Promise.all(
      systems.map(async (system) => {
        const report = await newestReport(deps.database, system);
        return { system, ...(report && { report }) };
      }),
    ),
  ]);
  return { sets, reports };
}

/** What the approval of a model is judged by. */
export const approvalFacts = (
  { riskClass, assessment }: Pick<Model, 'riskClass' | 'assessment'>,
  { sets, reports }: Beside,
  { policy }: Pick<FactsDependencies, 'policy'>,
  now: EpochMilliseconds,
): ApprovalFacts => ({
  riskClass,
  assessed: assessment !== undefined,
  sets: sets.map(({ set }) => setFacts(set, policy, now)),
  systems: reports.map(({ system, report }) => fairnessFacts(policy, system, report, now)),
  rules: policy.models,
  now,
});

/** A report of a system that is not monitored any more, or one that two others should follow, is none. */
function fairnessFacts(
  { fairness: { systems } }: Pick<Policy, 'fairness'>,
  system: string,
  report: ReportRow | undefined,
  now: EpochMilliseconds,
): FairnessFacts {
  const declared = Object.hasOwn(systems, system) ? systems[system] : undefined;
  if (declared === undefined || report === undefined) return 'no-report';
  const lasts = 2 * approximateDays(declared.period) * dayMilliseconds;
  if ((parseRfc3339(report.reportedAt) ?? 0) + lasts <= now) return 'no-report';
  if (isBreachOpen(report)) return 'breached';
  return isCompared(writtenIn(report)) ? 'passes' : 'empty';
}

const dayMilliseconds = 86_400_000;

function setFacts(
  set: TrainingSet | undefined,
  policy: FactsDependencies['policy'],
  now: EpochMilliseconds,
): SetFacts {
  if (set === undefined) return { kind: 'unknown' };
  const state = stateAt(policy, set, now);
  if (state === 'ready') return { kind: 'current' };
  return state === 'stale' ? { kind: state, since: staleSince(set, policy) } : { kind: state };
}

/** Undefined of a purpose that the policy names no more: no set of it stands, however new it is. */
function staleSince(
  { purpose, firstLeftAt }: TrainingSet,
  { trainingSets, controller }: FactsDependencies['policy'],
): EpochMilliseconds | undefined {
  const rules = Object.hasOwn(trainingSets, purpose) ? trainingSets[purpose] : undefined;
  const left = firstLeftAt === undefined ? undefined : parseRfc3339(firstLeftAt);
  return rules === undefined || left === undefined
    ? undefined
    : addPeriod(left, rules.staleAfter, controller.timeZone);
}

/** How many people left each set, by UTC day. */
export const departuresOf = ({ sets }: Beside): readonly Departures[] =>
  sets.map(({ setId, set }) => ({
    setId,
    people: Object.fromEntries(
      Object.entries(set?.left ?? {}).map(([day, { people }]) => [day, people]),
    ),
  }));
