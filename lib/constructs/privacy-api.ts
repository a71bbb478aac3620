import { Duration } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { authorizerCacheSeconds } from '../../lambda/platform/auth/needs.ts';
import { gatewayProblems } from '../../lambda/platform/http/routes.ts';
import type { Route } from '../facts.ts';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { keptLogs } from './kept-logs.ts';
import type { PrivacyFunction } from './privacy-function.ts';

export interface PrivacyApiProps {
  readonly stage: Stage;
  readonly authorizer: PrivacyFunction;
  /** Functions that answer routes. */
  readonly functions: readonly PrivacyFunction[];
  /** Encrypts the logs. */
  readonly operations: kms.IKey;
  /** Whether a name of the operator's own leads to the API; its own name then leads nowhere. */
  readonly hasDomain: boolean;
}

// TLS 1.3, or 1.2 with forward secrecy; refuses a host name that is not the one in the handshake.
export const tls = {
  securityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
  endpointAccessMode: 'STRICT',
} as const;

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
      disableExecuteApiEndpoint: props.hasDomain,
      cloudWatchRole: false,
      // Bodies reach the functions as bytes: what is no UTF-8 is refused, not stored altered.
      binaryMediaTypes: ['*/*'],
      deployOptions: {
        stageName: stage.deployment,
        accessLogDestination: new apigateway.LogGroupLogDestination(this.accessLogs),
        accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(accessLog)),
        ...methodDefaults,
        ...throttle(stage.throttle),
        methodOptions: publicMethods(props),
      },
    });
    const resource = this.api.node.defaultChild as apigateway.CfnRestApi;
    resource.securityPolicy = tls.securityPolicy;
    resource.endpointAccessMode = tls.endpointAccessMode;
    // The gateway would make this group itself, without key and period.
    const executionLogs = new logs.LogGroup(this, 'ExecutionLogs', {
      ...keptLogs(stage, operations),
      logGroupName: `API-Gateway-Execution-Logs_${this.api.restApiId}/${stage.deployment}`,
    });
    this.api.deploymentStage.node.addDependency(executionLogs);
    this.#addMethods(props);
    this.#addProblems();
  }

  #addMethods({ stage, authorizer, functions }: PrivacyApiProps): void {
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
        this.api.root.resourceForPath(route.path).addMethod(route.method, integration, options);
      }
    }
  }

  /** What the gateway answers by itself has the form of every other problem. */
  #addProblems(): void {
    for (const [type, { status, headers, body }] of Object.entries(gatewayProblems)) {
      this.api.addGatewayResponse(type, {
        type: apigateway.ResponseType.of(type),
        statusCode: String(status),
        responseHeaders: { ...quoted(headers), 'x-request-id': 'context.requestId' },
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
  metricsEnabled: true,
} as const satisfies apigateway.MethodDeploymentOptions;

const throttle = ({ requestsPerSecond, burst }: Stage['throttle']) => ({
  throttlingRateLimit: requestsPerSecond,
  throttlingBurstLimit: burst,
});

const publicMethods = ({ stage, functions }: PrivacyApiProps) =>
  Object.fromEntries(
    functions
      .flatMap(routesOf)
      .filter(({ access }) => access.kind !== 'token')
      .map(({ path, method }) => [
        `${path}/${method}`,
        { ...methodDefaults, ...throttle(stage.publicThrottle) },
      ]),
  );
