import * as iam from 'aws-cdk-lib/aws-iam';
import { allow } from './binding.ts';

const actions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * The permissions that Lambda needs to put a function into a VPC. Most of these actions do not
 * support resources; the code of the function cannot use them, because only its own requests have
 * the function ARN (Lambda developer guide, "Giving Lambda functions access to resources in an
 * Amazon VPC").
 */
export const networkInterfaces = (): iam.PolicyStatement[] => [
  allow(actions, ['*']),
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    actions: ['ec2:*NetworkInterface*', 'ec2:*PrivateIpAddresses', 'ec2:DescribeSubnets'],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'lambda:SourceFunctionArn': 'arn:*:lambda:*:*:function:*',
      },
    },
  }),
];
