import { expect, test } from 'vitest';
import { scopes } from '../../../lambda/platform/http/contract.ts';
import { problems } from '../../../lambda/platform/http/problem.ts';
import { gatewayProblems } from '../../../lambda/platform/http/routes.ts';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
const responseTypes = [
  'ACCESS_DENIED',
  'API_CONFIGURATION_ERROR',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'EXPIRED_TOKEN',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'INVALID_API_KEY',
  'INVALID_SIGNATURE',
  'MISSING_AUTHENTICATION_TOKEN',
  'QUOTA_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'THROTTLED',
  'UNAUTHORIZED',
  'UNSUPPORTED_MEDIA_TYPE',
  'WAF_FILTERED',
];

test('every response of API Gateway itself is a problem document', () => {
  expect(Object.keys(gatewayProblems).sort()).toEqual(responseTypes);

  for (const { slug, status, headers, body } of Object.values(gatewayProblems)) {
    expect(status).toBe(problems[slug].status);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({
      type: `urn:custos:problem:${slug}`,
      title: problems[slug].title,
      status,
      requestId: '$context.requestId',
    });
  }
});

test('the gateway’s 403 names the scope of every path, and its 401 where to find the reason', () => {
  const detailOf = ({ body }: { readonly body: string }) =>
    (JSON.parse(body) as { detail?: string }).detail;

  for (const scope of scopes) expect(detailOf(gatewayProblems.ACCESS_DENIED)).toContain(scope);
  expect(detailOf(gatewayProblems.ACCESS_DENIED)).toContain('custos/self opens /v1/me/*;');
  expect(detailOf(gatewayProblems.UNAUTHORIZED)).toContain('TOKEN_REFUSED');
});

test('the gateway’s 401 has its challenge, its 429 and 503 say when to retry', () => {
  expect(gatewayProblems.UNAUTHORIZED.headers['www-authenticate']).toBe('Bearer');
  expect(gatewayProblems.THROTTLED.headers['retry-after']).toMatch(/^\d+$/);
  expect(gatewayProblems.AUTHORIZER_FAILURE).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5' },
  });
});
