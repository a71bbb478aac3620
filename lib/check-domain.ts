import { Token } from 'aws-cdk-lib';
import { hostName } from './check-mail.ts';
import type { CustosHostedZone } from './custos-web.ts';

interface NamedDomain {
  readonly domainName: string;
  readonly certificateArn: string;
  readonly hostedZone?: CustosHostedZone;
}

/**
 * @param prop where the domain is in the props
 * @param certificates Region of the certificate, and why
 */
export function domainMistakes(
  prop: string,
  { domainName, certificateArn, hostedZone }: NamedDomain,
  certificates: { readonly region: string | undefined; readonly why: string },
): string[] {
  const wrong: string[] = [];
  if (!hostName.test(domainName)) {
    wrong.push(`${prop}.domainName: give a host name in lower case, such as privacy.example.com`);
  }
  const certificate = /^arn:[^:]+:acm:([^:]+):\d{12}:certificate\/[\w-]+$/.exec(certificateArn);
  const { region, why } = certificates;
  if (certificate === null) {
    wrong.push(`${prop}.certificateArn: give the ARN of a certificate in AWS Certificate Manager`);
  } else if (region !== undefined && !Token.isUnresolved(region) && certificate[1] !== region) {
    wrong.push(`${prop}.certificateArn: the certificate must be in ${region}, ${why}`);
  }
  if (hostedZone === undefined) return wrong;
  if (!/^[A-Z0-9]{1,32}$/.test(hostedZone.hostedZoneId)) {
    wrong.push(
      `${prop}.hostedZone.hostedZoneId: give the id of the zone, such as Z0123456789ABCDEFGHIJ`,
    );
  }
  if (domainName !== hostedZone.zoneName && !domainName.endsWith(`.${hostedZone.zoneName}`)) {
    wrong.push(`${prop}.hostedZone.zoneName: the domain name must end in it`);
  }
  return wrong;
}
