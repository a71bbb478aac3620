import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { policyChange } from '../../lambda/deployment/needs.ts';
import { listEntries } from '../../lambda/ledger/store.ts';
import { recordPolicyChange as enter } from '../../lambda/deployment/record-policy-change.ts';
import { openPlatform } from '../../lambda/platform/platform.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { assemble } from '../../local/assembly.ts';
import type { Invoke } from '../../local/invocation.ts';
import { recordPolicyChange } from '../../local/policy-change.ts';
import { StartRefusedError } from '../../local/start-refused-error.ts';
import { brokenAfter } from '../faults/connections.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { openSweeping } from '../retention/sweeping.ts';
import type { Sweeping } from '../retention/sweeping.ts';

let fixture: RecordFixture;
let sweeping: Sweeping;
let home: string;
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
  sweeping = await openSweeping(fixture);
  home = await mkdtemp(join(tmpdir(), 'custos-home-'));
});
afterAll(async () => {
  await fixture.stop();
  await rm(home, { recursive: true });
});

const version = (digit: string) => `sha256:${digit.repeat(64)}`;

const assemblyWith = (digit: string) =>
  assemble(
    [
      {
        name: 'Service',
        directory: '.',
        template: {
          Resources: {
            PolicyChange: {
              Type: 'AWS::Lambda::Function',
              Properties: { Environment: { Variables: { CUSTOS_FUNCTION: policyChange.name } } },
            },
            Change: {
              Type: 'Custom::PolicyChange',
              Properties: {
                ServiceToken: { 'Fn::GetAtt': ['PolicyChange', 'Arn'] },
                ServiceTimeout: '120',
                PolicyVersion: version(digit),
              },
            },
          },
        },
      },
    ],
    () => '/nowhere',
  );

/** Starts with a policy, and returns the ledger entries and the requests that followed. */
async function startWith(
  digit: string,
  time: string,
  database: RecordFixture['database'] = fixture.database,
) {
  fixture.setClock(time);
  const requests: string[] = [];
  const invoke: Invoke = async (name, payload) => {
    expect(name).toBe(policyChange.name);
    requests.push((JSON.parse(payload) as { RequestId: string }).RequestId);
    const variables = {
      CUSTOS_STAGE: 'local',
      CUSTOS_FUNCTION: name,
      CUSTOS_TABLE_OUTBOX: fixture.tables['outbox'],
      CUSTOS_TABLE_NOTICE_TEXTS: fixture.tables['notice-texts'],
      CUSTOS_TABLE_POLICIES: fixture.tables['policies'],
      CUSTOS_WORKFLOW_RETENTION_SWEEP: 'retention-sweep',
    };
    const { policy, clock, log } = fixture;
    const platform = openPlatform(policyChange, variables, {
      ...{ database: boundTo(policyChange, fixture, database), policy, clock, log },
      workflow: sweeping.workflow,
    });
    await enter(platform, JSON.parse(payload), [1]);
    return { kind: 'returned', payload: 'null' };
  };
  const recorded = await recordPolicyChange(assemblyWith(digit), invoke, join(home, 'policy.json'));
  const from = milliseconds(Date.parse(time));
  const range = { from, to: milliseconds(from + 1_000), limit: 10 };
  const { entries } = await listEntries(fixture.database, range);
  return { recorded, requests, entries: entries.map(({ type, codes }) => ({ type, codes })) };
}

test('the first start records its policy in the ledger', async () => {
  const { recorded, entries } = await startWith('a', '2026-03-01T10:00:00.000Z');

  expect([recorded, entries]).toEqual([
    'first',
    [{ type: 'policy.changed', codes: { to: version('a') } }],
  ]);
});

test('a start with the same policy records nothing and calls nothing', async () => {
  const started = await startWith('a', '2026-03-01T11:00:00.000Z');

  expect(started).toEqual({ recorded: 'same', requests: [], entries: [] });
});

test('a change that cannot be recorded stops the start, and the next start records it', async () => {
  const broken = await brokenAfter(fixture, 'ExecuteTransaction', 0);

  const start = startWith('b', '2026-03-01T12:00:00.000Z', broken.database);
  await expect(start).rejects.toThrow(StartRefusedError);
  await broken.stop();
  const { recorded, entries } = await startWith('b', '2026-03-01T13:00:00.000Z');

  expect(recorded).toBe('changed');
  expect(entries).toEqual([
    { type: 'policy.changed', codes: { from: version('a'), to: version('b') } },
  ]);
});

test('GDPR Art. 5(1)(e): another policy starts a sweep of stored data', async () => {
  const { requests } = await startWith('c', '2026-03-01T14:00:00.000Z');

  expect(requests).toHaveLength(1);
  const name = `policy-${requests[0]!}`;
  const again = await sweeping.workflow.start('retention-sweep', name, { sweepId: name });
  expect(again).toBe('already-started');
});
