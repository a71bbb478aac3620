import { Aws, Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { CustosDomain } from '../custos-props.ts';
import type { CustosWeb } from '../custos-web.ts';
import type { Route } from '../facts.ts';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { pageFunction, viewerFunction } from '../web/edge-functions.ts';
import { textsPath } from '../web/texts-headers.ts';
import { pagesHeaders } from './pages-headers.ts';
import { originHeader } from './viewer-calls.ts';

export interface PagesDistributionProps {
  readonly stage: Stage;
  readonly files: s3.IBucket;
  /** Those of `webHeaders`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly api: apigateway.IRestApi;
  /** The operator's name of the API. */
  readonly apiDomain?: CustosDomain | undefined;
  readonly routes: readonly Route[];
  /** What proves to the firewall that a call comes through here. */
  readonly secret: string;
  readonly web: CustosWeb;
}

/** Pages and API under one name. */
export class PagesDistribution extends Construct {
  readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, props: PagesDistributionProps) {
    super(scope, id);
    const { stage, files, headers, routes, web } = props;
    const { domain, accessLogBucket } = web;
    const api = this.#api(props);
    const origin = origins.S3BucketOrigin.withOriginAccessControl(files, {
      originId: 'pages',
      originAccessControl: new cloudfront.S3OriginAccessControl(this, 'Access', {
        originAccessControlName: `${physicalName(stage)}-pages-${Aws.REGION}`,
      }),
    });
    const functionAssociations = [this.#before(stage, 'Page', pageFunction())];
    const pages = (id: string, of: 'pages' | 'texts'): cloudfront.BehaviorOptions => ({
      origin,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      // Brotli and gzip; each file says for how long it may be cached.
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: pagesHeaders(this, id, { stage, headers, of }),
      functionAssociations,
    });
    this.distribution = new cloudfront.Distribution(this, 'Resource', {
      comment: `Custos ${stage.deployment}: privacy centre and console`,
      ...(domain !== undefined && {
        domainNames: [domain.domainName],
        certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
        minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      defaultBehavior: pages('Headers', 'pages'),
      additionalBehaviors: {
        [`${textsPath}*`]: pages('TextsHeaders', 'texts'),
        ...Object.fromEntries(patternsOf(routes).map((path) => [path, api])),
      },
      ...(accessLogBucket !== undefined && {
        logBucket: s3.Bucket.fromBucketName(this, 'AccessLogs', accessLogBucket),
        logFilePrefix: `custos/${stage.deployment}/pages/`,
      }),
    });
    if (domain?.hostedZone === undefined) return;
    const record = {
      recordName: domain.domainName,
      zone: route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', domain.hostedZone),
      target: route53.RecordTarget.fromAlias(new targets.CloudFrontTarget(this.distribution)),
    };
    new route53.ARecord(this, 'Alias', record);
    new route53.AaaaRecord(this, 'AliasIpv6', record);
  }

  /** The API as it is, with nothing stored here: answers have personal data. */
  #api({ stage, api, apiDomain, secret }: PagesDistributionProps): cloudfront.BehaviorOptions {
    // The default endpoint is closed where `keepDefaultEndpoint` says so.
    const [host, originPath] =
      apiDomain === undefined
        ? [`${api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, `/${stage.deployment}`]
        : [apiDomain.domainName, undefined];
    return {
      origin: new origins.HttpOrigin(host, {
        originId: 'api',
        ...(originPath !== undefined && { originPath }),
        protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
        readTimeout: Duration.seconds(60),
        customHeaders: { [originHeader]: secret },
      }),
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      functionAssociations: [this.#before(stage, 'Viewer', viewerFunction())],
    };
  }

  /** A function that runs when a request comes in. */
  #before(stage: Stage, name: string, code: string): cloudfront.FunctionAssociation {
    return {
      eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
      function: new cloudfront.Function(this, `${name}Function`, {
        functionName: `${physicalName(stage)}-${name.toLowerCase()}-${Aws.REGION}`,
        runtime: cloudfront.FunctionRuntime.JS_2_0,
        code: cloudfront.FunctionCode.fromInline(code),
      }),
    };
  }
}

/** Paths of the API as the distribution matches them: `/v1/*` for most. */
const patternsOf = (routes: readonly Route[]): readonly string[] => [
  ...new Set(
    routes.map(({ path }) =>
      path.startsWith('/v1/') ? '/v1/*' : path.replaceAll(/\{\w+\}/g, '*'),
    ),
  ),
];
