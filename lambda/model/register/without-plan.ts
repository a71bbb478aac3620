import type { Database } from '../../platform/dynamo/database.ts';
import { addPeriod } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Clock } from '../../value/time.ts';
import { milliseconds, utcDay } from '../../value/time.ts';
import type { Beside } from './facts.ts';
import { besideOf } from './facts.ts';
import type { Affected } from './model/affected.ts';
import { isBeyond } from './model/approval.ts';
import type { Model } from './row.ts';
import { openModels } from './store.ts';
import { affectedOf } from './view.ts';

export interface PlanDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

const inUse = ['approved', 'deployed'] as const;
const modelsAtOnce = 25;

/**
 * Counts the models in use for which staff have to plan a measure: people left a set of theirs longer ago
 * than an approval would accept, and nothing is planned for them, or what was planned is past its day. No
 * approval is taken back for it: a model is made no better by that, and what is planned is for staff to say.
 *
 * @throws StoreUnavailableError
 */
export async function countWithoutPlan(deps: PlanDependencies): Promise<number> {
  const models = openModels(deps);
  let count = 0;
  for (const state of inUse) {
    let after: string | undefined;
    do {
      const page = await models.list({ limit: modelsAtOnce, state, after });
      const due = await Promise.all(page.models.map((model) => isWithoutPlan(deps, model)));
      count += due.filter((is) => is).length;
      after = page.next;
    } while (after !== undefined);
  }
  return count;
}

async function isWithoutPlan(deps: PlanDependencies, model: Model): Promise<boolean> {
  const { trainingSets } = model;
  const beside = await besideOf(deps, { trainingSets, systems: [] });
  return affectedOf(model, beside).some((one) => isDue(deps, beside, one));
}

function isDue(
  { policy, clock }: PlanDependencies,
  { sets }: Beside,
  { trainingSetId, since, measure }: Affected,
): boolean {
  const now = clock();
  if (measure !== undefined) return measure.date !== undefined && measure.date < utcDay(now);
  const { trainingSets, models, controller } = policy;
  const purpose = sets.find(({ setId }) => setId === trainingSetId)?.set?.purpose ?? '';
  const rules = Object.hasOwn(trainingSets, purpose) ? trainingSets[purpose] : undefined;
  const from = milliseconds(Date.parse(since));
  const staleAt = rules && addPeriod(from, rules.staleAfter, controller.timeZone);
  return staleAt === undefined || (staleAt <= now && isBeyond(staleAt, models.staleFor, now));
}
