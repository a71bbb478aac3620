import type { TemplateResource } from '../../lib/compliance/template.ts';
import type { Fixture } from './fixture.ts';

const rights: TemplateResource = {
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: {
    Roles: [{ Ref: 'Role' }],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }] },
  },
};
const reader = (stream: string): TemplateResource => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    FunctionName: { Ref: 'Function' },
    EventSourceArn: { 'Fn::GetAtt': [stream, 'StreamArn'] },
  },
});

export const runtimeFixtures: readonly Fixture[] = [
  {
    rule: 'custos-two-readers-of-a-stream',
    mistake: 'a third reader of a stream',
    resource: reader('Subjects'),
    right: { EventSourceArn: { 'Fn::GetAtt': ['Records', 'StreamArn'] } },
    beside: {
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
      Policy: rights,
      Function: {
        Type: 'AWS::Lambda::Function',
        DependsOn: 'Policy',
        Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      },
      One: reader('Subjects'),
      Two: reader('Subjects'),
    },
  },
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
