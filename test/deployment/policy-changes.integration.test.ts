import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policyHandlers } from '../../lambda/deployment/policy/api.ts';
import { policyRoutes } from '../../lambda/deployment/policy/routes.ts';
import { policyChange } from '../../lambda/deployment/needs.ts';
import { policyApi } from '../../lambda/deployment/policy/needs.ts';
import { recordPolicyChange } from '../../lambda/deployment/record-policy-change.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { toAttribute } from '../../lambda/platform/dynamo/statement.ts';
import { compilePolicy } from '../../lambda/policy/bundled.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { policyVersion } from '../../lambda/policy/version.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { openSweeping } from '../retention/sweeping.ts';
import type { Sweeping } from '../retention/sweeping.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import { call } from '../support/call.ts';

const caller = { kind: 'staff', issuer: 'https://issuer.example.com/', name: 'dpo' } as const;

let fixture: RecordFixture;
let sweeping: Sweeping;
let statuses: string[] = [];
const cloudFormation = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    statuses.push((JSON.parse(body) as { Status: string }).Status);
    response.end();
  });
});
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
  sweeping = await openSweeping(fixture);
  await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await fixture.stop();
  cloudFormation.close();
});

/** The same policy with a title of its controller and what else a test changes. */
function policyNamed(name: string, more: Partial<Policy> = {}): Policy {
  const { policy } = fixture;
  const changed = { ...policy, controller: { ...policy.controller, name }, ...more };
  return { ...changed, version: policyVersion(changed) };
}

async function deploy(to: Policy, from: Policy | undefined, at: string): Promise<void> {
  statuses = [];
  fixture.setClock(at);
  const { clock, log } = fixture;
  const database = boundTo(policyChange, fixture, fixture.database);
  const { workflow } = sweeping;
  await recordPolicyChange(
    { database, clock, log, workflow, policy: to },
    {
      RequestType: from === undefined ? 'Create' : 'Update',
      RequestId: crypto.randomUUID(),
      StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Custos/1',
      LogicalResourceId: 'Change',
      ResponseURL: `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}/`,
      ResourceProperties: { PolicyVersion: to.version },
      OldResourceProperties: from && { PolicyVersion: from.version },
    },
    [1],
  );
  fixture.setClock(undefined);
  expect(statuses).toEqual(['SUCCESS']);
}

async function read(
  query: Record<string, string> = {},
  policy = fixture.policy,
  path = '/v1/governance/policy/changes',
) {
  const database = boundTo(policyApi, fixture, fixture.database);
  const parts = { ...fixture, database, policy };
  const app = createApp(parts, policyRoutes, policyHandlers(parts));
  return call(app, { method: 'GET', path, query, caller });
}

test('GET /v1/governance/policy has each purpose with its bases, period, data and recipients', async () => {
  const { policy } = fixture;

  const { status, body } = await read({}, policy, '/v1/governance/policy');

  expect(status).toBe(200);
  expect(body).toMatchObject({ policyVersion: policy.version, language: policy.language });
  const { name, address, contact, privacyOfficer } = policy.controller;
  expect(body.controller).toEqual({ name, address, contact, privacyOfficer });
  const [id, purpose] = Object.entries(policy.purposes)[0]!;
  expect(body.purposes).toHaveLength(Object.keys(policy.purposes).length);
  expect(body.purposes[0]).toMatchObject({
    ...{ purpose: id, title: purpose.title, retention: purpose.retention },
    ...{ categories: purpose.categories, recipients: purpose.recipients },
  });
  const laws = body.purposes[0].legalBasis.map((one: { jurisdiction: string }) => one.jurisdiction);
  expect(laws).toEqual(Object.keys(purpose.legalBasis));
  expect(body.categories.map((one: { category: string }) => one.category)).toEqual(
    Object.keys(policy.categories),
  );
  expect(body.recipients.map((one: { recipient: string }) => one.recipient)).toEqual(
    Object.keys(policy.recipients),
  );
});

