import { Aws, CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { CustosMail } from '../custos-props.ts';
import type { Stage } from '../stages.ts';

export interface MailIdentityProps {
  readonly stage: Stage;
  /** `example.com` */
  readonly domain: string;
}

/**
 * The domain in SES. It is verified once its DNS has the DKIM records of the outputs, and is kept where
 * tables are: verifying it again takes up to three days, in which no one can be written to.
 */
export class MailIdentity extends Construct {
  constructor(scope: Construct, id: string, { stage, domain }: MailIdentityProps) {
    super(scope, id);
    const identity = new ses.CfnEmailIdentity(this, 'Resource', {
      emailIdentity: domain,
      dkimAttributes: { signingEnabled: true },
      dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
    });
    const { retention } = stage.protections;
    identity.applyRemovalPolicy(retention === 'on' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    const records = [
      [identity.attrDkimDnsTokenName1, identity.attrDkimDnsTokenValue1],
      [identity.attrDkimDnsTokenName2, identity.attrDkimDnsTokenValue2],
      [identity.attrDkimDnsTokenName3, identity.attrDkimDnsTokenValue3],
    ] as const;
    for (const [index, [name, value]] of records.entries()) {
      new CfnOutput(this, `Dkim${index + 1}`, {
        description: 'DNS record by which SES verifies the domain of mail and signs messages',
        value: `${name} CNAME ${value}`,
      }).overrideLogicalId(`MailDkim${index + 1}`);
    }
  }
}

/** The sender that props name, which `checkProps` has accepted. */
export function identityOf({ domain, identityArn, from }: CustosMail): {
  readonly identityArn: string;
  /** Of the identity: a domain or an address. */
  readonly name: string;
  readonly from: string;
} {
  const name = domain ?? identityArn?.split(':identity/')[1] ?? '';
  return {
    name,
    // No reference between the stacks: the domain can be changed or left out later.
    identityArn:
      identityArn ?? `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/${name}`,
    from: from ?? `privacy@${name}`,
  };
}
