import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, test } from 'vitest';
import { methodsOf } from '../../lambda/platform/http/contract.ts';
import { gatewayProblems } from '../../lambda/platform/http/routes.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { at, every, named, synthesize, synthesizeWith } from './templates.ts';
import type { Resource, Synthesized } from './templates.ts';

/** `POST /v1/records` → its method resource. */
function methods({ service }: Synthesized): Map<string, Resource> {
  const parts = new Map(every(service, 'AWS::ApiGateway::Resource'));
  const pathOf = (id: string): string => {
    const part = parts.get(id);
    if (part === undefined) return '';
    const { ParentId, PathPart } = part.Properties as {
      ParentId: { Ref?: string };
      PathPart: string;
    };
    return `${pathOf(ParentId.Ref ?? '')}/${PathPart}`;
  };
  return new Map(
    every(service, 'AWS::ApiGateway::Method').map(([, method]) => {
      const { HttpMethod, ResourceId } = method.Properties as {
        HttpMethod: string;
        ResourceId: { Ref: string };
      };
      return [`${HttpMethod} ${pathOf(ResourceId.Ref)}`, method];
    }),
  );
}

describe.each([synthesize('dev'), synthesize('prod')])('API, $stage', (synthesized) => {
  const { service } = synthesized;
  const idOf = (name: string): string => {
    const found = every(service, 'AWS::Lambda::Function').find(
      ([, { Properties }]) =>
        at(Properties, 'Environment', 'Variables', 'CUSTOS_FUNCTION') === name,
    );
    if (found === undefined) throw new Error(`no function is called ${name}`);
    return found[0];
  };

  test('hands bodies to the functions as bytes, whatever their type', () => {
    const [[, api] = []] = every(service, 'AWS::ApiGateway::RestApi');

    expect(at(api?.Properties, 'BinaryMediaTypes')).toEqual(['*/*']);
  });

  test('every route has exactly one method, and every method a route', () => {
    const routes = routesOf(functions).flatMap((route) =>
      methodsOf(route).map((method) => `${method} ${route.path}`),
    );

    expect([...methods(synthesized).keys()].sort()).toEqual([...routes].sort());
    expect(every(service, 'AWS::ApiGateway::Method')).toHaveLength(routes.length);
  });

  test.each(functions.filter(({ trigger }) => trigger.kind === 'routes'))(
    'every route of $name leads to it, past the authorizer unless it takes no access token',
    (facts) => {
      const id = idOf(facts.name);
      const routes = routesOf([facts]);
      expect(routes.length).toBeGreaterThan(0);

      for (const { method, path, access } of routes) {
        const properties = methods(synthesized).get(`${method} ${path}`)?.Properties as {
          AuthorizationType: string;
          Integration: { Type: string; Uri: unknown };
          RequestModels?: unknown;
        };
        expect(properties.AuthorizationType).toBe(access.kind === 'token' ? 'CUSTOM' : 'NONE');
        expect(properties.Integration.Type).toBe('AWS_PROXY');
        expect(named(synthesized, properties.Integration.Uri)).toContain(`<${id}.Arn>/invocations`);
        expect(properties).not.toHaveProperty('RequestModels');
      }
    },
  );

  test('answers of the authorizer are kept for 60 seconds, by token', () => {
    const [authorizer] = every(service, 'AWS::ApiGateway::Authorizer');

    expect(authorizer![1].Properties).toMatchObject({
      Type: 'REQUEST',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerResultTtlInSeconds: 60,
    });
  });

  test('the API is regional and speaks TLS 1.2 or newer', () => {
    expect(every(service, 'AWS::ApiGateway::RestApi')[0]![1].Properties).toMatchObject({
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
      EndpointAccessMode: 'STRICT',
      DisableExecuteApiEndpoint: false,
    });
  });

  test('the access log tells of calls, not of callers', () => {
    const [deployment] = every(service, 'AWS::ApiGateway::Stage');
    const format = JSON.parse(
      String(at(deployment, 1, 'Properties', 'AccessLogSetting', 'Format')),
    ) as Record<string, string>;

    expect(Object.values(format).sort()).toEqual([
      '$context.cipherSuite',
      '$context.error.responseType',
      '$context.httpMethod',
      '$context.integrationLatency',
      '$context.requestId',
      '$context.requestTime',
      '$context.resourcePath',
      '$context.responseLatency',
      '$context.status',
      '$context.tlsVersion',
    ]);
  });

  test('bodies are never traced, every method is throttled, public ones more tightly', () => {
    const settings = at(
      every(service, 'AWS::ApiGateway::Stage'),
      ...[0, 1, 'Properties', 'MethodSettings'],
    ) as {
      HttpMethod: string;
      ResourcePath: string;
      DataTraceEnabled: boolean;
      LoggingLevel: string;
      MetricsEnabled: boolean;
      ThrottlingRateLimit: number;
      ThrottlingBurstLimit: number;
    }[];
    const everywhere = settings.find(({ ResourcePath }) => ResourcePath === '/*');
    const measured = settings.filter(({ MetricsEnabled }) => MetricsEnabled);
    const open = settings.filter(
      (setting) => setting.ResourcePath !== '/*' && !measured.includes(setting),
    );

    // Metrics of a method are billed, five for each.
    expect(measured.map(({ HttpMethod, ResourcePath }) => [HttpMethod, ResourcePath])).toEqual([
      ['POST', '/~1v1~1decisions'],
    ]);
    expect(measured[0]?.ThrottlingRateLimit).toBe(everywhere?.ThrottlingRateLimit);

    expect(everywhere).toBeDefined();
    expect(
      open
        .map(
          ({ HttpMethod, ResourcePath }) =>
            `${HttpMethod} ${ResourcePath.slice(1).replaceAll('~1', '/')}`,
        )
        .sort(),
    ).toEqual(
      routesOf(functions)
        .filter(({ access }) => access.kind !== 'token')
        .flatMap((route) => methodsOf(route).map((method) => `${method} ${route.path}`))
        .sort(),
    );
    for (const setting of settings) {
      expect(setting).toMatchObject({ DataTraceEnabled: false, LoggingLevel: 'ERROR' });
      expect(setting.ThrottlingBurstLimit).toBeGreaterThan(0);
    }
    for (const { ThrottlingRateLimit } of open) {
      expect(ThrottlingRateLimit).toBeLessThan(everywhere!.ThrottlingRateLimit);
    }
  });

  test('whatever kind of answer the gateway can give by itself is ours, the firewall’s too', () => {
    const known = Object.values(ResponseType)
      .filter((type): type is ResponseType => type instanceof ResponseType)
      .map(({ responseType }) => responseType);

    expect(known).toContain('WAF_FILTERED');
    expect(Object.keys(gatewayProblems).sort()).toEqual(known.sort());
  });

  test('what the gateway answers by itself is a problem document', () => {
    const responses = every(service, 'AWS::ApiGateway::GatewayResponse').map(
      ([, { Properties }]) => Properties,
    );

    expect(responses.map((response) => String(at(response, 'ResponseType'))).sort()).toEqual(
      Object.keys(gatewayProblems).sort(),
    );
    for (const response of responses) {
      expect(at(response, 'ResponseParameters', 'gatewayresponse.header.content-type')).toBe(
        "'application/problem+json'",
      );
      expect(
        JSON.parse(String(at(response, 'ResponseTemplates', 'application/json'))),
      ).toMatchObject({
        type: expect.stringMatching(/^urn:custos:problem:[a-z-]+$/) as string,
        status: Number(at(response, 'StatusCode')),
        requestId: '$context.requestId',
      });
    }
  });
});

