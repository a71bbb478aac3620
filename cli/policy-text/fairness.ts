import { groupsOf } from '../../lambda/policy/fairness-groups.ts';
import type { Policy } from '../../lambda/policy/schema.ts';

/** What is monitored for bias, one row each: by which groups, and what opens a review. */
export const fairnessRows = ({ fairness }: Policy): string[][] =>
  Object.entries(fairness.systems).map(([id, system]) => [
    id,
    groupsOf(system).join(' '),
    system.period,
    system.labelsWithin ?? '-',
    String(system.minimumGroup),
    `ratio ${system.threshold.ratio}`,
    `${system.owner} within ${system.reviewWithin}`,
  ]);