test('GET /v1/governance/policy has what else of the policy names a purpose', async () => {
  const { policy } = fixture;

  const { body } = await read({}, policy, '/v1/governance/policy');

  const { purposes } = body as { purposes: { purpose: string; usedBy: unknown[] }[] };
  const usesOf = (id: string) => purposes.find(({ purpose }) => purpose === id)?.usedBy;
  const measures = Object.entries(policy.measures).filter(
    ([, one]) => one.purpose === 'aggregates',
  );
  expect(measures.length).toBeGreaterThan(0);
  expect(usesOf('aggregates')).toEqual([
    expect.objectContaining({ kind: 'notice' }),
    ...measures.map(([id, { title }]) => ({ kind: 'measure', id, title })),
  ]);
  expect(usesOf('training')).toContainEqual(
    expect.objectContaining({ kind: 'training-set', id: 'training' }),
  );
  const [system] = Object.entries(policy.fairness.systems).map(([id, { title }]) => ({
    ...{ kind: 'fairness', id, title },
  }));
  expect(usesOf('fairness-monitoring')).toContainEqual(system);
  expect(usesOf('fairness-attributes')).toContainEqual({
    ...{ kind: 'fairness', id: 'gender', title: policy.fairness.attributes['gender']?.title },
  });
  expect(usesOf('support')).toEqual([expect.objectContaining({ kind: 'notice' })]);
});

describe('GET /v1/governance/policy/changes', () => {
  test('has what each deployment changed, in words, the newest first and page by page', async () => {
    const [first, second] = [policyNamed('First'), policyNamed('Second')];
    const third = policyNamed('Second', { primaryNotice: 'elsewhere' });
    await deploy(first, undefined, '2026-02-01T10:00:00.000Z');
    await deploy(second, first, '2026-02-02T10:00:00.000Z');
    await deploy(third, second, '2026-02-03T10:00:00.000Z');

    const newest = await read({ limit: '1' }, third);

    expect(newest.status).toBe(200);
    expect(newest.body.policyVersion).toBe(third.version);
    const change = { section: 'Notices and consents', words: expect.stringContaining('elsewhere') };
    expect(newest.body.items).toEqual([
      {
        ...{ at: '2026-02-03T10:00:00.000Z', from: second.version, to: third.version },
        changes: [change],
      },
    ]);
    const older = await read({ cursor: newest.body.nextCursor });
    expect(older.body.items).toMatchObject([
      { from: first.version, to: second.version, changes: [{ section: 'Details' }] },
      { at: '2026-02-01T10:00:00.000Z', to: first.version },
    ]);
    expect(older.body.items[1]).not.toHaveProperty('changes');
  });

  test('says what a change takes from people', async () => {
    const before = policyNamed('Before');
    const [id, purpose] = Object.entries(before.purposes)[0]!;
    const purposes = {
      ...before.purposes,
      [id]: { ...purpose, retention: 'P50Y' },
    } as Policy['purposes'];
    const after = policyNamed('Before', { purposes });
    await deploy(before, undefined, '2026-03-01T10:00:00.000Z');
    await deploy(after, before, '2026-03-02T10:00:00.000Z');

    const { items } = (await read({ limit: '1' })).body;

    expect(items[0].changes).toContainEqual({
      section: 'Retention',
      words: expect.stringContaining(id),
      widening: 'longer-retention',
    });
  });

  test.each([
    ['was not kept', undefined],
    ['is not what its version says', (policy: Policy) => ({ ...policy, language: 'xx' })],
    ['was kept by a release with other fields', undefined],
  ])('has no words where the policy before %s', async (what, alter) => {
    let before = policyNamed(`Not comparable: ${what}`);
    if (what.includes('other fields')) {
      const { purposes: _purposes, ...rest } = before;
      before = { ...rest, version: policyVersion(rest as Policy) } as Policy;
    }
    const found = alter?.(before) ?? (what === 'was not kept' ? undefined : before);
    if (found !== undefined) await put(before.version, compilePolicy(found));
    await deploy(policyNamed('After'), before, '2026-04-01T10:00:00.000Z');

    const { items } = (await read({ limit: '1' })).body;

    expect(items[0].from).toBe(before.version);
    expect(items[0]).not.toHaveProperty('changes');
  });

  test('rejects a cursor of another list', async () => {
    expect((await read({ cursor: 'e30' })).status).toBe(422);
  });

  test('each function does what it declares, and nothing else', async () => {
    const [before, after] = [policyNamed('Declared'), policyNamed('Declared, too')];
    const reads = await actionsDuring(fixture.database, () => read());
    const writes = await actionsDuring(fixture.database, async () => {
      await deploy(before, undefined, '2026-05-01T10:00:00.000Z');
      await deploy(after, before, '2026-05-02T10:00:00.000Z');
    });

    expect(reads).toEqual(declaredBy(policyApi));
    const ours = (action: string) => action.startsWith('test-policies');
    expect(writes.filter(ours)).toEqual(declaredBy(policyChange).filter(ours));
  });
});

async function put(version: string, compiled: string): Promise<void> {
  const row = { part: 'versions', item: version, compiled: gzipSync(compiled) };
  await fixture.database.client.send(
    new PutItemCommand({
      TableName: fixture.tables['policies'],
      Item: Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, toAttribute(value)]),
      ),
    }),
  );
}
