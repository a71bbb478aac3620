import type { CfnDomainName, CfnRestApi } from 'aws-cdk-lib/aws-apigateway';

export const tlsAccesses = ['basic', 'strict'] as const;
/**
 * Whether the host name must equal that of the TLS handshake; API Gateway takes 15 minutes to
 * enforce it.
 */
export type TlsAccess = (typeof tlsAccesses)[number];

/** TLS 1.3, or 1.2 with forward secrecy. */
export const securityPolicy = 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09';

export const endpointAccessMode = (access: TlsAccess): string => access.toUpperCase();

export function secure(resource: CfnDomainName | CfnRestApi, access: TlsAccess): void {
  resource.securityPolicy = securityPolicy;
  resource.endpointAccessMode = endpointAccessMode(access);
  if (access === 'basic') {
    resource.addMetadata(
      'custos:tls-access',
      'The operator has set tlsAccess to basic, on the way to strict: API Gateway changes a running API in these two steps.',
    );
  }
}
