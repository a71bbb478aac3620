import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { keysPerHour } from '../lambda/policy/categories.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { boundAll } from './constructs/boundary-of-all.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { deployRolesOf } from './constructs/deploy-role.ts';
import { ImpactAlarm } from './constructs/impact-alarm.ts';
import { ServiceAlarms } from './constructs/service-alarms.ts';
import type { DataStack } from './data-stack.ts';
import type { LearningStack } from './learning-stack.ts';
import type { MediaStack } from './media-stack.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';
import type { SystemsStack } from './systems-stack.ts';
import { tables } from './tables.ts';

export interface WatchStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly media: MediaStack;
  readonly systems: SystemsStack;
  readonly learning: LearningStack;
  readonly service: ServiceStack;
  /** As `loadPolicyOrThrow` returns it: thresholds follow from it. */
  readonly policy: Policy;
  /**
   * ARN of the permissions boundary of every role.
   *
   * @default - none: the one role can publish to the topic and nothing else
   */
  readonly boundary?: string;
  /**
   * E-mail address that receives every alarm.
   *
   * @default - none: subscribe to the topic
   */
  readonly alarmAddress?: string;
  /** ARNs of the roles under which CloudFormation works. @default - that of `cdk bootstrap` */
  readonly deployRoles?: readonly string[];
}

/**
 * What notifies people: alarms, their topic, the reports of calls on keys, and the dashboard. It refers to the stacks
 * with functions and nothing refers to it, so it is deployed last. It acts on nothing: without it, all that the service does is done.
 */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, props: WatchStackProps) {
    const {
      stage,
      data,
      media,
      systems,
      learning,
      policy,
      boundary,
      alarmAddress,
      deployRoles,
      ...stackProps
    } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: alarms and dashboard`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    if (boundary !== undefined) boundAll(this, boundary);
    const service = {
      ...props.service.parts,
      functions: [props.service.parts, media, systems, learning].flatMap(
        (stack) => stack.functions,
      ),
      consumers: [...props.service.parts.consumers, ...learning.consumers],
    };
    const { keyWatch } = new ServiceAlarms(this, 'Alarms', {
      watched: {
        stage,
        deployRoles: deployRolesOf(this, deployRoles),
        keys: data.keys.all.map(({ keyArn }) => keyArn),
      },
      operations: data.keys.operations,
      tables: tables.map((facts) => data.table(facts)),
      service,
      uploadRules: media.uploadRules,
      keysPerHour: keysPerHour(policy),
      address: alarmAddress,
    });
    new Dashboard(this, 'Dashboard', {
      stage,
      service,
      keyWatch,
      alarms: this.node.findAll().filter((each) => each instanceof ImpactAlarm),
    });
  }
}
