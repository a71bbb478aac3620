import { describe, expect, test } from 'vitest';
import { variablesOf } from '../../lambda/platform/environment.ts';
import { gatewayProblems } from '../../lambda/platform/http/routes.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { timeoutSeconds, stages } from '../../lib/stages.ts';
import { every, named, synthesize } from './templates.ts';
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

describe.each([synthesize('dev'), synthesize('prod')])('service stack, $stage', (synthesized) => {
  const { service, stage } = synthesized;
  const isProd = stage === 'prod';
  const deployed = new Map(
    every(service, 'AWS::Lambda::Function').map(([id, resource]) => [
      String(resource.Properties.Environment.Variables.CUSTOS_FUNCTION),
      { id, resource },
    ]),
  );
  const functionNamed = (name: string) => {
    const found = deployed.get(name);
    if (found === undefined) throw new Error(`no function is called ${name}`);
    return found;
  };

  test('every function of the registry is deployed, and no other', () => {
    expect([...deployed.keys()].sort()).toEqual(functions.map(({ name }) => name).sort());
  });

  test.each(functions)('function $name runs as its facts say', (facts) => {
    const { Properties } = functionNamed(facts.name).resource;

    expect(Properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      MemorySize: facts.memoryMegabytes,
      Timeout: timeoutSeconds(stages[stage], facts),
      RecursiveLoop: 'Terminate',
      LoggingConfig: { LogFormat: 'JSON' },
    });
    expect(named(synthesized, Properties.KmsKeyArn)).toMatch(/^<KeysAtRest\w+\.Arn>$/);
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test.each(functions)('function $name has every variable that it reads, and no other', (facts) => {
    const variables = functionNamed(facts.name).resource.Properties.Environment.Variables as Record<
      string,
      unknown
    >;

    expect(Object.keys(variables).sort()).toEqual([...variablesOf(facts)]);
    expect(Object.values(variables).filter((value) => value === '')).toEqual([]);
  });

  test('every function has a role of its own under the path of the stage', () => {
    const roles = [...deployed.values()].map(({ resource }) =>
      named(synthesized, resource.Properties.Role),
    );

    expect(new Set(roles).size).toBe(roles.length);
    for (const role of roles) {
      const id = role.slice(1, -'.Arn>'.length);
      expect(service.Resources[id]?.Properties.Path).toBe(`/custos/${stage}/`);
      expect(service.Resources[id]?.Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  test('every function has a group of logs of its own', () => {
    const groups = [...deployed.values()].map(({ resource }) =>
      named(synthesized, resource.Properties.LoggingConfig.LogGroup),
    );

    expect(new Set(groups).size).toBe(groups.length);
  });

  test('every group of logs is encrypted, ages and is kept in prod', () => {
    for (const [, { Properties, DeletionPolicy }] of every(service, 'AWS::Logs::LogGroup')) {
      expect(named(synthesized, Properties.KmsKeyId)).toMatch(/^<KeysOperations\w+\.Arn>$/);
      expect(Properties.RetentionInDays).toBe(isProd ? 365 : 30);
      expect(DeletionPolicy).toBe(isProd ? 'Retain' : 'Delete');
    }
  });

  test('every route has exactly one method, and every method a route', () => {
    const routes = routesOf(functions).map(({ method, path }) => `${method} ${path}`);

    expect([...methods(synthesized).keys()].sort()).toEqual([...routes].sort());
    expect(every(service, 'AWS::ApiGateway::Method')).toHaveLength(routes.length);
  });

  test.each(functions.filter(({ trigger }) => trigger.kind === 'routes'))(
    'every route of $name leads to it, past the authorizer unless it takes no access token',
    (facts) => {
      const { id } = functionNamed(facts.name);
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
    const format = JSON.parse(String(deployment![1].Properties.AccessLogSetting.Format)) as Record<
      string,
      string
    >;

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
    const settings = every(service, 'AWS::ApiGateway::Stage')[0]![1].Properties.MethodSettings as {
      HttpMethod: string;
      ResourcePath: string;
      DataTraceEnabled: boolean;
      LoggingLevel: string;
      ThrottlingRateLimit: number;
      ThrottlingBurstLimit: number;
    }[];
    const everywhere = settings.find(({ ResourcePath }) => ResourcePath === '/*');
    const open = settings.filter(({ ResourcePath }) => ResourcePath !== '/*');

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
        .map(({ method, path }) => `${method} ${path}`)
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

  test('what the gateway answers by itself is a problem document', () => {
    const responses = every(service, 'AWS::ApiGateway::GatewayResponse').map(
      ([, { Properties }]) => Properties,
    );

    expect(responses.map(({ ResponseType }) => String(ResponseType)).sort()).toEqual(
      Object.keys(gatewayProblems).sort(),
    );
    for (const { ResponseParameters, ResponseTemplates } of responses) {
      expect(ResponseParameters['gatewayresponse.header.content-type']).toBe(
        "'application/problem+json'",
      );
      expect(JSON.parse(ResponseTemplates['application/json'])).toMatchObject({
        type: expect.stringMatching(/^urn:custos:problem:[a-z-]+$/) as string,
        requestId: '$context.requestId',
      });
    }
  });

  test('every alarm says in a sentence what happens to a person, and tells somebody', () => {
    const harms = every(service, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => {
      expect(Properties.AlarmDescription).toMatch(/^[A-Z].{30,}\.$/);
      expect(named(synthesized, Properties.AlarmActions[0])).toMatch(/^<AlarmsTopic\w+>$/);
      expect(Properties.TreatMissingData).toBe('notBreaching');
      return String(Properties.AlarmDescription);
    });

    expect(new Set(harms).size).toBe(harms.length);
    expect(harms).toHaveLength(7);
  });

  test('every line of the log that means harm is counted for an alarm', () => {
    const patterns = every(service, 'AWS::Logs::MetricFilter').map(([, { Properties }]) =>
      String(Properties.FilterPattern),
    );

    expect(patterns.sort()).toEqual([
      '{ $.code = "DELETION_UNEXPLAINED" }',
      '{ $.code = "RESIDUE_FOUND" }',
    ]);
  });

  test('a stream consumer takes the events of its facts, and what it cannot take is named in a queue', () => {
    const facts = functions.filter(({ trigger }) => trigger.kind === 'stream');
    const mappings = every(service, 'AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(facts.length);

    for (const [index, [, { Properties }]] of mappings.entries()) {
      const { trigger } = facts[index]!;
      const [filter] = Properties.FilterCriteria.Filters as { Pattern: string }[];
      expect(JSON.parse(filter!.Pattern)).toEqual({
        eventName: trigger.kind === 'stream' && trigger.events,
      });
      expect(Properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 10,
        StartingPosition: 'TRIM_HORIZON',
      });
      expect(named(synthesized, Properties.DestinationConfig.OnFailure.Destination)).toMatch(
        /StreamFailures\w+\.Arn>$/,
      );
    }
    for (const [, { Properties }] of every(service, 'AWS::SQS::Queue')) {
      expect(named(synthesized, Properties.KmsMasterKeyId)).toMatch(/^<KeysAtRest\w+\.Arn>$/);
    }
  });

  test('a scheduled function is called as often as its facts say', () => {
    const scheduled = functions.flatMap(({ trigger }) =>
      trigger.kind === 'schedule' ? [`rate(${trigger.everyMinutes} minutes)`] : [],
    );
    const rules = every(service, 'AWS::Events::Rule').map(([, { Properties }]) =>
      String(Properties.ScheduleExpression),
    );

    expect(rules).toEqual(scheduled);
  });

  test('a durable function keeps checkpoints under our key, and its versions stay', () => {
    const durable = functions.filter(({ trigger }) => trigger.kind === 'durable');
    expect(durable.length).toBeGreaterThan(0);

    for (const { name, trigger } of durable) {
      const { id, resource } = functionNamed(name);
      expect(resource.Properties.DurableConfig).toMatchObject({
        ExecutionTimeout: trigger.kind === 'durable' && trigger.timeoutDays * 24 * 60 * 60,
        RetentionPeriodInDays: isProd ? 90 : 14,
      });
      expect(named(synthesized, resource.Properties.DurableConfig.KMSKeyArn)).toMatch(
        /^<KeysAtRest\w+\.Arn>$/,
      );
      const version = every(service, 'AWS::Lambda::Version').find(
        ([, { Properties }]) => Properties.FunctionName.Ref === id,
      );
      expect(version?.[1]).toMatchObject({ DeletionPolicy: 'Retain' });
      const alias = every(service, 'AWS::Lambda::Alias').find(
        ([, { Properties }]) => Properties.FunctionName.Ref === id,
      );
      expect(alias?.[1].Properties).toMatchObject({
        Name: 'live',
        FunctionVersion: { 'Fn::GetAtt': [version?.[0], 'Version'] },
      });
    }
  });

  test('the address of the API and the version of the policy are told', () => {
    expect(Object.keys(service.Outputs ?? {})).toEqual(
      expect.arrayContaining(['ApiUrl', 'PolicyVersion']),
    );
  });
});
