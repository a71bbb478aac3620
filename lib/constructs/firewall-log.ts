import { ArnFormat, Aws, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { logGroupProps } from './log-group-props.ts';
import { originHeader } from './viewer-calls.ts';

export interface FirewallLogProps {
  readonly stage: Stage;
  readonly acl: wafv2.CfnWebACL;
  /** Encrypts the log. */
  readonly operations: kms.IKey;
}

const retention = {
  7: logs.RetentionDays.ONE_WEEK,
  30: logs.RetentionDays.ONE_MONTH,
  90: logs.RetentionDays.THREE_MONTHS,
} as const satisfies Record<Stage['edge']['logRetentionDays'], logs.RetentionDays>;

/**
 * Rejected and counted requests, without tokens, cookies, queries and paths. They have addresses of
 * people, so the log expires sooner than others.
 */
export class FirewallLog extends Construct {
  constructor(scope: Construct, id: string, { stage, acl, operations }: FirewallLogProps) {
    super(scope, id);
    const group = new logs.LogGroup(this, 'Resource', {
      ...logGroupProps(stage, operations),
      retention: retention[stage.edge.logRetentionDays],
      // AWS WAF writes only to log groups with this prefix. The rest of the name is generated, so
      // that a stack that is created again does not conflict with the log group of the old one.
      logGroupName: `aws-waf-logs-${physicalName(stage)}-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`,
    });
    const delivery = new logs.ResourcePolicy(this, 'Delivery', {
      resourcePolicyName: `${physicalName(stage)}-firewall-log`,
      policyStatements: [
        new iam.PolicyStatement({
          principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [group.logGroupArn],
          conditions: {
            StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
            ArnLike: {
              'aws:SourceArn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:*`,
            },
          },
        }),
      ],
    });
    const logging = new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      // The ARN of the L2 ends in `:*`, which AWS WAF rejects.
      logDestinationConfigs: [
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: group.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
        { singleHeader: { Name: originHeader } },
        { queryString: {} },
        { uriPath: {} },
      ],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({
              ActionCondition: { Action },
            })),
          },
        ],
      },
    });
    logging.node.addDependency(delivery);
  }
}
