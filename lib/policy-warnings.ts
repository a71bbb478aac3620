import { Annotations } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { PolicyProblem } from './policy/problem.ts';
import { showProblem } from './policy/problem.ts';

/** What the operator should know of the policy, such as a review of a law that is out of date. */
export function reportWarnings(stack: Stack, warnings: readonly PolicyProblem[]): void {
  for (const warning of warnings) {
    Annotations.of(stack).addWarningV2(`custos:policy:${placeOf(warning)}`, showProblem(warning));
  }
}

/** The same on every machine: `mail/receipt/de.md` where the warning is about a whole file. */
const placeOf = ({ path, file }: PolicyProblem): string =>
  path === '' ? file.split('/').slice(-3).join('/') : path;
