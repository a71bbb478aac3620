import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { readTemplate } from '../assembly.ts';

const reference = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });

const behavior = z.object({
  PathPattern: z.string().optional(),
  AllowedMethods: z.array(z.string()),
  TargetOriginId: z.enum(['pages', 'api']),
  ResponseHeadersPolicyId: z.object({ Ref: z.string() }).optional(),
  FunctionAssociations: z
    .array(z.object({ EventType: z.literal('viewer-request'), FunctionARN: reference }))
    .length(1),
});

const distributionProperties = z.object({
  DistributionConfig: z.object({
    CacheBehaviors: z.array(behavior.extend({ PathPattern: z.string() })),
    DefaultCacheBehavior: behavior,
    Origins: z.array(
      z.object({
        Id: z.string(),
        OriginPath: z.string().optional(),
        OriginCustomHeaders: z.array(z.object({ HeaderName: z.string() })).optional(),
      }),
    ),
  }),
});

const functionProperties = z.object({ FunctionCode: z.string() });

const headersProperties = z.object({
  ResponseHeadersPolicyConfig: z.object({
    CustomHeadersConfig: z.object({
      Items: z.array(z.object({ Header: z.string(), Value: z.string() })),
    }),
    CorsConfig: z
      .object({ AccessControlAllowOrigins: z.object({ Items: z.array(z.string()) }) })
      .optional(),
    SecurityHeadersConfig: z.object({
      ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }),
      ReferrerPolicy: z.object({ ReferrerPolicy: z.string() }),
      StrictTransportSecurity: z.object({ AccessControlMaxAgeSec: z.number() }),
    }),
  }),
});

/** What the distribution does with a path, as its template says. */
export interface Behavior {
  readonly origin: 'pages' | 'api';
  readonly methods: readonly string[];
  /** What its function makes of a request. */
  readonly onRequest: (request: ViewerRequest) => ViewerRequest;
  /** Headers of each response. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A request as functions of CloudFront get it; names of headers are in lower case. */
export interface ViewerRequest {
  readonly uri: string;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
}

const changedRequest = z.object({
  uri: z.string(),
  headers: z.record(z.string(), z.object({ value: z.string() })),
});

/** The distribution in the template of the pages, which no emulator serves. */
export function distributionOf(assembly: string, stack: string) {
  const { Resources: resources } = readTemplate(assembly, stack);
  const propertiesOf = (id: string): unknown => resources[id]?.Properties;
  const [distribution] = Object.values(resources).filter(
    ({ Type }) => Type === 'AWS::CloudFront::Distribution',
  );
  const { DistributionConfig: config } = distributionProperties.parse(distribution?.Properties);
  const read = (one: z.output<typeof behavior>): Behavior => ({
    origin: one.TargetOriginId,
    methods: one.AllowedMethods,
    onRequest: functionOf(propertiesOf(one.FunctionAssociations[0]!.FunctionARN['Fn::GetAtt'][0])),
    headers:
      one.ResponseHeadersPolicyId === undefined
        ? {}
        : headersOf(propertiesOf(one.ResponseHeadersPolicyId.Ref)),
  });
  const behaviors = config.CacheBehaviors.map((one) => ({
    fits: patternOf(one.PathPattern),
    behavior: read(one),
  }));
  const otherwise = read(config.DefaultCacheBehavior);
  const api = config.Origins.find(({ Id }) => Id === 'api');
  return {
    /** What its first pattern that fits says, else the default. */
    behaviorOf: (path: string): Behavior =>
      behaviors.find(({ fits }) => fits.test(path))?.behavior ?? otherwise,
    /** Before each path of the API. */
    apiPath: api?.OriginPath ?? '',
    /** Names of the headers that CloudFront adds for the API. */
    apiHeaders: (api?.OriginCustomHeaders ?? []).map(({ HeaderName }) => HeaderName),
  };
}

/** `*` is any number of characters, `?` is one. */
const patternOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

function functionOf(properties: unknown): Behavior['onRequest'] {
  const { FunctionCode: code } = functionProperties.parse(properties);
  return (request) => {
    const event = { viewer: { ip: '192.0.2.1' }, request };
    return changedRequest.parse(
      JSON.parse(
        String(runInNewContext(`${code}; JSON.stringify(handler(${JSON.stringify(event)}))`)),
      ),
    );
  };
}

function headersOf(properties: unknown): Behavior['headers'] {
  const { ResponseHeadersPolicyConfig: config } = headersProperties.parse(properties);
  const { SecurityHeadersConfig: security, CorsConfig: cors } = config;
  return {
    ...Object.fromEntries(
      config.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]),
    ),
    ...(cors !== undefined && {
      'access-control-allow-origin': cors.AccessControlAllowOrigins.Items.join(', '),
    }),
    'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
    'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
    'x-content-type-options': 'nosniff',
    'strict-transport-security': `max-age=${security.StrictTransportSecurity.AccessControlMaxAgeSec}`,
  };
}
