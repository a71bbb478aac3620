import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, test } from 'vitest';
import { methodsOf } from '../../lambda/platform/http/contract.ts';
import { gatewayProblems } from '../../lambda/platform/http/routes.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { at, every, everyActing, named, synthesize, synthesizeWith } from './templates.ts';
import type { Synthesized } from './templates.ts';

interface Operation {
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly 'x-amazon-apigateway-integration': {
    readonly type: string;
    readonly uri: unknown;
    readonly responseTransferMode?: string;
    readonly timeoutInMillis?: number;
  };
}
interface Definition {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

const apiOf = ({ service }: Synthesized) => {
  const [[, api] = [], ...others] = every(service, 'AWS::ApiGateway::RestApi');
  expect(others).toEqual([]);
  return api!.Properties;
};

const definitionOf = (synthesized: Synthesized) => apiOf(synthesized)['Body'] as Definition;

/** `POST /v1/records` → its operation. */
const operations = (synthesized: Synthesized): Map<string, Operation> =>
  new Map(
    Object.entries(definitionOf(synthesized).paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([name]) => name !== 'parameters')
        .map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    ),
  );

const gatewayResponses = (synthesized: Synthesized) => {
  const responses = at(
    definitionOf(synthesized),
    'x-amazon-apigateway-gateway-responses',
  ) as object;
  expect(Object.keys(responses).length).toBeGreaterThan(10);
  return Object.entries(responses) as [type: string, response: unknown][];
};

const certificateArn =
  'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000000';

