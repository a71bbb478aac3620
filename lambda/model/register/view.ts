import { entityTagOf } from '../../platform/http/entity-tag.ts';
import type { IfMatch } from '../../platform/http/entity-tag.ts';
import { canonicalJson } from '../../value/canonical.ts';
import { utcDay } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { ModelView } from './contract.ts';
import type { Beside, FactsDependencies } from './facts.ts';
import { approvalFacts, departuresOf } from './facts.ts';
import { affectedBy } from './model/affected.ts';
import type { Affected } from './model/affected.ts';
import { ruleOnApproval } from './model/approval.ts';
import { isBeforeApproval } from './model/states.ts';
import type { Model } from './row.ts';

export const summaryOf = ({
  modelId,
  name,
  version,
  title,
  provider,
  state,
  riskClass,
  registeredAt,
  changedAt,
}: Model) => ({
  ...{ modelId, name, version, title, provider, state, riskClass, registeredAt, changedAt },
});

export function viewOf(
  model: Model,
  beside: Beside,
  deps: Pick<FactsDependencies, 'policy'>,
  now: EpochMilliseconds,
): ModelView {
  const { revision: _revision, measure: _measure, trainingSets, ...shown } = model;
  return {
    ...shown,
    trainingSets: [...trainingSets],
    holding: isBeforeApproval(model.state)
      ? [...ruleOnApproval(approvalFacts(model, beside, deps, now), false).holding]
      : [],
    affectedBy: affectedOf(model, beside).map((one) => shownAffected(one, model, now)),
  };
}

/** None before it was trained: it has nothing of anyone. */
export const affectedOf = (model: Model, beside: Beside): readonly Affected[] =>
  model.history.some(({ state }) => state === 'trained')
    ? affectedBy(departuresOf(beside), model.measure, model.excludedUntil)
    : [];

function shownAffected(
  { measure, ...affected }: Affected,
  { state }: Pick<Model, 'state'>,
  now: EpochMilliseconds,
): ModelView['affectedBy'][number] {
  if (measure === undefined) return affected;
  const { people: _people, ...planned } = measure;
  const isOverdue = state !== 'retired' && planned.date !== undefined && planned.date < utcDay(now);
  return { ...affected, measure: { ...planned, ...(isOverdue && { overdue: true }) } };
}

/** `"<revision>.<hash of what was shown>"`: who left changes what is shown, and not the model. */
export const modelTag = (revision: number, view: unknown): string =>
  `"${revision}.${entityTagOf(canonicalJson(JSON.parse(JSON.stringify(view)))).slice(1)}`;

/** Whether the model is as it was when it was read, also where people left its sets meanwhile. */
export const isRevision = (ifMatch: IfMatch, revision: number): boolean =>
  ifMatch === 'any' || ifMatch.some((tag) => tag.startsWith(`"${revision}.`));
