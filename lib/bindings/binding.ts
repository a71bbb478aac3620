import * as iam from 'aws-cdk-lib/aws-iam';
import type { VariableName } from '../../lambda/platform/environment.ts';

export type Variables = Readonly<Partial<Record<VariableName, string>>>;

/**
 * How one need is met: the environment variables with which a function finds a resource, and the
 * permission to use it.
 */
export interface Binding {
  readonly variables: Variables;
  readonly statements: readonly iam.PolicyStatement[];
}

export const allow = (
  actions: readonly string[],
  resources: readonly string[],
  conditions: Record<string, Record<string, string | readonly string[]>> = {},
): iam.PolicyStatement =>
  new iam.PolicyStatement({
    actions: [...actions].sort(),
    resources: [...resources],
    ...(Object.keys(conditions).length > 0 && { conditions }),
  });

/** The need breaks a rule, named in the message. */
export class NeedRefusedError extends Error {
  override readonly name = 'NeedRefusedError';
}
