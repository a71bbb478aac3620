import { describe, expect, test } from 'vitest';
import { routesOf } from '../../lib/facts.ts';
import type { Route } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { stages } from '../../lib/index.ts';
import { appliesTo, blocksForBody, matches, secret } from './firewall.ts';
import type { Rule } from './firewall.ts';
import { viewerHeader } from '../../lambda/platform/http/contract.ts';
import { originHeader } from '../../lib/constructs/viewer-calls.ts';
import { at, every, named, synthesize, synthesizeWith } from './templates.ts';

const routes = routesOf(functions);
const forPrograms = routes.filter(
  ({ access }) => access.kind === 'token' && access.caller === 'service',
);
const withoutToken = routes.filter(({ access }) => access.kind !== 'token');
const choices = routes.filter(({ path }) => path.startsWith('/v1/me/consents'));
const id = '019ac0de-7e57-7000-8000-0123456789ab';
/** How a call comes: to the API itself, or through the pages. */
const ways = [
  { way: 'directly', headers: {}, by: 'IP' },
  {
    way: 'through the pages',
    headers: { [originHeader]: secret, [viewerHeader]: '192.0.2.7' },
    by: 'FORWARDED_IP',
  },
] as const;
const pathOf = ({ path }: Route): string => path.replaceAll(/\{\w+\}/g, id);

