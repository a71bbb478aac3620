import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { ApiDomain } from './constructs/api-domain.ts';
import { FirewallLog } from './constructs/firewall-log.ts';
import type { TlsAccess } from './constructs/tls.ts';
import { WebAcl } from './constructs/web-acl.ts';
import type { CustosDomain } from './custos-props.ts';
import type { DataStack } from './data-stack.ts';
import { routesOf } from './facts.ts';
import { functions } from './functions.ts';
import type { FirewallMode, Stage } from './stages.ts';

export interface EdgeStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /**
   * What managed rules that are not precise do.
   *
   * @default - as the stage says
   */
  readonly firewall?: FirewallMode;
  /** @default - the default endpoint of API Gateway */
  readonly domain?: CustosDomain;
  /** @default 'strict' */
  readonly tlsAccess?: TlsAccess;
  /** Whether the deployment has pages, through which the API is called as well. @default false */
  readonly pages?: boolean;
}

/**
 * The firewall and the operator's domain name, which are created before the API and which the
 * service stack attaches to it; if one of them fails, the API is not changed.
 */
export class EdgeStack extends Stack {
  readonly firewall: CfnWebACL;
  /**
   * Secret with which Amazon CloudFront proves to the firewall that a call comes through the pages, as a
   * reference that CloudFormation resolves. Undefined without pages.
   */
  readonly pagesSecret?: string;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    const { stage, data, firewall, domain, tlsAccess = 'strict', pages, ...stackProps } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: firewall and domain`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    if (pages === true) {
      const secret = new CfnSecret(this, 'PagesSecret', {
        description: 'Custos: calls through the pages, for the firewall',
        kmsKeyId: data.keys.operations.keyArn,
        generateSecretString: { excludePunctuation: true, passwordLength: 48 },
      });
      this.pagesSecret = `{{resolve:secretsmanager:${secret.ref}:SecretString:::}}`;
    }
    const { acl } = new WebAcl(this, 'Firewall', {
      stage,
      routes: routesOf(functions),
      mode: firewall ?? stage.edge.firewall,
      pagesSecret: this.pagesSecret,
    });
    this.firewall = acl;
    new FirewallLog(this, 'FirewallLog', { stage, acl, operations: data.keys.operations });
    if (domain === undefined) return;
    const { domain: named } = new ApiDomain(this, 'Domain', { domain, tlsAccess });
    new CfnOutput(this, 'DomainTarget', {
      description: 'Where the name of the API has to point, in a zone elsewhere',
      value: named.domainNameAliasDomainName,
    });
  }
}
