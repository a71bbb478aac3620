import { DefaultStackSynthesizer, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';

/**
 * The role under which CloudFormation deploys the stack: that of `cdk bootstrap`, by its full name.
 * Undefined where the app deploys with the credentials of the caller, which have no name here.
 */
export function deployRoleOf({ synthesizer }: Stack): string | undefined {
  if (!(synthesizer instanceof DefaultStackSynthesizer)) return undefined;
  // `${AWS::AccountId}` and the like are in it where the stack has no environment.
  return Fn.sub(synthesizer.cloudFormationExecutionRoleArn);
}