describe.each([synthesize('dev'), synthesize('prod')])('edge, $stage', (synthesized) => {
  const { edge, service, stage } = synthesized;
  const [acl] = every(edge, 'AWS::WAFv2::WebACL');
  const { Properties } = acl![1];
  const rules = at(Properties, 'Rules') as Rule[];
  const rateRules = rules.filter(({ Statement }) => Statement.RateBasedStatement);
  const managed = rules.filter(({ Statement }) => Statement.ManagedRuleGroupStatement);

  test('the firewall protects the API, and allows calls that match no rule', () => {
    const [api] = every(service, 'AWS::ApiGateway::RestApi');
    const [deployed] = every(service, 'AWS::ApiGateway::Stage');
    const associations = every(service, 'AWS::WAFv2::WebACLAssociation');

    expect(Properties).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
    expect(associations).toHaveLength(1);
    expect(named(synthesized, at(associations[0], 1, 'Properties', 'WebACLArn'))).toBe(
      `<${acl![0]}.Arn>`,
    );
    expect(named(synthesized, at(associations[0], 1, 'Properties', 'ResourceArn'))).toBe(
      `arn:<AWS::Partition>:apigateway:<AWS::Region>::/restapis/<${api![0]}>/stages/<${deployed![0]}>`,
    );
  });

  test('the API may call no function before the firewall protects it', () => {
    const [association] = every(service, 'AWS::WAFv2::WebACLAssociation');
    const ofGateway = every(service, 'AWS::Lambda::Permission').filter(
      ([, { Properties: permission }]) =>
        at(permission, 'Principal') === 'apigateway.amazonaws.com',
    );

    expect(ofGateway.length).toBeGreaterThan(5);
    for (const [, { DependsOn }] of ofGateway)
      expect([DependsOn].flat()).toContain(association![0]);
  });

  test('managed rules that are not precise only count at first; known attacks are blocked', () => {
    expect(managed.map(({ Name, OverrideAction }) => [Name, OverrideAction])).toEqual([
      ['KnownBadInputs', { None: {} }],
      ['IpReputation', { Count: {} }],
      ['Common', { Count: {} }],
    ]);
  });

  test('no blocking rule inspects the body of a call or its size', () => {
    expect(forPrograms.length).toBeGreaterThan(5);

    for (const rule of rules) {
      for (const route of routes) expect(blocksForBody(rule, pathOf(route))).toEqual([]);
    }
  });

  test('content from programs is not inspected, so that no future rule of AWS can block a record', () => {
    const looking = managed.filter(({ Name }) => Name !== 'IpReputation');

    for (const route of routes) {
      for (const prefix of ['', `/${stage}`]) {
        const applying = looking.filter((rule) => appliesTo(rule, `${prefix}${pathOf(route)}`));
        expect(applying).toHaveLength(forPrograms.some(({ path }) => path === route.path) ? 0 : 2);
      }
    }
    for (const { Name } of looking) expect(['KnownBadInputs', 'Common']).toContain(Name);
  });

  test.each(ways)(
    'every path has exactly one limit $way, the lowest where no token is required',
    ({ headers, by }) => {
      const limitOf = (path: string) => {
        const found = rateRules.filter(({ Statement }) =>
          matches(Statement.RateBasedStatement!.ScopeDownStatement, { path, headers }),
        );
        expect(found, path).toHaveLength(1);
        const limit = found[0]!.Statement.RateBasedStatement!;
        expect(limit.AggregateKeyType).toBe(by);
        expect(limit.ForwardedIPConfig?.HeaderName).toBe(
          by === 'FORWARDED_IP' ? viewerHeader : undefined,
        );
        return limit.Limit;
      };
      const { edge: limits, throttle } = stages[stage];
      const paths = (some: readonly Route[]) =>
        some.map(pathOf).filter((path) => !unclear.has(path));
      // A path that also has a method for other callers has their limit.
      const unclear = new Set(withoutToken.map(pathOf));

      for (const path of withoutToken.map(pathOf)) {
        expect(limitOf(path)).toBe(limits.publicRequestsPerAddress);
      }
      for (const path of paths([...forPrograms, ...choices])) {
        expect(limitOf(path)).toBe(throttle.requestsPerSecond * 300);
      }
      const rest = routes.filter((route) => ![...forPrograms, ...choices].includes(route));
      for (const path of [...paths(rest), '/', '/wp-login.php', '/v1/records/batch/x']) {
        expect(limitOf(path)).toBe(limits.requestsPerAddress);
      }
      expect(limits.publicRequestsPerAddress).toBeLessThan(limits.requestsPerAddress);
      expect(choices.length).toBeGreaterThan(0);
    },
  );

  // Elsewhere codes could be guessed, and mail sent, without any limit.
  test('CVE-2025-57815 to -57817: a request without an account, its code and its token have the lowest limit, however the path is written', () => {
    const [open] = rateRules.filter(({ Name }) => Name === 'PublicPerAddress');
    const requestsOf = withoutToken.filter(({ path }) => /requests|follow-up/.test(path));
    const paths = requestsOf.map(pathOf);

    expect(requestsOf.map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        'POST /v1/requests',
        'POST /v1/requests/{requestId}/verify',
        'GET /v1/follow-up',
      ]),
    );
    for (const path of paths) {
      for (const written of [path, `${path}/`, `/${stage}${path}`]) {
        expect(
          matches(open!.Statement.RateBasedStatement!.ScopeDownStatement, { path: written }),
        ).toBe(true);
      }
    }
    const limited = open!.Statement.RateBasedStatement!;
    // Each call costs a mail at most, and the service counts 20 of a client in an hour itself.
    expect(limited.Limit).toBeLessThanOrEqual(600);
    expect(JSON.stringify(limited)).not.toContain('ForwardedIPConfig');
  });

  test('calls over the limit get a problem document that says when to retry', () => {
    const bodies = Properties['CustomResponseBodies'] as Record<string, Record<string, string>>;

    for (const { Action } of rateRules) {
      const response = at(Action, 'Block', 'CustomResponse');
      expect(response).toMatchObject({
        ResponseCode: 429,
        ResponseHeaders: expect.arrayContaining([{ Name: 'retry-after', Value: '60' }]) as unknown,
      });
      const body = bodies[String(at(response, 'CustomResponseBodyKey'))]!;
      expect(body['ContentType']).toBe('APPLICATION_JSON');
      expect(JSON.parse(body['Content']!)).toEqual({
        type: 'urn:custos:problem:too-many-requests',
        title: 'Too many requests',
        status: 429,
        requestId: 'not-assigned',
      });
    }
    expect(rateRules).toHaveLength(6);
  });

  test('an address of a viewer counts only with the secret of the pages: anyone else is turned away', () => {
    const [forged] = rules.filter(({ Name }) => Name === 'ForgedViewer');
    const path = '/v1/requests';
    const turnsAway = (headers: Readonly<Record<string, string>>) =>
      matches(forged!.Statement, { path, headers });

    expect(forged).toMatchObject({ Priority: 0, Action: { Block: {} } });
    expect(turnsAway({ [viewerHeader]: '192.0.2.7' })).toBe(true);
    expect(turnsAway({ [viewerHeader]: '192.0.2.7', [originHeader]: 'guessed' })).toBe(true);
    for (const { headers } of ways) expect(turnsAway(headers)).toBe(false);
  });

  test('the secret is made by AWS, and is in no template', () => {
    const secrets = every(edge, 'AWS::SecretsManager::Secret');
    const made = secrets[0]![1].Properties;

    expect(secrets).toHaveLength(1);
    expect(made['GenerateSecretString']).toEqual({ ExcludePunctuation: true, PasswordLength: 48 });
    expect(made['SecretString']).toBeUndefined();
    expect(named(synthesized, made['KmsKeyId'])).toMatch(/^<KeysOperations\w+\.Arn>$/);
  });

  test('regular expressions and capacity stay within the quotas of AWS WAF', () => {
    const regexes = [...JSON.stringify(rules).matchAll(/"RegexString":"((?:[^"\\]|\\.)*)"/g)];

    expect(regexes.length).toBeGreaterThan(0);
    for (const [, regex] of regexes) expect(regex!.length).toBeLessThanOrEqual(512);
    expect(rules.map(({ Priority }) => Priority)).toEqual(rules.map((_, index) => index));
  });

  test('samples of requests, which would show tokens, are off', () => {
    for (const config of [Properties, ...rules].map((part) => at(part, 'VisibilityConfig'))) {
      expect(config).toMatchObject({
        CloudWatchMetricsEnabled: true,
        SampledRequestsEnabled: false,
      });
    }
  });

  test('the log has blocked and counted requests, without tokens, cookies, queries and paths', () => {
    const [, { Properties: logging, DependsOn }] = every(
      edge,
      'AWS::WAFv2::LoggingConfiguration',
    )[0]!;

    expect(at(logging, 'RedactedFields')).toEqual([
      { SingleHeader: { Name: 'authorization' } },
      { SingleHeader: { Name: 'cookie' } },
      { SingleHeader: { Name: originHeader } },
      { QueryString: {} },
      { UriPath: {} },
    ]);
    expect(at(logging, 'LoggingFilter')).toEqual({
      DefaultBehavior: 'DROP',
      Filters: [
        {
          Behavior: 'KEEP',
          Requirement: 'MEETS_ANY',
          Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({
            ActionCondition: { Action },
          })),
        },
      ],
    });
    const [policy] = every(edge, 'AWS::Logs::ResourcePolicy');
    expect(DependsOn).toEqual([policy![0]]);
    expect(JSON.stringify(policy![1].Properties)).toContain('aws:SourceAccount');
  });

  test('the log is encrypted, expires, and has the name that AWS WAF requires, without the `:*` of its ARN', () => {
    const groups = every(edge, 'AWS::Logs::LogGroup');
    const [group, { Properties: retained }] = groups[0]!;
    const destinations = at(
      every(edge, 'AWS::WAFv2::LoggingConfiguration')[0],
      ...[1, 'Properties', 'LogDestinationConfigs'],
    ) as unknown[];

    expect(groups).toHaveLength(1);
    expect(at(retained, 'LogGroupName', 'Fn::Join', 1, 0)).toBe(`aws-waf-logs-custos-${stage}-`);
    expect(named(synthesized, at(retained, 'KmsKeyId'))).toMatch(/^<KeysOperations\w+\.Arn>$/);
    expect(at(retained, 'RetentionInDays')).toBe(stage === 'prod' ? 90 : 7);
    expect(destinations.map((destination) => named(synthesized, destination))).toEqual([
      `arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:<${group}>`,
    ]);
  });

  test('there is no domain unless the operator names one', () => {
    const types = Object.values(edge.Resources).map(({ Type }) => Type);

    expect(types.filter((type) => /DomainName|BasePathMapping|RecordSet/.test(type))).toEqual([]);
  });
});

test('without pages no one may name the address of a viewer, and there is no secret', () => {
  const off = 'People manage their privacy in the settings of the assistant.';
  const { edge } = synthesizeWith('dev', { web: { off } });
  const rules = every(edge, 'AWS::WAFv2::WebACL').flatMap(
    ([, { Properties }]) => at(Properties, 'Rules') as Rule[],
  );
  const [forged] = rules;
  const call = { path: '/v1/health', headers: { [viewerHeader]: '192.0.2.7' } };

  expect(matches(forged!.Statement, call)).toBe(true);
  expect(matches(forged!.Statement, { path: '/v1/health' })).toBe(false);
  expect(rules.filter(({ Statement }) => Statement.RateBasedStatement)).toHaveLength(3);
  expect(JSON.stringify(edge)).not.toContain('secretsmanager');
});
