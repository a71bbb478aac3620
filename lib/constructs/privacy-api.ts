import { Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { authorizerCacheSeconds } from '../../lambda/auth/needs.ts';
import { methodsOf } from '../../lambda/platform/http/contract.ts';
import { gatewayProblems } from '../../lambda/platform/http/routes.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import type { CustosDomain } from '../custos-props.ts';
import type { Route } from '../facts.ts';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { keptLogs } from './log-group-props.ts';
import type { PrivacyFunction } from './privacy-function.ts';
import { secure } from './tls.ts';
import type { TlsAccess } from './tls.ts';

export interface PrivacyApiProps {
  readonly stage: Stage;
  readonly authorizer: PrivacyFunction;
  /** Functions that answer routes. */
  readonly functions: readonly PrivacyFunction[];
  /** Encrypts the logs. */
  readonly operations: kms.IKey;
  readonly tlsAccess: TlsAccess;
  /** A name of the operator's own, and whether the one that API Gateway gives leads there as well. */
  readonly domain?: Pick<CustosDomain, 'domainName' | 'keepDefaultEndpoint'>;
  /** ARN of the firewall before it. */
  readonly firewall: string;
  /** Origins of web pages that may call the API; see `cors` in the policy. */
  readonly corsOrigins: readonly string[];
}

const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  // The template of the path: ids of people's records stand in the path itself.
  route: '$context.resourcePath',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  gatewayProblem: '$context.error.responseType',
  tls: '$context.tlsVersion',
  cipherSuite: '$context.cipherSuite',
};

/**
 * The REST API: one method for each route of each function, nothing else. Bodies are checked by the
 * functions, so that every refusal names its pointer.
 */
export class PrivacyApi extends Construct {
  readonly api: apigateway.RestApi;
  readonly accessLogs: logs.LogGroup;

  constructor(scope: Construct, id: string, props: PrivacyApiProps) {
    super(scope, id);
    const { stage, operations } = props;
    this.accessLogs = new logs.LogGroup(this, 'AccessLogs', keptLogs(stage, operations));
    this.api = new apigateway.RestApi(this, 'Resource', {
      restApiName: physicalName(stage),
      description: 'Custos: consent, records, data-subject requests and evidence',
      endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] },
      disableExecuteApiEndpoint: props.domain?.keepDefaultEndpoint === false,
      cloudWatchRole: false,
      // Bodies reach the functions as bytes: what is no UTF-8 is refused, not stored altered.
      binaryMediaTypes: ['*/*'],
      deployOptions: {
        stageName: stage.deployment,
        accessLogDestination: new apigateway.LogGroupLogDestination(this.accessLogs),
        accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(accessLog)),
        ...methodDefaults,
        ...throttle(stage.throttle),
        methodOptions: { ...publicMethods(props), ...measuredMethod(stage) },
      },
    });
    // `ApiUrl` says it, with the domain where there is one.
    this.api.node.tryRemoveChild('Endpoint');
    secure(this.api.node.defaultChild as apigateway.CfnRestApi, props.tlsAccess);
    // The gateway would make this group itself, without key and period.
    const executionLogs = new logs.LogGroup(this, 'ExecutionLogs', {
      ...keptLogs(stage, operations),
      logGroupName: `API-Gateway-Execution-Logs_${this.api.restApiId}/${stage.deployment}`,
    });
    this.api.deploymentStage.node.addDependency(executionLogs);
    this.#addMethods(props);
    this.#addProblems(props);
    this.#openBehind(props.firewall);
    if (props.domain === undefined) return;
    new apigateway.CfnBasePathMapping(this, 'Domain', {
      domainName: props.domain.domainName,
      restApiId: this.api.restApiId,
      stage: this.api.deploymentStage.stageName,
    });
  }

  /** The gateway may call nobody before the firewall stands before it. */
  #openBehind(firewall: string): void {
    const association = new wafv2.CfnWebACLAssociation(this, 'Firewall', {
      webAclArn: firewall,
      resourceArn: this.api.deploymentStage.stageArn,
    });
    for (const each of Stack.of(this).node.findAll()) {
      if (!(each instanceof lambda.CfnPermission)) continue;
      if (each.principal === 'apigateway.amazonaws.com') each.addResourceDependency(association);
    }
  }

  #addMethods(props: PrivacyApiProps): void {
    const { stage, authorizer, functions } = props;
    const preflights = new Set<string>();
    const withToken = {
      authorizationType: apigateway.AuthorizationType.CUSTOM,
      authorizer: new apigateway.RequestAuthorizer(this, 'Authorizer', {
        // Else named by its place in the tree, which is another in an operator's own app.
        authorizerName: physicalName(stage),
        handler: authorizer.function,
        identitySources: [apigateway.IdentitySource.header('Authorization')],
        resultsCacheTtl: Duration.seconds(authorizerCacheSeconds),
      }),
    };
    const withoutToken = { authorizationType: apigateway.AuthorizationType.NONE };
    for (const privacyFunction of functions) {
      const integration = new apigateway.LambdaIntegration(privacyFunction.function, {
        proxy: true,
        // One permission for the function in place of one for each method.
        scopePermissionToMethod: false,
      });
      for (const route of routesOf(privacyFunction)) {
        const options = route.access.kind === 'token' ? withToken : withoutToken;
        const resource = this.api.root.resourceForPath(route.path);
        for (const method of methodsOf(route)) resource.addMethod(method, integration, options);
        // The function answers preflights by itself; whichever of the path's functions is asked.
        if (props.corsOrigins.length > 0 && !preflights.has(route.path)) {
          preflights.add(route.path);
          resource.addMethod('OPTIONS', integration, withoutToken);
        }
      }
    }
  }

  /** What the gateway answers by itself has the form of every other problem. */
  #addProblems({ corsOrigins: [firstOrigin] }: PrivacyApiProps): void {
    for (const [type, { status, headers, body }] of Object.entries(gatewayProblems)) {
      this.api.addGatewayResponse(type, {
        type: apigateway.ResponseType.of(type),
        statusCode: String(status),
        responseHeaders: {
          ...quoted(headers),
          // These headers cannot depend on the request, so the first origin is the one that is named.
          ...(firstOrigin !== undefined && {
            'access-control-allow-origin': `'${firstOrigin}'`,
            'access-control-expose-headers': "'x-request-id, retry-after, www-authenticate'",
          }),
          'x-request-id': 'context.requestId',
        },
        templates: { 'application/json': body },
      });
    }
  }
}

const quoted = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));

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
