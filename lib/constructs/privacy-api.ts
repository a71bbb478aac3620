import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { methodsOf } from '../../lambda/platform/http/contract.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import type { CustosDomain } from '../custos-props.ts';
import type { Route } from '../facts.ts';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { apiDefinition, binaryMediaTypes } from './api-definition.ts';
import { logGroupProps } from './log-group-props.ts';
import type { PrivacyFunction } from './privacy-function.ts';
import { endpointAccessMode, secure, securityPolicy } from './tls.ts';
import type { TlsAccess } from './tls.ts';

export interface PrivacyApiProps {
  readonly stage: Stage;
  readonly authorizer: PrivacyFunction;
  /** Functions with routes. */
  readonly functions: readonly PrivacyFunction[];
  /** Encrypts the logs. */
  readonly operations: kms.IKey;
  readonly tlsAccess: TlsAccess;
  /** The operator's domain name, and whether the default endpoint of API Gateway is open too. */
  readonly domain?: Pick<CustosDomain, 'domainName' | 'keepDefaultEndpoint'>;
  /** ARN of the web ACL. */
  readonly firewall: string;
  /** Origins of web pages that may call the API; see `cors` in the policy. */
  readonly corsOrigins: readonly string[];
}

const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  // The path template, not the path: paths have ids of people's records.
  route: '$context.resourcePath',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  gatewayProblem: '$context.error.responseType',
  tls: '$context.tlsVersion',
  cipherSuite: '$context.cipherSuite',
};

const description = 'Custos: consent, records, data-subject requests and evidence';

/**
 * The REST API: one method for each route of each function. Functions check bodies, so that every
 * rejection has its pointer.
 */
export class PrivacyApi extends Construct {
  readonly api: apigateway.SpecRestApi;
  readonly accessLogs: logs.LogGroup;

  constructor(scope: Construct, id: string, props: PrivacyApiProps) {
    super(scope, id);
    const { stage, operations } = props;
    this.accessLogs = new logs.LogGroup(this, 'AccessLogs', logGroupProps(stage, operations));
    this.api = this.#define(props);
    // The gateway would create this log group itself, without key and retention.
    const executionLogs = new logs.LogGroup(this, 'ExecutionLogs', {
      ...logGroupProps(stage, operations),
      logGroupName: `API-Gateway-Execution-Logs_${this.api.restApiId}/${stage.deployment}`,
    });
    const deployed = new apigateway.Stage(this, 'Stage', {
      deployment: new apigateway.Deployment(this, 'Deployment', { api: this.api }),
      stageName: stage.deployment,
      accessLogDestination: new apigateway.LogGroupLogDestination(this.accessLogs),
      accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(accessLog)),
      ...methodDefaults,
      ...throttle(stage.throttle),
      methodOptions: { ...publicMethods(props), ...measuredMethod(stage) },
    });
    deployed.node.addDependency(executionLogs);
    this.api.deploymentStage = deployed;
    this.#permit(props, deployed);
    if (props.domain === undefined) return;
    new apigateway.CfnBasePathMapping(this, 'Domain', {
      domainName: props.domain.domainName,
      restApiId: this.api.restApiId,
      stage: deployed.stageName,
    });
  }

  /** Properties of the API are in its definition as well, which takes precedence at an import. */
  #define(props: PrivacyApiProps): apigateway.SpecRestApi {
    const { stage, authorizer, functions, tlsAccess, corsOrigins } = props;
    const disableExecuteApiEndpoint = props.domain?.keepDefaultEndpoint === false;
    const definition = apiDefinition({
      name: physicalName(stage),
      description,
      authorizer: authorizer.function,
      routed: functions.map((each) => ({ function: each.function, routes: routesOf(each) })),
      disableExecuteApiEndpoint,
      securityPolicy,
      endpointAccessMode: endpointAccessMode(tlsAccess),
      corsOrigins,
    });
    const api = new apigateway.SpecRestApi(this, 'Resource', {
      restApiName: physicalName(stage),
      apiDefinition: apigateway.ApiDefinition.fromInline(definition),
      endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] },
      disableExecuteApiEndpoint,
      cloudWatchRole: false,
      binaryMediaTypes,
      deploy: false,
    });
    const resource = api.node.defaultChild as apigateway.CfnRestApi;
    resource.description = description;
    secure(resource, tlsAccess);
    return api;
  }

  /** The gateway may call no function before the firewall protects it. */
  #permit({ authorizer, functions, firewall }: PrivacyApiProps, deployed: apigateway.Stage): void {
    const association = new wafv2.CfnWebACLAssociation(this, 'Firewall', {
      webAclArn: firewall,
      resourceArn: deployed.stageArn,
    });
    // Only the gateway knows the ids of imported authorizers and methods. A permission names the API, so it
    // is in its stack also where the function is in one that is deployed before.
    const permit = ({ function: target, facts }: PrivacyFunction, sourceArn: string) => {
      const place = Stack.of(target) === Stack.of(this) ? target : new Construct(this, facts.name);
      new lambda.CfnPermission(place, 'Api', {
        action: 'lambda:InvokeFunction',
        functionName: target.functionArn,
        principal: 'apigateway.amazonaws.com',
        sourceArn,
      }).addResourceDependency(association);
    };
    for (const each of functions) permit(each, this.api.arnForExecuteApi());
    permit(authorizer, this.#arnOf('authorizers/*'));
  }

  #arnOf(part: string): string {
    return Stack.of(this).formatArn({
      service: 'execute-api',
      resource: this.api.restApiId,
      resourceName: part,
    });
  }
}

const routesOf = ({ facts }: PrivacyFunction): readonly Route[] =>
  facts.trigger.kind === 'routes' ? facts.trigger.routes : [];

const methodDefaults = {
  dataTraceEnabled: false,
  loggingLevel: apigateway.MethodLoggingLevel.ERROR,
  // Metrics of the whole API are free; those of each method cost more than all the rest of a small stage.
  metricsEnabled: false,
} as const satisfies apigateway.MethodDeploymentOptions;

const throttle = ({ requestsPerSecond, burst }: Stage['throttle']) => ({
  throttlingRateLimit: requestsPerSecond,
  throttlingBurstLimit: burst,
});

/** The one route whose latency has an alarm of its own. */
const measuredMethod = (stage: Stage) => ({
  [`${decisionRoutes.decide.path}/${decisionRoutes.decide.method}`]: {
    ...methodDefaults,
    ...throttle(stage.throttle),
    metricsEnabled: true,
  },
});

const publicMethods = ({ stage, functions }: PrivacyApiProps) =>
  Object.fromEntries(
    functions
      .flatMap(routesOf)
      .filter(({ access }) => access.kind !== 'token')
      .flatMap((route) => methodsOf(route).map((method) => `${route.path}/${method}`))
      .map((place) => [place, { ...methodDefaults, ...throttle(stage.publicThrottle) }]),
  );