describe('origins of web pages that the policy names', () => {
  const directory = mkdtempSync(join(tmpdir(), 'custos-cors-'));
  cpSync('policy', directory, { recursive: true });
  const file = join(directory, 'policy.yaml');
  const origins = '[https://privacy.example.com, https://staff.example.com]';
  writeFileSync(file, readFileSync(file, 'utf8').replace('origins: []', `origins: ${origins}`));
  const open = synthesizeWith('dev', { policyDirectory: directory });
  rmSync(directory, { recursive: true });
  const paths = new Set(routesOf(functions).map(({ path }) => path));

  test('may ask beforehand on every path, past no authorizer', () => {
    const asked = [...methods(open)].filter(([name]) => name.startsWith('OPTIONS '));

    expect(asked.map(([name]) => name.slice('OPTIONS '.length)).sort()).toEqual([...paths].sort());
    for (const [, { Properties }] of asked) {
      expect(Properties).toMatchObject({ AuthorizationType: 'NONE' });
      expect(at(Properties, 'Integration', 'Type')).toBe('AWS_PROXY');
    }
  });

  test('leave the stack far below 500 resources', () => {
    expect(Object.keys(open.service.Resources).length).toBeLessThan(450);
  });

  test('read what the gateway refuses: the first of them', () => {
    for (const [, { Properties }] of every(open.service, 'AWS::ApiGateway::GatewayResponse')) {
      const parameters = at(Properties, 'ResponseParameters') as Record<string, string>;
      expect(parameters['gatewayresponse.header.access-control-allow-origin']).toBe(
        "'https://privacy.example.com'",
      );
    }
  });

  test('are none by default: no method answers, no header allows', () => {
    const { service } = synthesize('dev');

    expect(
      [...methods(synthesize('dev')).keys()].filter((name) => name.startsWith('OPTIONS')),
    ).toEqual([]);
    expect(JSON.stringify(every(service, 'AWS::ApiGateway::GatewayResponse'))).not.toContain(
      'access-control',
    );
  });
});
