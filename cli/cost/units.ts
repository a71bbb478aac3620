import type { PriceName, Unit } from './price.ts';

/** What each price counts, and where it is published: the same in every Region. */
export const units: Readonly<Record<PriceName, Unit>> = {
  apiCalls: {
    per: 1_000_000,
    unit: 'calls',
    source: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  lambdaRequests: {
    per: 1_000_000,
    unit: 'invocations',
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  lambdaGigabyteSeconds: {
    per: 1,
    unit: 'GB-seconds (arm64)',
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  durableOperations: {
    per: 1_000_000,
    unit: 'operations',
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  durableWritten: { per: 1, unit: 'GB', source: 'https://aws.amazon.com/lambda/pricing/' },
  durableKept: { per: 1, unit: 'GB-months', source: 'https://aws.amazon.com/lambda/pricing/' },
  tableWrites: {
    per: 1_000_000,
    unit: 'write request units',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  tableReads: {
    per: 1_000_000,
    unit: 'read request units',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  tableStorage: {
    per: 1,
    unit: 'GB-months',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  tableRecovery: {
    per: 1,
    unit: 'GB-months',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  keys: { per: 1, unit: 'key-months', source: 'https://aws.amazon.com/kms/pricing/' },
  symmetricUses: { per: 10_000, unit: 'requests', source: 'https://aws.amazon.com/kms/pricing/' },
  signatures: { per: 10_000, unit: 'requests', source: 'https://aws.amazon.com/kms/pricing/' },
  logIngestion: { per: 1, unit: 'GB', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  logStorage: { per: 1, unit: 'GB-months', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  alarms: { per: 1, unit: 'alarm-months', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  dashboards: {
    per: 1,
    unit: 'dashboard-months',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  customMetrics: {
    per: 1,
    unit: 'metric-months',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  events: { per: 1_000_000, unit: 'events', source: 'https://aws.amazon.com/eventbridge/pricing/' },
  queueRequests: {
    per: 1_000_000,
    unit: 'requests',
    source: 'https://aws.amazon.com/sqs/pricing/',
  },
  notifications: {
    per: 1_000_000,
    unit: 'notifications',
    source: 'https://aws.amazon.com/sns/pricing/',
  },
  objectPuts: { per: 1000, unit: 'requests', source: 'https://aws.amazon.com/s3/pricing/' },
  objectStorage: { per: 1, unit: 'GB-months', source: 'https://aws.amazon.com/s3/pricing/' },
  firewall: { per: 1, unit: 'web ACL-months', source: 'https://aws.amazon.com/waf/pricing/' },
  firewallRules: { per: 1, unit: 'rule-months', source: 'https://aws.amazon.com/waf/pricing/' },
  firewallRequests: {
    per: 1_000_000,
    unit: 'requests',
    source: 'https://aws.amazon.com/waf/pricing/',
  },
  transferOut: { per: 1, unit: 'GB', source: 'https://aws.amazon.com/ec2/pricing/on-demand/' },
};
