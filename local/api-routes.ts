import * as z from 'zod';
import { matcherOf } from './api-match.ts';
import type { Matched } from './api-match.ts';
import type { Assembly, Placed } from './assembly.ts';
import { functionNameOf } from './invocation.ts';
import { TemplateError } from './template.ts';

/** One method of the template's API. */
export interface ApiMethod {
  readonly method: string;
  /** `/v1/me/consents/{purpose}`. */
  readonly resource: string;
  readonly functionName: string;
  readonly authorizer?: ApiAuthorizer;
}

export interface ApiAuthorizer {
  readonly functionName: string;
  readonly cacheSeconds: number;
}

export type ApiMatch = Matched<ApiMethod>;

export interface Api {
  readonly stage: string;
  /** Whether functions are given bodies in base64, as bytes. */
  readonly bodiesAsBytes: boolean;
  readonly methods: readonly ApiMethod[];
  /** `path` as it was sent, still encoded. */
  readonly match: (method: string, path: string) => ApiMatch | undefined;
}

const resourceProperties = z.object({ PathPart: z.string() });
const methodProperties = z.object({
  HttpMethod: z.string(),
  AuthorizationType: z.string(),
  Integration: z.object({ Type: z.string(), Uri: z.string().optional() }),
});
const authorizerProperties = z.object({
  Type: z.literal('REQUEST'),
  IdentitySource: z.literal('method.request.header.Authorization'),
  AuthorizerUri: z.string(),
  AuthorizerResultTtlInSeconds: z.number().default(300),
});
const apiProperties = z.object({ BinaryMediaTypes: z.array(z.string()).default([]) });
const stageProperties = z.object({ StageName: z.string() });

/** The design allows a minute; a template that says more is not followed. */
const longestCacheSeconds = 60;

/** @throws TemplateError when the API has a method that the runtime cannot serve */
export function readApi(assembly: Assembly): Api {
  const methods = assembly
    .ofType('AWS::ApiGateway::Method')
    .flatMap((placed) => readMethod(assembly, placed));
  const [stage] = assembly.ofType('AWS::ApiGateway::Stage');
  const stageName = stage && stageProperties.parse(assembly.properties(stage)).StageName;
  const binaryTypes = assembly
    .ofType('AWS::ApiGateway::RestApi')
    .flatMap((placed) => apiProperties.parse(assembly.properties(placed)).BinaryMediaTypes);
  return {
    stage: stageName ?? 'local',
    bodiesAsBytes: binaryTypes.includes('*/*'),
    methods,
    match: matcherOf(methods),
  };
}

function readMethod(assembly: Assembly, placed: Placed): ApiMethod[] {
  const { resource, stack } = placed;
  const properties = methodProperties.parse(
    assembly.resolver.resolve(
      {
        HttpMethod: resource.Properties?.['HttpMethod'],
        AuthorizationType: resource.Properties?.['AuthorizationType'],
        Integration: resource.Properties?.['Integration'],
      },
      stack,
    ),
  );
  if (properties.Integration.Type !== 'AWS_PROXY') return [];
  const path = pathOf(assembly, assembly.resolver.text(resource.Properties?.['ResourceId'], stack));
  const authorizer =
    properties.AuthorizationType === 'CUSTOM'
      ? readAuthorizer(
          assembly,
          assembly.resolver.text(resource.Properties?.['AuthorizerId'], stack),
        )
      : undefined;
  if (properties.AuthorizationType !== 'NONE' && authorizer === undefined) {
    throw new TemplateError(`${path}: ${properties.AuthorizationType} is not known locally`);
  }
  return [
    {
      method: properties.HttpMethod,
      resource: path,
      functionName: functionNameOf(properties.Integration.Uri ?? ''),
      ...(authorizer && { authorizer }),
    },
  ];
}

function pathOf(assembly: Assembly, resourceId: string): string {
  if (resourceId.endsWith('.RootResourceId')) return '';
  const placed = assembly
    .ofType('AWS::ApiGateway::Resource')
    .find(({ logicalId }) => logicalId === resourceId);
  if (placed === undefined) throw new TemplateError(`there is no resource ${resourceId}`);
  const { PathPart: part } = resourceProperties.parse(assembly.properties(placed));
  const parent = assembly.resolver.text(placed.resource.Properties?.['ParentId'], placed.stack);
  return `${pathOf(assembly, parent)}/${part}`;
}

function readAuthorizer(assembly: Assembly, authorizerId: string): ApiAuthorizer {
  const placed = assembly
    .ofType('AWS::ApiGateway::Authorizer')
    .find(({ logicalId }) => logicalId === authorizerId);
  if (placed === undefined) throw new TemplateError(`there is no authorizer ${authorizerId}`);
  const properties = authorizerProperties.parse(assembly.properties(placed));
  return {
    functionName: functionNameOf(properties.AuthorizerUri),
    cacheSeconds: Math.min(longestCacheSeconds, properties.AuthorizerResultTtlInSeconds),
  };
}
