import { Aws, Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';

/** Amazon CloudFront takes these in places of their own, the others by name. */
const known = ['content-security-policy', 'referrer-policy', 'x-content-type-options'];

/**
 * The headers of pages and files.
 *
 * @param headers those of `webHeaders`
 */
export function pagesHeaders(
  scope: Construct,
  stage: Stage,
  headers: Readonly<Record<string, string>>,
): cloudfront.ResponseHeadersPolicy {
  const { 'content-security-policy': contentSecurityPolicy, 'referrer-policy': referrer } = headers;
  const referrerPolicy = Object.values(cloudfront.HeadersReferrerPolicy).find(
    (each) => each === referrer,
  );
  const nosniff = headers['x-content-type-options'];
  if (!contentSecurityPolicy || !referrerPolicy || nosniff !== 'nosniff') {
    throw new TypeError(`the pages need ${known.join(', ')}`);
  }
  return new cloudfront.ResponseHeadersPolicy(scope, 'Headers', {
    // Names of an account, whatever the Region.
    responseHeadersPolicyName: `${physicalName(stage)}-pages-${Aws.REGION}`,
    comment: 'Custos: security headers of the pages',
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
