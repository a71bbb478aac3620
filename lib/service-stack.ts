import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { compilePolicy } from '../lambda/policy/bundled.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { bundle } from './constructs/bundle.ts';
import { EventBus } from './constructs/event-bus.ts';
import { FunctionSet } from './constructs/function-set.ts';
import { GatewayAccount } from './constructs/gateway-account.ts';
import { PrivacyApi } from './constructs/privacy-api.ts';
import type { PrivacyFunction } from './constructs/privacy-function.ts';
import { ServiceAlarms } from './constructs/service-alarms.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import type { DataStack } from './data-stack.ts';
import { functions } from './functions.ts';
import type { Stage } from './stages.ts';

export interface ServiceStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /** As `loadPolicyOrThrow` answers it; stands beside the code of every function. */
  readonly policy: Policy;
}

/** What can be rebuilt at will: functions, what calls them, and alarms. */
export class ServiceStack extends Stack {
  readonly eventBus: events.IEventBus;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { stage, data, policy, ...stackProps } = props;
    super(scope, id, {
      description: `Custos ${stage.name}: functions, API and alarms`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    const bundles = bundle(functions, compilePolicy(policy));
    const issuers = JSON.stringify(policy.issuers);
    const eventBus = new EventBus(this, 'Events', { stage, atRest: data.keys.atRest });
    this.eventBus = eventBus.bus;
    const set = new FunctionSet(this, {
      stage,
      functions,
      data,
      bundles,
      issuers,
      eventBus: eventBus.bus,
    });
    bundles.dispose();

    const consumers = set.ofKind('stream').map((consumer) => this.#consume(consumer, data));
    for (const scheduled of set.ofKind('schedule')) this.#schedule(scheduled);
    const api = this.#serve(set, props);
    const publisher = consumers.find(({ consumer }) => isPublisher(consumer));
    if (publisher === undefined) throw new TypeError('no function publishes events');
    const { topic } = new ServiceAlarms(this, 'Alarms', {
      operations: data.keys.operations,
      functions: set.all.filter((each) => each !== publisher.consumer),
      consumers: consumers.filter((each) => each !== publisher),
      api,
    });
    eventBus.watch({ publisher, topic });
  }

  #consume(consumer: PrivacyFunction, data: DataStack): StreamConsumer {
    const { trigger } = consumer.facts;
    if (trigger.kind !== 'stream') throw new TypeError(`${consumer.facts.name} reads no stream`);
    return new StreamConsumer(consumer, 'Stream', {
      consumer,
      trigger,
      table: (facts) => data.table(facts),
      atRest: data.keys.atRest,
    });
  }

  #schedule(scheduled: PrivacyFunction): void {
    const { trigger } = scheduled.facts;
    if (trigger.kind !== 'schedule') throw new TypeError(`${scheduled.facts.name} has no schedule`);
    new events.Rule(scheduled, 'Schedule', {
      description: scheduled.facts.purpose,
      schedule: events.Schedule.rate(Duration.minutes(trigger.everyMinutes)),
      // The next run does what this one could not.
      targets: [new targets.LambdaFunction(scheduled.function, { retryAttempts: 0 })],
    });
  }

  #serve(set: FunctionSet, { stage, data, policy }: ServiceStackProps): PrivacyApi {
    const [authorizer] = set.ofKind('authorizer');
    if (authorizer === undefined) throw new TypeError('no function is the authorizer');
    const gatewayAccount = new GatewayAccount(this, 'GatewayAccount');
    const api = new PrivacyApi(this, 'Api', {
      stage,
      authorizer,
      functions: set.ofKind('routes'),
      operations: data.keys.operations,
    });
    api.api.deploymentStage.node.addDependency(gatewayAccount);
    new CfnOutput(this, 'ApiUrl', { value: api.api.url });
    new CfnOutput(this, 'PolicyVersion', { value: policy.version });
    return api;
  }
}

const isPublisher = ({ facts }: PrivacyFunction): boolean =>
  facts.needs.some((need) => 'events' in need);
