import { parseRfc3339, plusSeconds, toRfc3339 } from '../../value/time.ts';
import type { Containment } from '../model/containment.ts';
import { effectiveAfterSeconds } from '../model/containment.ts';
import type { ContainmentPlan, ContainmentView } from './contract.ts';
import { containmentEffects } from './effects.ts';
import type { Plan } from './plan.ts';

export function containmentViewOf(containment: Containment): ContainmentView {
  const { containmentId, action, target, state, startedAt, appliedAt, undoneAt } = containment;
  const effective = (at: string | undefined): string | undefined => {
    const time = at === undefined ? undefined : parseRfc3339(at);
    return time && toRfc3339(plusSeconds(time, effectiveAfterSeconds[action]));
  };
  return {
    ...{ containmentId, action, state, startedAt, appliedAt, undoneAt },
    target: shown(target),
    effectiveBy: effective(appliedAt),
    undoneEffectiveBy: effective(undoneAt),
  };
}

export const planViewOf = ({ action, target, counts, effects }: Plan): ContainmentPlan => ({
  dryRun: true,
  action,
  target: shown(target),
  counts: { ...counts },
  effects: effects.map((effect) => containmentEffects[effect]),
  effectCodes: [...effects],
});

const shown = (target: Containment['target']): ContainmentView['target'] =>
  target.kind === 'categories' ? { ...target, categories: [...target.categories] } : target;
