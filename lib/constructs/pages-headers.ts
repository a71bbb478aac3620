import { Aws, Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { textsHeaders } from '../web/texts-headers.ts';

/** Amazon CloudFront takes these in places of their own, the others by name. */
const known = ['content-security-policy', 'referrer-policy', 'x-content-type-options'];

export interface PagesHeadersProps {
  readonly stage: Stage;
  /** Those of `webHeaders`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names the policy among those of the deployment. */
  readonly of: 'pages' | 'texts';
}

/** The headers of pages and files; texts are public, so pages of any origin read them (`textsHeaders`). */
export function pagesHeaders(
  scope: Construct,
  id: string,
  { stage, headers, of }: PagesHeadersProps,
): cloudfront.ResponseHeadersPolicy {
  const { 'content-security-policy': contentSecurityPolicy, 'referrer-policy': referrer } = headers;
  const referrerPolicy = Object.values(cloudfront.HeadersReferrerPolicy).find(
    (each) => each === referrer,
  );
  const nosniff = headers['x-content-type-options'];
  if (!contentSecurityPolicy || !referrerPolicy || nosniff !== 'nosniff') {
    throw new TypeError(`the pages need ${known.join(', ')}`);
  }
  return new cloudfront.ResponseHeadersPolicy(scope, id, {
    // Names of an account, whatever the Region.
    responseHeadersPolicyName: `${physicalName(stage)}-${of}-${Aws.REGION}`,
    comment: `Custos: security headers of the ${of}`,
    ...(of === 'texts' && { corsBehavior: anyOrigin }),
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: false,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(headers)
        .filter(([header]) => !known.includes(header))
        .map(([header, value]) => ({ header, value, override: true })),
    },
  });
}

/** CloudFront takes headers of CORS by their parts alone. */
const anyOrigin: cloudfront.ResponseHeadersCorsBehavior = {
  accessControlAllowOrigins: [textsHeaders['access-control-allow-origin'] ?? ''],
  accessControlAllowMethods: ['GET', 'HEAD'],
  accessControlAllowHeaders: ['*'],
  accessControlAllowCredentials: false,
  originOverride: true,
};
