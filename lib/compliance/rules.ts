import { policyRules } from './policy-rules.ts';
import type { Rule } from './rule.ts';
import { rightsRules } from './rights-rules.ts';
import { runtimeRules } from './runtime-rules.ts';
import { tableRules } from './table-rules.ts';
import { trailRules } from './trail-rules.ts';

/** Every rule of Custos. */
export const rules: readonly Rule[] = [
  ...policyRules,
  ...tableRules,
  ...trailRules,
  ...runtimeRules,
  ...rightsRules,
];
