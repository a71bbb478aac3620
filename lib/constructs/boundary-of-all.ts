import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** Bounds every role below `scope` by a managed policy of the operator. */
export function boundAll(scope: Construct, policyArn: string): void {
  const policy = iam.ManagedPolicy.fromManagedPolicyArn(scope, 'BoundaryOfAll', policyArn);
  iam.PermissionsBoundary.of(scope).apply(policy);
}
