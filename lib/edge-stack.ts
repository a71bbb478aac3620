import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
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
}

/**
 * The firewall and the operator's domain name, which are created before the API and which the
 * service stack attaches to it; if one of them fails, the API is not changed.
 */
export class EdgeStack extends Stack {
  readonly firewall: CfnWebACL;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    const { stage, data, firewall, domain, tlsAccess = 'strict', ...stackProps } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: firewall and domain`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    const { acl } = new WebAcl(this, 'Firewall', {
      stage,
      routes: routesOf(functions),
      mode: firewall ?? stage.edge.firewall,
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
