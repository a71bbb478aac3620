import type { PriceName } from './price.ts';

/**
 * Every type of resource that a template may hold: the prices that it is billed by, or why it costs
 * nothing. A test refuses a template with a type that is not here.
 */
export const billedTypes: Readonly<Record<string, readonly PriceName[]>> = {
  'AWS::ApiGateway::RestApi': ['apiCalls', 'transferOut'],
  'AWS::CloudWatch::Alarm': ['alarms'],
  'AWS::CloudWatch::Dashboard': ['dashboards'],
  'AWS::DynamoDB::Table': ['tableWrites', 'tableReads', 'tableStorage', 'tableRecovery'],
  'AWS::Events::EventBus': ['events'],
  'AWS::KMS::Key': ['keys', 'symmetricUses', 'signatures'],
  'AWS::Lambda::Function': [
    'lambdaRequests',
    'lambdaGigabyteSeconds',
    'durableOperations',
    'durableWritten',
    'durableKept',
  ],
  'AWS::Logs::LogGroup': ['logIngestion', 'logStorage'],
  'AWS::Logs::MetricFilter': ['customMetrics'],
  'AWS::S3::Bucket': ['objectPuts', 'objectStorage'],
  'AWS::SNS::Topic': ['notifications'],
  'AWS::SQS::Queue': ['queueRequests'],
  'AWS::WAFv2::WebACL': ['firewall', 'firewallRules', 'firewallRequests'],
};

const partOf = (what: string): string => `part of ${what}, which is billed`;
const setting = 'a setting; AWS does not bill it';

export const freeTypes: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': setting,
  'AWS::ApiGateway::Authorizer': partOf('the API; its function is billed'),
  'AWS::ApiGateway::BasePathMapping': setting,
  'AWS::ApiGateway::Deployment': partOf('the API'),
  'AWS::ApiGateway::DomainName': setting,
  'AWS::ApiGateway::GatewayResponse': setting,
  'AWS::ApiGateway::Method': partOf('the API'),
  'AWS::ApiGateway::Resource': partOf('the API'),
  'AWS::ApiGateway::Stage': partOf(
    'the API; it has no cache, and its metrics are billed with the others',
  ),
  'AWS::CDK::Metadata': setting,
  'AWS::EC2::SecurityGroup': setting,
  'AWS::Events::EventBusPolicy': setting,
  'AWS::Events::Rule': 'schedules and rules are free, the events of the bus are billed',
  'AWS::IAM::ManagedPolicy': setting,
  'AWS::IAM::Policy': setting,
  'AWS::IAM::Role': setting,
  'AWS::KMS::Alias': setting,
  'AWS::Lambda::Alias': setting,
  'AWS::Lambda::EventSourceMapping': 'Lambda reads streams without charge',
  'AWS::Lambda::Permission': setting,
  'AWS::Lambda::Version': setting,
  'AWS::Logs::ResourcePolicy': setting,
  'AWS::Route53::RecordSet': 'an alias record; queries of it are free',
  'AWS::S3::BucketPolicy': setting,
  'AWS::SNS::Subscription': 'its notifications are billed with the topic',
  'AWS::SNS::TopicPolicy': setting,
  'AWS::SQS::QueuePolicy': setting,
  'AWS::WAFv2::LoggingConfiguration': 'what is logged is billed with its log group',
  'AWS::WAFv2::WebACLAssociation': setting,
  'Custom::PolicyChange': 'its function runs once a deployment',
};
