import { Aws } from 'aws-cdk-lib';
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
 * What Lambda needs of a role to put its function into a VPC. Most of these actions know no resource;
 * code of the function is kept from them by the ARN that only its own requests carry
 * (Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC").
 */
export const networkInterfaces = (): iam.PolicyStatement[] => [
  allow(actions, ['*']),
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    actions: ['ec2:*NetworkInterface*', 'ec2:*PrivateIpAddresses', 'ec2:DescribeSubnets'],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'lambda:SourceFunctionArn': `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:*`,
      },
    },
  }),
];
