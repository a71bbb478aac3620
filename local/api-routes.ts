import * as z from 'zod';
import { matcherOf } from './api-match.ts';
import type { Matched } from './api-match.ts';
import { readDefinition } from './api-definition.ts';
import type { ApiDefinition } from './api-definition.ts';
import type { Assembly } from './assembly.ts';
import { functionNameOf } from './invocation.ts';
import { TemplateError } from './template.ts';

/** One method of the API in the template. */
export interface ApiMethod {
  readonly method: string;
  /** `/v1/me/consents/{purpose}`. */
  readonly resource: string;
  readonly functionName: string;
  /** Whether the function streams its response. */
  readonly streams: boolean;
  readonly authorizer?: ApiAuthorizer;
}

export interface ApiAuthorizer {
  readonly functionName: string;
  readonly cacheSeconds: number;
}

export type ApiMatch = Matched<ApiMethod>;

export interface LocalApi {
  readonly stage: string;
  /** Whether functions receive bodies as base64. */
  readonly bodiesAsBytes: boolean;
  readonly methods: readonly ApiMethod[];
  /** `path` as it was sent, still encoded. */
  readonly match: (method: string, path: string) => ApiMatch | undefined;
}

const stageProperties = z.object({ StageName: z.string() });

/** The design allows a minute; a longer time in the template is ignored. */
const longestCacheSeconds = 60;

/** @throws TemplateError when the API has a method that the runtime cannot serve */
export function readApi(assembly: Assembly): LocalApi {
  const definition = readDefinition(assembly);
  const methods = Object.entries(definition.paths).flatMap(([resource, item]) =>
    methodsOf(definition, resource, item),
  );
  const [stage] = assembly.ofType('AWS::ApiGateway::Stage');
  const stageName = stage && stageProperties.parse(assembly.properties(stage)).StageName;
  return {
    stage: stageName ?? 'local',
    bodiesAsBytes: definition['x-amazon-apigateway-binary-media-types'].includes('*/*'),
    methods,
    match: matcherOf(methods),
  };
}

const methodsOf = (
  definition: ApiDefinition,
  resource: string,
  item: ApiDefinition['paths'][string],
): ApiMethod[] =>
  Object.entries(item).map(([method, { security, ...operation }]) => {
    const integration = operation['x-amazon-apigateway-integration'];
    const [scheme] = security.flatMap((requirement) => Object.keys(requirement));
    return {
      method: method.toUpperCase(),
      resource,
      functionName: functionNameOf(integration.uri),
      streams: integration.responseTransferMode === 'STREAM',
      ...(scheme !== undefined && { authorizer: authorizerOf(definition, scheme) }),
    };
  });

function authorizerOf({ components }: ApiDefinition, name: string): ApiAuthorizer {
  const scheme = components.securitySchemes[name];
  if (scheme === undefined) throw new TemplateError(`there is no authorizer ${name}`);
  const { authorizerUri, authorizerResultTtlInSeconds } = scheme['x-amazon-apigateway-authorizer'];
  return {
    functionName: functionNameOf(authorizerUri),
    cacheSeconds: Math.min(longestCacheSeconds, authorizerResultTtlInSeconds),
  };
}
