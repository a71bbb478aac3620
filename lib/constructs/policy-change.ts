import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { PrivacyFunction } from './privacy-function.ts';

export interface PolicyChangeProps {
  readonly policyChangeFunction: PrivacyFunction;
  /** Version of the policy that is deployed. */
  readonly policyVersion: string;
}

/**
 * CloudFormation calls a function when the policy changes. If the function cannot record the change
 * in the ledger, the deployment fails and is rolled back.
 */
export class PolicyChange extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { policyChangeFunction, policyVersion }: PolicyChangeProps,
  ) {
    super(scope, id);
    // The function depends on its permissions, and this resource on the function.
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::PolicyChange',
      serviceToken: policyChangeFunction.function.functionArn,
      // The default is an hour, in which no other deployment could start.
      serviceTimeout: Duration.seconds(2 * policyChangeFunction.facts.timeoutSeconds),
      // Other data that the function records: an upgrade that adds some runs it with the same
      // policy.
      properties: { PolicyVersion: policyVersion, Keeps: 'notice-texts policies' },
    });
  }
}
