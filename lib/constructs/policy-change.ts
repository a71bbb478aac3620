import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { PrivacyFunction } from './privacy-function.ts';

export interface PolicyChangeProps {
  readonly policyChangeFunction: PrivacyFunction;
  /** Of the policy that this deployment brings. */
  readonly policyVersion: string;
}

/**
 * Lets CloudFormation call a function of ours when the policy is another one than before. Where that
 * cannot be entered into the ledger, the deployment fails and is rolled back.
 */
export class PolicyChange extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { policyChangeFunction, policyVersion }: PolicyChangeProps,
  ) {
    super(scope, id);
    // The function waits for its rights, and this resource for the function.
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::PolicyChange',
      serviceToken: policyChangeFunction.function.functionArn,
      // The default is an hour, in which nothing else could be deployed.
      serviceTimeout: Duration.seconds(2 * policyChangeFunction.facts.timeoutSeconds),
      // What else the function writes down: an upgrade that adds to it is recorded with the same policy.
      properties: { PolicyVersion: policyVersion, Keeps: 'notice-texts' },
    });
  }
}
