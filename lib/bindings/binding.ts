import * as iam from 'aws-cdk-lib/aws-iam';
import type { VariableName } from '../../lambda/platform/environment.ts';

export type Variables = Readonly<Partial<Record<VariableName, string>>>;

/** What meeting one need takes: the variables by which a function finds a thing, and the right to it. */
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

/** A need that may not be granted; the message says which rule stands against it. */
export class NeedRefusedError extends Error {
  override readonly name = 'NeedRefusedError';
}
