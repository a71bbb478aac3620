import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { viewerHeader } from '../../lambda/platform/http/contract.ts';
import { originHeader } from '../../lib/constructs/viewer-calls.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { webHeaders } from '../../lib/web/web-headers.ts';
import { at, every, named, synthesize, synthesizeWith } from './templates.ts';
import type { Synthesized, Template } from './templates.ts';

interface Behavior {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly CachePolicyId: string;
  readonly Compress: boolean;
  readonly ViewerProtocolPolicy: string;
  readonly FunctionAssociations: readonly unknown[];
}
interface Config {
  readonly DefaultCacheBehavior: Behavior;
  readonly CacheBehaviors: readonly Behavior[];
  readonly Origins: readonly Readonly<Record<string, unknown>>[];
}

const pagesOf = ({ web }: Synthesized): Template => {
  if (web === undefined) throw new TypeError('the stage has no pages');
  return web;
};
const configOf = (web: Template): Config & Readonly<Record<string, unknown>> =>
  at(
    every(web, 'AWS::CloudFront::Distribution')[0],
    1,
    'Properties',
    'DistributionConfig',
  ) as Config & Readonly<Record<string, unknown>>;
const account = '111122223333';

/** Where links in mails lead, by function that writes them. */
const pagesInMails = ({ service }: Synthesized): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    every(service, 'AWS::Lambda::Function').flatMap(([, resource]) => {
      const variables = at(resource, 'Properties', 'Environment', 'Variables') as
        | Readonly<Record<string, string>>
        | undefined;
      const { CUSTOS_FUNCTION: name = '', CUSTOS_FOLLOW_UP_URL: url } = variables ?? {};
      return url === undefined ? [] : [[name, url]];
    }),
  );

// AWS documentation, "Use managed cache policies" and "Use managed origin request policies".
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewerExceptHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/** What a function of CloudFront makes of a request. */
function run(web: Template, name: string, event: object): unknown {
  const found = every(web, 'AWS::CloudFront::Function').find(([id]) => id.includes(name));
  const code = String(found?.[1].Properties['FunctionCode']);
  return runInNewContext(`${code};handler(event)`, { event: structuredClone(event) });
}

