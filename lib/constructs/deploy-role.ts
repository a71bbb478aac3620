import { DefaultStackSynthesizer, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * ARNs of the roles under which CloudFormation deploys the stack: those that the operator names, or that
 * of `cdk bootstrap`, by its full name.
 *
 * @throws DeployRoleUnknownError where the app deploys with the credentials of the caller
 */
export function deployRolesOf(
  construct: Construct,
  named: readonly string[] | undefined,
): readonly string[] {
  if (named !== undefined) return named;
  const { synthesizer } = Stack.of(construct);
  if (!(synthesizer instanceof DefaultStackSynthesizer)) throw new DeployRoleUnknownError();
  // `${AWS::AccountId}` and the like are in it where the stack has no environment.
  return [Fn.sub(synthesizer.cloudFormationExecutionRoleArn)];
}

/** No principal could change what is protected again, not even to delete it. */
export class DeployRoleUnknownError extends Error {
  override readonly name = 'DeployRoleUnknownError';

  constructor() {
    super(
      'deployRoles: this app deploys with the credentials of the caller; name the roles that may deploy',
    );
  }
}
