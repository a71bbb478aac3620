import type { FairnessSystem } from './fairness-section.ts';

/** The attributes by which a system is compared, the first one first. */
export const groupsOf = ({ groupBy: by }: Pick<FairnessSystem, 'groupBy'>): readonly string[] =>
  typeof by === 'string' ? [by] : by;
