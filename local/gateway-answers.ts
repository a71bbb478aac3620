import { readDefinition } from './api-definition.ts';
import type { HttpAnswer } from './api-event.ts';
import type { Assembly } from './assembly.ts';
import { TemplateError } from './template.ts';

/** Responses of API Gateway itself, by its names. */
export type GatewayResponse =
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'UNAUTHORIZED'
  | 'ACCESS_DENIED'
  | 'AUTHORIZER_FAILURE'
  | 'REQUEST_TOO_LARGE'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'DEFAULT_5XX';

export type GatewayAnswers = (type: GatewayResponse, requestId: string) => HttpAnswer;

const headerPrefix = 'gatewayresponse.header.';

/**
 * Reads the gateway responses of the template, so that local responses equal those of the deployed
 * API.
 */
export function gatewayAnswers(assembly: Assembly): GatewayAnswers {
  const responses = new Map(
    Object.entries(readDefinition(assembly)['x-amazon-apigateway-gateway-responses']),
  );
  return (type, requestId) => {
    const response = responses.get(type);
    if (response === undefined) throw new TemplateError(`the API has no response ${type}`);
    const headers = Object.entries(response.responseParameters).map(([name, value]) => [
      name.slice(headerPrefix.length),
      value === 'context.requestId' ? requestId : value.replace(/^'|'$/g, ''),
    ]);
    const body = response.responseTemplates['application/json'];
    return {
      status: Number(response.statusCode),
      headers: Object.fromEntries(headers) as Record<string, string>,
      body: Buffer.from(body.replaceAll('$context.requestId', requestId)),
    };
  };
}
