import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policyChange } from '../../lambda/deployment/needs.ts';
import { listEntries } from '../../lambda/ledger/store.ts';
import { recordPolicyChange } from '../../lambda/deployment/record-policy-change.ts';
import { openPlatform } from '../../lambda/platform/platform.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { brokenAfter, losingAnswer } from '../faults/connections.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import type { Sweeping } from '../retention/sweeping.ts';
import { openSweeping } from '../retention/sweeping.ts';

const version = (digit: string) => `sha256:${digit.repeat(64)}`;

let fixture: RecordFixture;
let sweeping: Sweeping;
let url: string;
let answers: Record<string, unknown>[] = [];
const cloudFormation = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    answers.push({
      ...(JSON.parse(body) as Record<string, unknown>),
      method: request.method,
      contentType: request.headers['content-type'],
    });
    response.writeHead(request.url === '/gone' ? 403 : 200).end();
  });
});

beforeAll(async () => {
  fixture = await openRecordFixture();
  sweeping = await openSweeping(fixture);
  await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}/answer`;
});
afterAll(async () => {
  await fixture.stop();
  cloudFormation.close();
});

/** An event of CloudFormation, and the resulting ledger entries and response. */
async function record(
  event: Readonly<Record<string, unknown>>,
  time: string,
  database: RecordFixture['database'] = fixture.database,
) {
  answers = [];
  fixture.setClock(time);
  const variables = {
    CUSTOS_STAGE: 'test',
    CUSTOS_FUNCTION: policyChange.name,
    CUSTOS_TABLE_OUTBOX: fixture.tables['outbox'],
    CUSTOS_TABLE_NOTICE_TEXTS: fixture.tables['notice-texts'],
    CUSTOS_TABLE_POLICIES: fixture.tables['policies'],
    CUSTOS_WORKFLOW_RETENTION_SWEEP: 'retention-sweep',
  };
  const { policy, clock, log } = fixture;
  const bound = boundTo(policyChange, fixture, database);
  const platform = openPlatform(policyChange, variables, {
    ...{ database: bound, policy, clock, log },
    workflow: sweeping.workflow,
  });
  const recorded = {
    ServiceToken: 'arn:aws:lambda:eu-central-1:123456789012:function:policy-change',
    ResourceType: 'Custom::PolicyChange',
    RequestId: 'request-1',
    StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Custos/1',
    LogicalResourceId: 'Change',
    ResponseURL: url,
    ...event,
  };
  await recordPolicyChange(platform, recorded, [1, 1]);
  fixture.setClock(undefined);
  const from = milliseconds(Date.parse(time));
  const { entries } = await listEntries(fixture.database, {
    from,
    to: milliseconds(from + 1_000),
    limit: 10,
  });
  return { entries: entries.map(({ type, codes }) => ({ type, codes })), answers };
}

const properties = (digit: string) => ({
  ServiceToken: 'arn:aws:lambda:eu-central-1:123456789012:function:policy-change',
  PolicyVersion: version(digit),
});

describe('a deployment', () => {
  test('that is the first records its policy, and reports success to CloudFormation', async () => {
    const event = { RequestType: 'Create', ResourceProperties: properties('a') };

    const recorded = await record(event, '2026-02-01T10:00:00.000Z');

    expect(recorded.entries).toEqual([{ type: 'policy.changed', codes: { to: version('a') } }]);
    expect(recorded.answers).toMatchObject([
      {
        method: 'PUT',
        contentType: '',
        Status: 'SUCCESS',
        PhysicalResourceId: 'policy',
        RequestId: 'request-1',
        StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Custos/1',
        LogicalResourceId: 'Change',
      },
    ]);
  });

  test('that changes the policy records the old and the new version', async () => {
    const event = {
      RequestType: 'Update',
      PhysicalResourceId: 'policy',
      ResourceProperties: properties('b'),
      OldResourceProperties: properties('a'),
    };

    const recorded = await record(event, '2026-02-01T11:00:00.000Z');

    expect(recorded.entries).toEqual([
      { type: 'policy.changed', codes: { from: version('a'), to: version('b') } },
    ]);
    // GDPR Art. 5(1)(e): the new periods apply to stored data.
    const name = 'policy-request-1';
    const again = await sweeping.workflow.start('retention-sweep', name, { sweepId: name });
    expect(again).toBe('already-started');
  });

  test.each([
    ['that keeps the policy', 'Update', 'b', '2026-02-01T12:00:00.000Z'],
    ['of removal', 'Delete', undefined, '2026-02-01T13:00:00.000Z'],
  ])('%s records nothing and succeeds', async (_, RequestType, old, time) => {
    const event = {
      RequestType,
      ResourceProperties: properties('b'),
      ...(old !== undefined && { OldResourceProperties: properties(old) }),
    };

    const recorded = await record(event, time);

    expect(recorded.entries).toEqual([]);
    expect(recorded.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test('fails, and is rolled back, if the ledger cannot be written', async () => {
    const broken = await brokenAfter(fixture, 'ExecuteTransaction', 0);
    const event = { RequestType: 'Create', ResourceProperties: properties('c') };

    const recorded = await record(event, '2026-02-01T14:00:00.000Z', broken.database);
    await broken.stop();

    expect(recorded.entries).toEqual([]);
    expect(recorded.answers).toMatchObject([{ Status: 'FAILED' }]);
    expect(fixture.lines.at(-1)).toContain('"code":"FAILED"');
  });

  test('is recorded once if the response of the database was lost', async () => {
    const losing = await losingAnswer(fixture, 'ExecuteTransaction', () => Promise.resolve());
    const event = { RequestType: 'Create', ResourceProperties: properties('d') };

    const recorded = await record(event, '2026-02-01T15:00:00.000Z', losing.database);
    const wasLost = losing.wasLost();
    await losing.stop();

    expect(wasLost).toBe(true);
    expect(recorded.entries).toEqual([{ type: 'policy.changed', codes: { to: version('d') } }]);
    expect(recorded.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test('is retried if CloudFormation does not accept the response', async () => {
    const ResponseURL = url.replace('/answer', '/gone');
    const event = { RequestType: 'Delete', ResourceProperties: properties('d'), ResponseURL };

    await expect(record(event, '2026-02-01T16:00:00.000Z')).rejects.toThrow('responded with 403');
  });

  test('responds over TLS or on this machine only', async () => {
    const ResponseURL = 'http://answers.example.com/';
    const event = { RequestType: 'Delete', ResourceProperties: properties('d'), ResponseURL };

    await expect(record(event, '2026-02-01T17:00:00.000Z')).rejects.toThrow('ResponseURL');
  });
});