describe.each([synthesize('dev'), synthesize('prod')])('API, $stage', (synthesized) => {
  const { service, stage } = synthesized;
  const idOf = (name: string): string => {
    const found = everyActing(synthesized, 'AWS::Lambda::Function').find(
      ([, { Properties }]) =>
        at(Properties, 'Environment', 'Variables', 'CUSTOS_FUNCTION') === name,
    );
    if (found === undefined) throw new Error(`no function is called ${name}`);
    return found[0];
  };

  test('functions receive bodies as bytes, whatever their type', () => {
    expect(apiOf(synthesized)['BinaryMediaTypes']).toEqual(['*/*']);
    expect(at(definitionOf(synthesized), 'x-amazon-apigateway-binary-media-types')).toEqual([
      '*/*',
    ]);
  });

  test('every route has exactly one operation, and every operation a route', () => {
    const routes = routesOf(functions).flatMap((route) =>
      methodsOf(route).map((method) => `${method} ${route.path}`),
    );

    expect([...operations(synthesized).keys()].sort()).toEqual([...routes].sort());
  });

  test('a path declares each of its parameters', () => {
    for (const [path, { parameters }] of Object.entries(definitionOf(synthesized).paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (parameters ?? []) as unknown as readonly { readonly name: string }[];
      expect(declared.map(({ name }) => name)).toEqual(names);
    }
  });

  test.each(functions.filter(({ trigger }) => trigger.kind === 'routes'))(
    'every route of $name leads to it, past the authorizer unless it takes no access token',
    (facts) => {
      const id = idOf(facts.name);
      const routes = routesOf([facts]);
      expect(routes.length).toBeGreaterThan(0);

      for (const route of routes) {
        for (const method of methodsOf(route)) {
          const operation = operations(synthesized).get(`${method} ${route.path}`);
          const integration = operation?.['x-amazon-apigateway-integration'];
          expect(operation?.security).toEqual(
            route.access.kind === 'token' ? [{ [`custos-${stage}`]: [] }] : undefined,
          );
          expect(integration?.type).toBe('aws_proxy');
          const target = route.streams
            ? `2021-11-15/functions/<${id}.Arn>/response-streaming-invocations`
            : `2015-03-31/functions/<${id}.Arn>/invocations`;
          expect(named(synthesized, integration?.uri)).toBe(
            `arn:<AWS::Partition>:apigateway:<AWS::Region>:lambda:path/${target}`,
          );
          expect(integration?.responseTransferMode).toBe(route.streams ? 'STREAM' : undefined);
          expect(integration?.timeoutInMillis).toBe(route.streams ? 900_000 : undefined);
        }
      }
    },
  );

  test('the definition has no schema: the gateway would reject a body without the pointer', () => {
    expect(JSON.stringify(definitionOf(synthesized))).not.toMatch(
      /requestBody|request-validator|"schemas"/,
    );
  });

  test('only this API may call a function of a route, and its authorizer', () => {
    const [[apiId] = []] = every(service, 'AWS::ApiGateway::RestApi');
    const allowed = every(service, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties['Principal'] === 'apigateway.amazonaws.com')
      .map(([, { Properties }]) => [
        named(synthesized, Properties['FunctionName']),
        named(synthesized, Properties['SourceArn']),
      ]);
    const execute = `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${apiId}>`;

    expect(allowed.sort()).toEqual(
      functions
        .flatMap(({ name, trigger }) => {
          if (trigger.kind === 'routes') return [[`<${idOf(name)}.Arn>`, `${execute}/*/*/*`]];
          if (trigger.kind !== 'authorizer') return [];
          return [[`<${idOf(name)}.Arn>`, `${execute}/authorizers/*`]];
        })
        .sort(),
    );
  });

  test('decisions of the authorizer are cached for 60 seconds, by token', () => {
    const schemes = definitionOf(synthesized).components.securitySchemes;

    expect(schemes).toEqual({
      [`custos-${stage}`]: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          identitySource: 'method.request.header.Authorization',
          authorizerUri: expect.anything() as unknown,
          authorizerResultTtlInSeconds: 60,
        },
      },
    });
    const [scheme] = Object.values(schemes);
    expect(
      named(synthesized, at(scheme, 'x-amazon-apigateway-authorizer', 'authorizerUri')),
    ).toContain(`<${idOf('authorizer')}.Arn>/invocations`);
  });

  test('the API is regional and speaks TLS 1.2 or newer, also by the definition that it imports', () => {
    expect(apiOf(synthesized)).toMatchObject({
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
      EndpointAccessMode: 'STRICT',
      DisableExecuteApiEndpoint: false,
      Body: {
        'x-amazon-apigateway-security-policy': 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
        'x-amazon-apigateway-endpoint-access-mode': 'STRICT',
        'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: false },
      },
    });
  });

  test('another definition is another deployment', () => {
    const deployment = (template: Synthesized) =>
      every(template.service, 'AWS::ApiGateway::Deployment').map(([id]) => id);
    const closed = synthesizeWith(stage, {
      domain: { domainName: 'privacy.example.org', certificateArn, keepDefaultEndpoint: false },
    });

    expect(deployment(synthesized)).toHaveLength(1);
    expect(deployment(closed)).not.toEqual(deployment(synthesized));
  });

  test('the access log has calls, not callers', () => {
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

  test('bodies are never logged, every method is throttled, public ones with lower limits', () => {
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

  test('every kind of response of the gateway itself is defined, the firewall’s too', () => {
    const known = Object.values(ResponseType)
      .filter((type): type is ResponseType => type instanceof ResponseType)
      .map(({ responseType }) => responseType);

    expect(known).toContain('WAF_FILTERED');
    expect(Object.keys(gatewayProblems).sort()).toEqual(known.sort());
  });

  test('responses of the gateway itself are problem documents', () => {
    const responses = gatewayResponses(synthesized);

    expect(responses.map(([type]) => type).sort()).toEqual(Object.keys(gatewayProblems).sort());
    for (const [, response] of responses) {
      expect(at(response, 'responseParameters', 'gatewayresponse.header.content-type')).toBe(
        "'application/problem+json'",
      );
      expect(
        JSON.parse(String(at(response, 'responseTemplates', 'application/json'))),
      ).toMatchObject({
        type: expect.stringMatching(/^urn:custos:problem:[a-z-]+$/) as string,
        status: Number(at(response, 'statusCode')),
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

  test('may send a preflight on every path, without the authorizer', () => {
    const preflights = [...operations(open)].filter(([name]) => name.startsWith('OPTIONS '));

    expect(preflights.map(([name]) => name.slice('OPTIONS '.length)).sort()).toEqual(
      [...paths].sort(),
    );
    for (const [, { security, 'x-amazon-apigateway-integration': integration }] of preflights) {
      expect(security).toBeUndefined();
      expect(integration.type).toBe('aws_proxy');
    }
  });

  test('add no resource to the stack', () => {
    expect(Object.keys(open.service.Resources).length).toBe(
      Object.keys(synthesize('dev').service.Resources).length,
    );
  });

  test('can read rejections of the gateway: the first of them', () => {
    for (const [, response] of gatewayResponses(open)) {
      expect(
        at(response, 'responseParameters', 'gatewayresponse.header.access-control-allow-origin'),
      ).toBe("'https://privacy.example.com'");
    }
  });

  test('are none by default: no operation has a preflight, no header allows an origin', () => {
    const plain = synthesize('dev');

    expect([...operations(plain).keys()].filter((name) => name.startsWith('OPTIONS'))).toEqual([]);
    expect(JSON.stringify(gatewayResponses(plain))).not.toContain('access-control');
  });
});