describe.each([synthesize('dev'), synthesize('prod')])('the pages of $stage', (synthesized) => {
  const web = pagesOf(synthesized);
  const config = configOf(web);
  const { DefaultCacheBehavior: pages, CacheBehaviors: behaviors } = config;
  const others = behaviors.filter(({ TargetOriginId }) => TargetOriginId === 'api');
  const [texts] = behaviors.filter(({ TargetOriginId }) => TargetOriginId === 'pages');

  test('come from a bucket that only their distribution reads and only deployments write', () => {
    const [bucket] = every(web, 'AWS::S3::Bucket').map(([, { Properties }]) => Properties);
    const [distribution] = every(web, 'AWS::CloudFront::Distribution')[0]!;
    const [role] = every(web, 'AWS::IAM::Role').map(([, { Properties }]) => Properties);
    const statements = every(web, 'AWS::S3::BucketPolicy').flatMap(
      ([, policy]) => at(policy.Properties, 'PolicyDocument', 'Statement') as object[],
    );
    const [reading, ...more] = statements.filter((each) => at(each, 'Effect') === 'Allow');
    const closed = statements.find((each) => at(each, 'Sid') === 'OnlyDeploymentsWrite');
    const writers = at(closed, 'Condition', 'ArnNotLike', 'aws:PrincipalArn') as unknown[];

    expect(Object.values(at(bucket, 'PublicAccessBlockConfiguration') as object)).toEqual(
      Array.from({ length: 4 }, () => true),
    );
    expect(more).toEqual([]);
    expect(reading).toMatchObject({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
    });
    expect(named(synthesized, at(reading, 'Condition', 'StringEquals', 'AWS:SourceArn'))).toBe(
      `arn:<AWS::Partition>:cloudfront::<AWS::AccountId>:distribution/<${distribution}>`,
    );
    expect(closed).toMatchObject({ Effect: 'Deny', Action: ['s3:DeleteObject', 's3:PutObject'] });
    expect(writers.map((writer) => named(synthesized, writer))).toEqual([
      `arn:<AWS::Partition>:iam::<AWS::AccountId>:role${named(synthesized, role?.['Path'])}${named(synthesized, role?.['RoleName'])}`,
    ]);
  });

  test('are compressed, and cached as long as each file says', () => {
    expect(pages).toMatchObject({
      CachePolicyId: cachingOptimized,
      Compress: true,
      TargetOriginId: 'pages',
      ViewerProtocolPolicy: 'redirect-to-https',
    });
    expect(config).toMatchObject({ HttpVersion: 'http2and3', IPV6Enabled: true });
  });

  test('have no error page, which would answer for the API', () => {
    expect(config['CustomErrorResponses']).toBeUndefined();
  });

  test.each([
    ['/', '/index.html'],
    ['/requests/new', '/index.html'],
    ['/console', '/console/index.html'],
    ['/console/requests/1', '/console/index.html'],
    ['/assets/app-1a2b.js', '/assets/app-1a2b.js'],
    ['/settings.json', '/settings.json'],
  ])('answer %s with %s', (uri, file) => {
    expect(run(web, 'PageFunction', { request: { uri } })).toEqual({ uri: file });
  });

  test('have every security header that the contract names, and HSTS', () => {
    const policies = every(web, 'AWS::CloudFront::ResponseHeadersPolicy').map(
      ([, { Properties }]) => at(Properties, 'ResponseHeadersPolicyConfig'),
    );
    for (const policy of policies) {
      const custom = at(policy, 'CustomHeadersConfig', 'Items') as {
        Header: string;
        Value: string;
      }[];
      const security = at(policy, 'SecurityHeadersConfig');
      const sent: Record<string, unknown> = {
        ...Object.fromEntries(custom.map(({ Header, Value }) => [Header, Value])),
        'content-security-policy': at(security, 'ContentSecurityPolicy', 'ContentSecurityPolicy'),
        'referrer-policy': at(security, 'ReferrerPolicy', 'ReferrerPolicy'),
        ...(at(security, 'ContentTypeOptions') !== undefined && {
          'x-content-type-options': 'nosniff',
        }),
      };

      expect(sent).toEqual(webHeaders({ signIn: {} }));
      expect(at(security, 'StrictTransportSecurity', 'AccessControlMaxAgeSec')).toBe(63_072_000);
    }
    expect(policies).toHaveLength(2);
  });

  test('let pages of any origin read the texts of the policy, and nothing else', () => {
    const open = every(web, 'AWS::CloudFront::ResponseHeadersPolicy').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('CorsConfig'),
    );

    expect(open.map(([id]) => id)).toEqual([at(texts, 'ResponseHeadersPolicyId', 'Ref')]);
    expect(texts).toMatchObject({ PathPattern: '/texts/*', CachePolicyId: cachingOptimized });
    expect(at(open[0], 1, 'Properties', 'ResponseHeadersPolicyConfig', 'CorsConfig')).toMatchObject(
      {
        AccessControlAllowOrigins: { Items: ['*'] },
        AccessControlAllowCredentials: false,
      },
    );
  });

  test('have every route of the API below their name, with nothing stored on the way', () => {
    const patterns = others.map(
      ({ PathPattern: pattern = '' }) =>
        new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`),
    );

    for (const { path } of routesOf(functions)) {
      expect(
        patterns.some((pattern) => pattern.test(path)),
        path,
      ).toBe(true);
    }
    expect(others.length).toBeGreaterThan(0);
    for (const behavior of others) {
      expect(behavior).toMatchObject({
        CachePolicyId: cachingDisabled,
        OriginRequestPolicyId: allViewerExceptHost,
        TargetOriginId: 'api',
        ViewerProtocolPolicy: 'https-only',
      });
      expect(at(behavior, 'ResponseHeadersPolicyId')).toBeUndefined();
      expect(at(behavior, 'AllowedMethods')).toContain('PATCH');
    }
  });

  test('call the API of the stage over TLS, with the secret of the firewall', () => {
    const api = config.Origins.find(({ Id }) => Id === 'api');

    expect(named(synthesized, api?.['DomainName'])).toMatch(
      /^<Api\w+>\.execute-api\.<AWS::Region>\.<AWS::URLSuffix>$/,
    );
    expect(api).toMatchObject({
      OriginPath: `/${synthesized.stage}`,
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
    });
    expect(at(api, 'OriginCustomHeaders', 0, 'HeaderName')).toBe(originHeader);
    expect(named(synthesized, at(api, 'OriginCustomHeaders', 0, 'HeaderValue'))).toBe(
      '{{resolve:secretsmanager:<PagesSecret>:SecretString:::}}',
    );
  });

  test('name the address of the viewer, whatever the viewer wrote there', () => {
    const request = { headers: { [viewerHeader]: { value: '192.0.2.1' } } };

    expect(run(web, 'ViewerFunction', { request, viewer: { ip: '2001:db8::7' } })).toEqual({
      headers: { [viewerHeader]: { value: '2001:db8::7' } },
    });
    for (const { FunctionAssociations } of others) {
      expect(JSON.stringify(FunctionAssociations)).toMatch(/viewer-request.*ViewerFunction/);
    }
  });

  test('have an address in an output', () => {
    expect(named(synthesized, web.Outputs?.['PagesUrl']?.Value)).toMatch(
      /^https:\/\/<Distribution\w+\.DomainName>\/$/,
    );
  });
});

describe('an operator with a name for the pages', () => {
  const domain = {
    domainName: 'api.example.org',
    certificateArn: `arn:aws:acm:eu-central-1:${account}:certificate/c0ffee`,
    keepDefaultEndpoint: false,
  };
  const synthesized = synthesizeWith('prod', {
    domain,
    permissionsBoundary: `arn:aws:iam::${account}:policy/boundary`,
    issuers: [
      {
        issuer: 'https://login.example.org/people',
        audience: 'custos',
        caller: 'subject',
        web: { clientId: 'pages' },
      },
    ],
    web: {
      domain: {
        domainName: 'privacy.example.org',
        certificateArn: `arn:aws:acm:us-east-1:${account}:certificate/decaf`,
        hostedZone: { hostedZoneId: 'Z0123456789', zoneName: 'example.org' },
      },
      reportTo: 'https://reports.example.org/csp',
      accessLogBucket: 'logs-of-pages',
    },
    env: { account, region: 'eu-central-1' },
  });
  const web = pagesOf(synthesized);
  const config = configOf(web);

  test('has it with TLS 1.2, the certificate, and records for IPv4 and IPv6', () => {
    const records = every(web, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties);

    expect(config).toMatchObject({
      Aliases: ['privacy.example.org'],
      ViewerCertificate: {
        AcmCertificateArn: `arn:aws:acm:us-east-1:${account}:certificate/decaf`,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
      Logging: { Prefix: 'custos/prod/pages/' },
    });
    expect(records.map(({ Type }) => Type)).toEqual(['A', 'AAAA']);
    expect(web.Outputs?.['PagesUrl']?.Value).toBe('https://privacy.example.org/');
  });

  test('is where links in mails lead, and what staff preview says so', () => {
    const at = 'https://privacy.example.org/follow-up#{token}';
    expect(pagesInMails(synthesized)).toEqual({ 'mail-delivery': at, 'request-api': at });
  });

  test('reaches the API by its own name, since the default endpoint is closed', () => {
    const api = config.Origins.find(({ Id }) => Id === 'api');

    expect(api?.['DomainName']).toBe('api.example.org');
    expect(api?.['OriginPath']).toBeUndefined();
  });

  test('gets reports, and lets the pages reach the provider', () => {
    const text = JSON.stringify(every(web, 'AWS::CloudFront::ResponseHeadersPolicy'));

    expect(text).toContain('report-to csp');
    expect(text).toContain(String.raw`csp=\"https://reports.example.org/csp\"`);
    expect(text).toContain("connect-src 'self' https://login.example.org;");
  });

  test('bounds the role', () => {
    for (const [, { Properties }] of every(web, 'AWS::IAM::Role')) {
      expect(Properties['PermissionsBoundary']).toBe(`arn:aws:iam::${account}:policy/boundary`);
    }
  });
});

test('links in mails lead to the page of the policy, if it names one', () => {
  const directory = mkdtempSync(join(tmpdir(), 'custos-mail-'));
  cpSync('policy', directory, { recursive: true });
  const file = join(directory, 'policy.yaml');
  const at = 'https://own.example.org/request#{token}';
  const mail = `\nmail:\n  followUpUrl: ${at}\n`;
  writeFileSync(file, readFileSync(file, 'utf8') + mail);
  const certificateArn = `arn:aws:acm:us-east-1:${account}:certificate/decaf`;

  const own = synthesizeWith('dev', {
    policyDirectory: directory,
    web: { domain: { domainName: 'privacy.example.org', certificateArn } },
    env: { account, region: 'eu-central-1' },
  });

  rmSync(directory, { recursive: true });
  expect(pagesInMails(own)).toEqual({ 'mail-delivery': at, 'request-api': at });
});

test('there are no pages where the operator or the stage says so', () => {
  const off = 'People manage their privacy in the settings of the assistant.';

  expect(synthesizeWith('dev', { web: { off } }).web).toBeUndefined();
  expect(synthesize('local').web).toBeUndefined();
});
