import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { TemplateError } from './template.ts';

const operation = z.object({
  security: z.array(z.record(z.string(), z.unknown())).default([]),
  'x-amazon-apigateway-integration': z.object({
    type: z.literal('aws_proxy'),
    uri: z.string(),
    responseTransferMode: z.enum(['BUFFERED', 'STREAM']).default('BUFFERED'),
  }),
});
const optional = operation.optional();
/** A path also has parameters, which the runtime reads from the path itself. */
const pathItem = z.object({
  get: optional,
  head: optional,
  post: optional,
  put: optional,
  patch: optional,
  delete: optional,
  options: optional,
});

const authorizer = z.object({
  type: z.literal('request'),
  identitySource: z.literal('method.request.header.Authorization'),
  authorizerUri: z.string(),
  authorizerResultTtlInSeconds: z.number().default(300),
});

const gatewayResponse = z.object({
  statusCode: z.string(),
  responseParameters: z.record(z.string(), z.string()).default({}),
  responseTemplates: z.object({ 'application/json': z.string() }),
});

const definition = z.object({
  paths: z.record(z.string(), pathItem),
  components: z.object({
    securitySchemes: z.record(
      z.string(),
      z.object({ 'x-amazon-apigateway-authorizer': authorizer }),
    ),
  }),
  'x-amazon-apigateway-binary-media-types': z.array(z.string()).default([]),
  'x-amazon-apigateway-gateway-responses': z.record(z.string(), gatewayResponse).default({}),
});

/** The part of the OpenAPI definition for API Gateway that the embedded runtime reads. */
export type ApiDefinition = z.output<typeof definition>;

/** @throws TemplateError when the runtime cannot serve the API */
export function readDefinition(assembly: Assembly): ApiDefinition {
  const [api, ...others] = assembly.ofType('AWS::ApiGateway::RestApi');
  if (api === undefined || others.length > 0) throw new TemplateError('expected exactly one API');
  const parsed = definition.safeParse(assembly.properties(api)['Body']);
  if (!parsed.success) {
    throw new TemplateError(
      `the embedded runtime cannot serve the API: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}
