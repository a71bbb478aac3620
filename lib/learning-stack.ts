import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import { boundAll } from './constructs/boundary-of-all.ts';
import type { Bundles } from './constructs/bundle.ts';
import { FunctionSet } from './constructs/function-set.ts';
import type { FunctionNetwork, PrivacyFunction } from './constructs/privacy-function.ts';
import { scheduleAll } from './constructs/schedules.ts';
import { consume } from './constructs/stream-consumer.ts';
import type { StreamConsumer } from './constructs/stream-consumer.ts';
import type { DataStack } from './data-stack.ts';
import { functionsByStack } from './functions.ts';
import type { Stage } from './stages.ts';

export interface LearningStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /** The code of every function. */
  readonly bundles: Bundles;
  /** Those of every stack of the deployment. */
  readonly all: readonly FunctionFacts[];
  /**
   * ARN of the permissions boundary of every role.
   *
   * @default - Custos' own, for functions
   */
  readonly boundary?: string;
  /** @default - no VPC */
  readonly network?: FunctionNetwork;
}

/**
 * What the service is improved with and what watches the result: aggregates, training sets, the register of models and
 * reports on fairness; and what verifies erasures over whole tables. Deployed before the service stack, whose API has the routes.
 */
export class LearningStack extends Stack {
  readonly functions: readonly PrivacyFunction[];
  readonly consumers: readonly StreamConsumer[];

  constructor(scope: Construct, id: string, props: LearningStackProps) {
    const { stage, data, bundles, all, boundary, network, ...stackProps } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: functions for aggregates, training sets, models, fairness and the verification of erasures`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    if (boundary !== undefined) boundAll(this, boundary);
    this.functions = new FunctionSet(this, {
      ...{ stage, data, bundles, all },
      functions: functionsByStack.learning,
      ...(boundary !== undefined && { permissionsBoundary: boundary }),
      ...(network !== undefined && { network }),
    }).all;
    this.consumers = this.ofKind('stream').map((each) => consume(each, data));
    scheduleAll(this, this.ofKind('schedule'));
  }

  ofKind(kind: FunctionFacts['trigger']['kind']): readonly PrivacyFunction[] {
    return this.functions.filter(({ facts }) => facts.trigger.kind === kind);
  }
}
