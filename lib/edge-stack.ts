import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApiDomain } from './constructs/api-domain.ts';
import { FirewallLog } from './constructs/firewall-log.ts';
import { WebAcl } from './constructs/web-acl.ts';
import type { CustosDomain } from './custos-props.ts';
import type { DataStack } from './data-stack.ts';
import { routesOf } from './facts.ts';
import { functions } from './functions.ts';
import type { ServiceStack } from './service-stack.ts';
import type { FirewallMode, Stage } from './stages.ts';

export interface EdgeStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly service: ServiceStack;
  /** What the guessing rules of the firewall do. @default - as the stage says */
  readonly firewall?: FirewallMode;
  /** @default - the API is reached under the name that API Gateway gives it */
  readonly domain?: CustosDomain;
}

/** What stands before the API: a firewall, and a name of the operator's own. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    const { stage, data, service, firewall, domain, ...stackProps } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: firewall and domain`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    const { api } = service;
    const { acl } = new WebAcl(this, 'Firewall', {
      stage,
      routes: routesOf(functions),
      mode: firewall ?? stage.edge.firewall,
      protects: api.deploymentStage.stageArn,
    });
    new FirewallLog(this, 'FirewallLog', { stage, acl, operations: data.keys.operations });
    if (domain === undefined) return;
    const { domain: named } = new ApiDomain(this, 'Domain', { domain, api });
    // What a zone elsewhere has to point to.
    new CfnOutput(this, 'DomainTarget', { value: named.domainNameAliasDomainName });
  }
}
