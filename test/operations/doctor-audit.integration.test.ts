import { describe, expect, test } from 'vitest';
import { auditTrails } from '../../cli/doctor/audit.ts';
import type { Outcome } from '../../cli/doctor/outcome.ts';
import { stages } from '../../lib/stages.ts';
import { awsServer } from './aws-server.ts';
import type { Replies, Reply } from './aws-server.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const names = ['custos-prod-management-eu-central-1', 'custos-prod-data-eu-central-1'];
const rules = ['Custos-prod-Audit-TrailTamper1', 'Custos-prod-Audit-Stranger1'];
const filters = ['Custos-prod-Audit-Root1', 'Custos-prod-Audit-Denied1'];

const xml = (operation: string, body: string): Reply => ({
  body: `<${operation}Response><${operation}Result>${body}</${operation}Result></${operation}Response>`,
});
const stacks = (...stackNames: readonly string[]) =>
  xml(
    'DescribeStacks',
    `<Stacks>${stackNames.map((name) => `<member><StackName>${name}</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus></member>`).join('')}</Stacks>`,
  );
const resource = (type: string) => (name: string) =>
  `<member><LogicalResourceId>A</LogicalResourceId><PhysicalResourceId>${name}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`;

const sound: Replies = {
  'cloudformation DescribeStacks': stacks('Custos-prod-Audit', 'Custos-prod-Data'),
  'cloudformation ListStackResources': xml(
    'ListStackResources',
    `<StackResourceSummaries>${[
      ...names.map(resource('AWS::CloudTrail::Trail')),
      ...rules.map(resource('AWS::Events::Rule')),
      ...filters.map(resource('AWS::Logs::MetricFilter')),
      resource('AWS::Logs::LogGroup')('Custos-prod-Audit-Log1'),
    ].join('')}</StackResourceSummaries>`,
  ),
  'cloudtrail DescribeTrails': {
    body: { trailList: names.map((Name) => ({ Name, LogFileValidationEnabled: true })) },
  },
  'cloudtrail GetTrailStatus': {
    body: { IsLogging: true, LatestDigestDeliveryTime: now / 1000 - 3_000 },
  },
  'events ListRules': {
    body: {
      Rules: rules.map((Name) => ({
        Name,
        State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      })),
    },
  },
  'logs DescribeMetricFilters': {
    body: { metricFilters: filters.map((filterName) => ({ filterName })) },
  },
};

async function outcomes(changes: Replies = {}): Promise<readonly Outcome[]> {
  const { endpoint } = await awsServer({ ...sound, ...changes });
  return auditTrails.run({
    region: 'eu-central-1',
    stage: stages.prod,
    deployment: 'prod',
    qualifier: 'hnb659fds',
    client: {
      region: 'eu-central-1',
      endpoint,
      maxAttempts: 1,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    now: () => now,
  });
}
const status = (members: object): Replies => ({
  'cloudtrail GetTrailStatus': {
    body: { IsLogging: true, LatestDigestDeliveryTime: now / 1000 - 3_000, ...members },
  },
});

describe('custos doctor on the audit stack', () => {
  test('finds the trails recording, and rules and filters in place', async () => {
    expect(await outcomes()).toEqual([
      { kind: 'ok', what: `The trail ${names[0]} records, and can be verified.` },
      { kind: 'ok', what: `The trail ${names[1]} records, and can be verified.` },
      { kind: 'ok', what: 'All 2 rules that report tampering are there and enabled.' },
      { kind: 'ok', what: 'All 2 metric filters of events are there and enabled.' },
    ]);
  });

  test.each<[what: string, kind: Outcome['kind'], words: RegExp, changes: Replies]>([
    ['a trail that was stopped', 'failed', /is switched off/, status({ IsLogging: false })],
    [
      'files that cannot be delivered',
      'failed',
      /cannot deliver files \(AccessDenied\)/,
      status({ LatestDeliveryError: 'AccessDenied' }),
    ],
    [
      'digests that cannot be delivered',
      'failed',
      /cannot deliver digests \(NoSuchBucket\)/,
      status({ LatestDigestDeliveryError: 'NoSuchBucket' }),
    ],
    [
      'a log group that cannot be written',
      'failed',
      /its log group \(AccessDenied\)/,
      status({ LatestCloudWatchLogsDeliveryError: 'AccessDenied' }),
    ],
    [
      'digests that are late',
      'attention',
      /The last digest of .* is of 2026-11-24T08:00Z/,
      status({ LatestDigestDeliveryTime: now / 1000 - 4 * 3_600 }),
    ],
    [
      'a trail without digests',
      'failed',
      /writes no digests/,
      {
        'cloudtrail DescribeTrails': {
          body: { trailList: names.map((Name) => ({ Name, LogFileValidationEnabled: false })) },
        },
      },
    ],
    [
      'a trail that was deleted',
      'failed',
      /does not exist any more/,
      {
        'cloudtrail DescribeTrails': {
          body: { trailList: [{ Name: names[0], LogFileValidationEnabled: true }] },
        },
      },
    ],
    [
      'a rule that was disabled',
      'failed',
      /1 of 2 rules that report tampering are gone or disabled: Custos-prod-Audit-Stranger1/,
      {
        'events ListRules': {
          body: {
            Rules: [
              { Name: rules[0], State: 'ENABLED' },
              { Name: rules[1], State: 'DISABLED' },
            ],
          },
        },
      },
    ],
    [
      'a rule that was deleted',
      'failed',
      /gone or disabled: Custos-prod-Audit-TrailTamper1/,
      { 'events ListRules': { body: { Rules: [{ Name: rules[1], State: 'ENABLED' }] } } },
    ],
    [
      'a metric filter that was deleted',
      'failed',
      /1 of 2 metric filters of events are gone/,
      { 'logs DescribeMetricFilters': { body: { metricFilters: [{ filterName: filters[0] }] } } },
    ],
    [
      'a right that is missing',
      'unknown',
      /may not ask/,
      { 'cloudtrail GetTrailStatus': { error: 'AccessDeniedException' } },
    ],
  ])('reports %s', async (_, kind, words, changes) => {
    const found = await outcomes(changes);

    expect(found.filter((outcome) => outcome.kind === kind).map(({ what }) => what)).toContainEqual(
      expect.stringMatching(words),
    );
  });

  test('has nothing to look at where the stack is not deployed', async () => {
    const found = await outcomes({ 'cloudformation DescribeStacks': stacks('Custos-prod-Data') });

    expect(found.map(({ kind }) => kind)).toEqual(['ok']);
  });
});
