import { RemovalPolicy } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { allow } from '../bindings/binding.ts';

/**
 * Lets API Gateway write logs. The setting is one per account and Region and shared with other
 * APIs, so it and its role are retained when the stack is deleted.
 */
export class GatewayAccount extends Construct {
  readonly account: apigateway.CfnAccount;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      description: 'API Gateway writes logs',
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      description: 'API Gateway writes logs',
      roles: [role],
      statements: [
        // API Gateway rejects a role that is limited to some log groups: it serves every API of the
        // account.
        allow(
          [
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:DescribeLogGroups',
            'logs:DescribeLogStreams',
            'logs:FilterLogEvents',
            'logs:GetLogEvents',
            'logs:PutLogEvents',
          ],
          ['*'],
        ),
      ],
    });
    policy.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.account = new apigateway.CfnAccount(this, 'Resource', { cloudWatchRoleArn: role.roleArn });
    this.account.node.addDependency(policy);
    this.account.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
