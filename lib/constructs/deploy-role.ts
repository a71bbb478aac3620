import { DefaultStackSynthesizer, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';

/**
 * The role with which CloudFormation deploys the stack: that of `cdk bootstrap`, by its full name.
 * Undefined where the app deploys with the credentials of the caller, whose role is not known here.
 */
export function deployRoleOf({ synthesizer }: Stack): string | undefined {
  if (!(synthesizer instanceof DefaultStackSynthesizer)) return undefined;
  // In a stack without an environment it contains `${AWS::AccountId}` and the like.
  return Fn.sub(synthesizer.cloudFormationExecutionRoleArn);
}
