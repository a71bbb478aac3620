import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { Issuers } from './check-props.ts';
import { serviceModesOf } from './audit/account-services.ts';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import type { AuditStack } from './audit-stack.ts';
import type { CustosDomain, CustosMail, GatewayLogging } from './custos-props.ts';
import type { EdgeStack } from './edge-stack.ts';
import { boundAll } from './constructs/boundary-of-all.ts';
import type { Bundles } from './constructs/bundle.ts';
import { deployRolesOf } from './constructs/deploy-role.ts';
import { DetectionRules } from './constructs/detection-rules.ts';
import { EventBus } from './constructs/event-bus.ts';
import { FunctionSet } from './constructs/function-set.ts';
import { GatewayAccount } from './constructs/gateway-account.ts';
import { MailSender } from './constructs/mail-sender.ts';
import { PolicyChange } from './constructs/policy-change.ts';
import { PrivacyApi } from './constructs/privacy-api.ts';
import type { FunctionNetwork, PrivacyFunction } from './constructs/privacy-function.ts';
import type { TlsAccess } from './constructs/tls.ts';
import { scheduleAll } from './constructs/schedules.ts';
import { consume } from './constructs/stream-consumer.ts';
import type { StreamConsumer } from './constructs/stream-consumer.ts';
import type { DataStack } from './data-stack.ts';
import { functionsByStack } from './functions.ts';
import type { LearningStack } from './learning-stack.ts';
import type { MediaStack } from './media-stack.ts';
import type { Stage } from './stages.ts';
import type { SystemsStack } from './systems-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /** Its functions are behind the API as well. */
  readonly media: MediaStack;
  /** Its functions are behind the API as well, and its workflow is started from here. */
  readonly systems: SystemsStack;
  /** Its functions are behind the API as well. */
  readonly learning: LearningStack;
  /** Those of every stack of the deployment. */
  readonly all: readonly FunctionFacts[];
  /** As `loadPolicyOrThrow` returns it. */
  readonly policy: Policy;
  /** The code of every function. */
  readonly bundles: Bundles;
  /** Accepted issuers. */
  readonly issuers: Issuers;
  /**
   * ARN of the permissions boundary of every role.
   *
   * @default - Custos' own, for functions
   */
  readonly boundary?: string;
  /** @default - no VPC */
  readonly network?: FunctionNetwork;
  /** The web ACL of the API. */
  readonly edge: EdgeStack;
  /**
   * The operator's domain name.
   *
   * @default - the default endpoint of API Gateway
   */
  readonly domain?: CustosDomain;
  /** @default 'strict' */
  readonly tlsAccess?: TlsAccess;
  /**
   * Whose role lets API Gateway write logs.
   *
   * @default 'own'
   */
  readonly gatewayLogging?: GatewayLogging;
  /** ARNs of the roles under which CloudFormation works. @default - that of `cdk bootstrap` */
  readonly deployRoles?: readonly string[];
  /** Watched by the functions that open incidents. @default - the deployment has no audit stack */
  readonly audit?: AuditStack;
  /**
   * The sender of mail to people.
   *
   * @default - none
   */
  readonly mail?: CustosMail;
  /** Page that takes a follow-up token. @default - none: mails have the token */
  readonly followUpUrl?: string;
}

/** What the watch stack watches. */
export interface ServiceParts {
  readonly functions: readonly PrivacyFunction[];
  readonly consumers: readonly StreamConsumer[];
  /** The one of the consumers that puts events on the bus. */
  readonly publisher: StreamConsumer;
  readonly api: PrivacyApi;
  readonly eventBus: EventBus;
  readonly detectionRules: readonly DetectionRules[];
}

/**
 * What acts, and can be deleted and created again: functions, the API and what starts functions. What notifies people is
 * in the watch stack.
 */
export class ServiceStack extends Stack {
  readonly eventBus: events.IEventBus;
  readonly api: apigateway.IRestApi;
  readonly parts: ServiceParts;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const {
      stage,
      data,
      media,
      systems,
      learning,
      all,
      policy,
      bundles,
      issuers,
      boundary,
      network,
      edge,
      domain,
      tlsAccess = 'strict',
      gatewayLogging = 'own',
      deployRoles,
      audit,
      mail,
      followUpUrl,
      ...stackProps
    } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: functions and API`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    if (boundary !== undefined) boundAll(this, boundary);
    const eventBus = new EventBus(this, 'Events', {
      stage,
      publishers: all.filter(publishes).map(({ name }) => name),
      atRest: data.keys.atRest,
    });
    this.eventBus = eventBus.bus;
    const mailSender = mail && new MailSender(this, 'Mail', { stage, mail, followUpUrl });
    const set = new FunctionSet(this, {
      stage,
      functions: functionsByStack.service,
      all,
      earlier: [...systems.functions, ...learning.functions],
      data,
      bundles,
      issuers,
      eventBus: eventBus.bus,
      ...{ mailSender, followUpUrl },
      permissionsBoundary: boundary,
      network,
    });

    for (const policyChangeFunction of set.ofKind('deployment')) {
      new PolicyChange(policyChangeFunction, 'Deployment', {
        policyChangeFunction,
        policyVersion: policy.version,
      });
    }
    const consumers = set.ofKind('stream').map((consumer) => consume(consumer, data));
    for (const receiver of set.ofKind('mail-events')) mailSender?.report(receiver.function);
    scheduleAll(this, set.ofKind('schedule'));
    const [authorizer] = set.ofKind('authorizer');
    if (authorizer === undefined) throw new TypeError('no function is the authorizer');
    const api = new PrivacyApi(this, 'Api', {
      stage,
      authorizer,
      functions: [set, media, systems, learning].flatMap((each) => each.ofKind('routes')),
      operations: data.keys.operations,
      tlsAccess,
      firewall: edge.firewall.attrArn,
      corsOrigins: policy.cors.origins,
      domain,
    });
    if (gatewayLogging === 'own') {
      api.api.deploymentStage.node.addDependency(new GatewayAccount(this, 'GatewayAccount'));
    }
    this.api = api.api;
    new CfnOutput(this, 'ApiUrl', {
      description: 'Address of the API; paths begin with v1/',
      value: domain === undefined ? api.api.url : `https://${domain.domainName}/`,
    });
    new CfnOutput(this, 'PolicyVersion', {
      description: 'Hash of the privacy policy that is in force',
      value: policy.version,
    });
    const publisher = consumers.find(({ consumer }) => publishes(consumer.facts));
    if (publisher === undefined) throw new TypeError('no function publishes events');
    const detectionRules = set.ofKind('detections').map(
      (intake) =>
        new DetectionRules(intake, 'Detections', {
          watched: {
            stage,
            deployRoles: deployRolesOf(this, deployRoles),
            keys: [...data.keys.all, ...(audit ? [audit.key] : [])].map(({ keyArn }) => keyArn),
            services: audit?.services ?? serviceModesOf(stage, {}),
          },
          handler: intake.function,
          encryptionKey: data.keys.operations,
        }),
    );
    this.parts = { functions: set.all, consumers, publisher, api, eventBus, detectionRules };
  }
}

const publishes = ({ needs }: FunctionFacts): boolean => needs.some((need) => 'events' in need);
