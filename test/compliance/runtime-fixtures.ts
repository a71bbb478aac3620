import type { Fixture } from './fixture.ts';

export const runtimeFixtures: readonly Fixture[] = [
  {
    rule: 'custos-no-secret-in-environment',
    mistake: 'a variable that is called a secret',
    resource: {
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { WEBHOOK_SECRET: { Ref: 'Secret' } } } },
    },
    right: { Environment: { Variables: { WEBHOOK_KEY_ARN: { Ref: 'Secret' } } } },
  },
  {
    rule: 'custos-no-secret-in-environment',
    mistake: 'a variable that CloudFormation fills with a secret',
    resource: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Environment: { Variables: { WEBHOOK: '{{resolve:secretsmanager:webhook}}' } },
      },
    },
    right: { Environment: { Variables: {} } },
  },
  {
    rule: 'custos-modern-tls',
    mistake: 'an API that speaks TLS 1.0',
    resource: { Type: 'AWS::ApiGateway::RestApi', Properties: { EndpointAccessMode: 'STRICT' } },
    right: { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09' },
  },
  {
    rule: 'custos-modern-tls',
    mistake: 'an API that takes any host name',
    resource: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09' },
    },
    right: { EndpointAccessMode: 'STRICT' },
  },
  {
    rule: 'custos-no-body-in-logs',
    mistake: 'a stage that traces bodies of one method',
    resource: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { MethodSettings: [{}, { DataTraceEnabled: true }] },
    },
    right: { MethodSettings: [{ DataTraceEnabled: false }] },
  },
  {
    rule: 'custos-logs-masked',
    mistake: 'logs that are kept for ever, in clear',
    resource: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: 'key' } },
    right: { RetentionInDays: 30, DataProtectionPolicy: {} },
  },
];
