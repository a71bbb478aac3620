import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { CustosDomain } from '../custos-props.ts';
import { secure } from './tls.ts';
import type { TlsAccess } from './tls.ts';

export interface ApiDomainProps {
  readonly domain: CustosDomain;
  readonly tlsAccess: TlsAccess;
}

/** The operator's domain name, which the service stack maps to the API. */
export class ApiDomain extends Construct {
  readonly domain: apigateway.DomainName;

  constructor(scope: Construct, id: string, { domain, tlsAccess }: ApiDomainProps) {
    super(scope, id);
    const { domainName, certificateArn, hostedZone } = domain;
    this.domain = new apigateway.DomainName(this, 'Resource', {
      domainName,
      certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: apigateway.EndpointType.REGIONAL,
    });
    const resource = this.domain.node.defaultChild as apigateway.CfnDomainName;
    secure(resource, tlsAccess);
    if (hostedZone === undefined) return;
    new route53.ARecord(this, 'Alias', {
      recordName: domainName,
      zone: route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', hostedZone),
      target: route53.RecordTarget.fromAlias(new targets.ApiGatewayDomain(this.domain)),
    });
  }
}
