import { Annotations } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { PolicyProblem } from './policy/problem.ts';
import { showProblem } from './policy/problem.ts';

/** What the operator should know of the policy, such as a review of a law that is out of date. */
export function reportWarnings(stack: Stack, warnings: readonly PolicyProblem[]): void {
  for (const warning of warnings) {
    Annotations.of(stack).addWarningV2(`custos:policy:${warning.path}`, showProblem(warning));
  }
}
