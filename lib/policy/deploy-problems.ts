import type { Clock } from '../../lambda/value/time.ts';
import { deployFindings } from './deploy-rules.ts';
import { civilDate } from '../../lambda/policy/periods.ts';
import type { PolicyProblem } from './problem.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { readSource } from './source.ts';

/**
 * What stops a policy from following another one, with file, line and remedy; undefined when its file
 * cannot be read.
 *
 * @param directory of the next policy
 */
export function deployProblems(
  deployed: Policy,
  { policy, directory }: { readonly policy: Policy; readonly directory: string },
  clock: Clock,
): readonly PolicyProblem[] | undefined {
  const file = readSource(`${directory}/policy.yaml`);
  if (file.kind === 'unreadable') return undefined;
  const today = civilDate(clock(), policy.controller.timeZone);
  return deployFindings(deployed, policy, today).map((finding) => file.source.locate(finding));
}
