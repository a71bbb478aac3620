import { Aws } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { authorizerCacheSeconds } from '../../lambda/auth/needs.ts';
import { methodsOf } from '../../lambda/platform/http/contract.ts';
import { gatewayProblems } from '../../lambda/platform/http/routes.ts';
import type { Route } from '../facts.ts';

export interface ApiDefinitionProps {
  /** Name of the API and of its authorizer. */
  readonly name: string;
  readonly description: string;
  readonly authorizer: lambda.IFunction;
  /** Functions with their routes, in the order of the contract. */
  readonly routed: readonly RoutedFunction[];
  readonly disableExecuteApiEndpoint: boolean;
  readonly securityPolicy: string;
  readonly endpointAccessMode: string;
  /** Origins of web pages that may call the API; see `cors` in the policy. */
  readonly corsOrigins: readonly string[];
}

export interface RoutedFunction {
  readonly function: lambda.IFunction;
  readonly routes: readonly Route[];
}

/** Functions receive bodies as bytes, so that invalid UTF-8 is rejected and not stored altered. */
export const binaryMediaTypes = ['*/*'];

/**
 * The contract as API Gateway imports it: routes, authorizer and gateway responses in one resource. OpenAPI 3.0,
 * because API Gateway does not import 3.1; without schemas, because functions check requests themselves and return the
 * pointer to the mistake. An import replaces what the API had, so all that it has is here.
 */
export const apiDefinition = (props: ApiDefinitionProps) => ({
  openapi: '3.0.1',
  info: { title: props.name, version: 'v1', description: props.description },
  paths: pathsOf(props),
  components: {
    securitySchemes: {
      [props.name]: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          identitySource: 'method.request.header.Authorization',
          authorizerUri: invocationUri(props.authorizer),
          authorizerResultTtlInSeconds: authorizerCacheSeconds,
        },
      },
    },
  },
  'x-amazon-apigateway-binary-media-types': binaryMediaTypes,
  'x-amazon-apigateway-endpoint-configuration': {
    disableExecuteApiEndpoint: props.disableExecuteApiEndpoint,
  },
  'x-amazon-apigateway-security-policy': props.securityPolicy,
  'x-amazon-apigateway-endpoint-access-mode': props.endpointAccessMode,
  'x-amazon-apigateway-gateway-responses': gatewayResponses(props.corsOrigins),
});

function pathsOf({ name, routed, corsOrigins }: ApiDefinitionProps) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { function: target, routes } of routed) {
    for (const route of routes) {
      const item = (paths[route.path] ??= parametersOf(route.path));
      const authorizer = route.access.kind === 'token' ? name : undefined;
      for (const method of methodsOf(route)) {
        item[method.toLowerCase()] = operation(integrationOf(target, route), authorizer);
      }
      // The function answers preflights; any function of the path can.
      if (corsOrigins.length > 0) item['options'] ??= operation(integrationOf(target, route));
    }
  }
  return paths;
}

function parametersOf(path: string): Record<string, unknown> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (names.length === 0) return {};
  const schema = { type: 'string' };
  return { parameters: names.map((name) => ({ name, in: 'path', required: true, schema })) };
}

const operation = (integration: object, authorizer?: string) => ({
  ...(authorizer !== undefined && { security: [{ [authorizer]: [] }] }),
  // In a proxy integration the function decides the response.
  responses: {},
  'x-amazon-apigateway-integration': integration,
});

const integrationOf = (target: lambda.IFunction, { streams }: Route) => ({
  type: 'aws_proxy',
  httpMethod: 'POST',
  ...(streams === true
    ? {
        uri: streamingUri(target),
        responseTransferMode: 'STREAM',
        timeoutInMillis: longestStreamMilliseconds,
      }
    : { uri: invocationUri(target) }),
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const longestStreamMilliseconds = 15 * 60 * 1000;

const invocationUri = ({ functionArn }: lambda.IFunction): string =>
  `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html */
const streamingUri = ({ functionArn }: lambda.IFunction): string =>
  `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2021-11-15/functions/${functionArn}/response-streaming-invocations`;

/** Responses of the gateway itself have the form of every other problem. */
const gatewayResponses = ([firstOrigin]: readonly string[]) =>
  Object.fromEntries(
    Object.entries(gatewayProblems).map(([type, { status, headers, body }]) => {
      const allHeaders = {
        ...quoted(headers),
        // These headers cannot depend on the request, so the first origin is used.
        ...(firstOrigin !== undefined && {
          'access-control-allow-origin': `'${firstOrigin}'`,
          'access-control-expose-headers': "'x-request-id, retry-after, www-authenticate'",
        }),
        'x-request-id': 'context.requestId',
      };
      const responseParameters = Object.fromEntries(
        Object.entries(allHeaders).map(([name, value]) => [
          `gatewayresponse.header.${name}`,
          value,
        ]),
      );
      const responseTemplates = { 'application/json': body };
      return [type, { statusCode: String(status), responseParameters, responseTemplates }];
    }),
  );

const quoted = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
