import { BatchWriteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { RecordId } from '../../lambda/value/ids.ts';
import { destroyedAgain } from '../restore/replayed.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { toEpochSeconds } from '../../lambda/value/time.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordApi } from '../../lambda/record/needs.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { recordKey } from '../../lambda/retention/stored-record.ts';
import { records } from '../../lambda/record/table.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import { assistant } from '../record/calls.ts';
import { boundTo } from '../record/record-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import {
  firstAttempt,
  keep,
  openRequestFixture,
  newPerson,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';
import { call } from '../support/call.ts';
import type { CallResult } from '../support/call.ts';

/* The procedure of docs/operate.md, "Restore", up to the API: what people and services can read after it. */

type Item = Record<string, AttributeValue>;

let fixture: RequestFixture;
let app: App;
let erased: Person;
let neighbour: Person;
beforeEach(async () => {
  fixture = await openRequestFixture();
  const deps = { ...fixture, database: boundTo(recordApi, fixture.server, fixture.database) };
  app = createApp(deps, recordRoutes, recordHandlers(deps));
  [erased, neighbour] = [await newPerson(fixture), await newPerson(fixture)];
  await keep(fixture, erased, [{ content: 'Of the erased' }]);
  await keep(fixture, neighbour, [{ content: 'Of the neighbour' }]);
});
afterEach(() => fixture.stop());

const rowsOf = async (table: TableFacts): Promise<Item[]> => {
  const TableName = fixture.database.physicalName(table);
  return (await fixture.database.client.send(new ScanCommand({ TableName }))).Items ?? [];
};
const backUp = async (tables: readonly TableFacts[]) =>
  Promise.all(tables.map(async (table) => ({ table, items: await rowsOf(table) })));
const restore = async (backups: Awaited<ReturnType<typeof backUp>>): Promise<void> => {
  for (const { table, items } of backups) {
    const TableName = fixture.database.physicalName(table);
    const puts = items.map((Item) => ({ PutRequest: { Item } }));
    const RequestItems = { [TableName]: puts };
    await fixture.database.client.send(new BatchWriteItemCommand({ RequestItems }));
  }
};
const eraseNow = async (person: Person): Promise<void> => {
  const authenticatedAt = toEpochSeconds(fixture.clock());
  const answer = await submit(fixture, { ...person.caller, authenticatedAt }, { kind: 'erasure' });
  await erase(fixture, firstAttempt(answer));
};

const own = ({ caller }: Person, id = ''): Promise<CallResult> =>
  call(app, { method: 'GET', path: `/v1/me/records${id && `/${id}`}`, caller });
const service = (path: string, { email }: Person, rest: object): Promise<CallResult> =>
  call(app, {
    ...{ method: 'POST', path, caller: assistant },
    headers: { 'idempotency-key': crypto.randomUUID() },
    body: { subject: { type: 'email', value: email }, ...rest },
  });
const query = (person: Person) =>
  service('/v1/records/query', person, { purpose: 'service-provision' });
const write = (person: Person) => {
  const purposes = ['service-provision'];
  return service('/v1/records', person, { category: 'prompt-text', purposes, content: 'New' });
};
const contents = ({ body }: CallResult): unknown[] =>
  body.items.map(({ content }: { content: unknown }) => content);
const idOf = async ({ subjectId }: Person): Promise<RecordId> =>
  (await rowsOf(records)).find((row) => row['subjectId']?.S === subjectId)?.['recordId']
    ?.S as RecordId;

/** The other person reads what they read before; data of the erased person is not readable. */
async function expectOnlyTheNeighbour(erasedId: string): Promise<void> {
  const neighbourId = await idOf(neighbour);
  expect((await own(neighbour, neighbourId)).body.content).toBe('Of the neighbour');
  expect(contents(await own(neighbour))).toEqual(['Of the neighbour']);
  expect(contents(await query(neighbour))).toEqual(['Of the neighbour']);
  expect((await own(erased, erasedId)).status).toBe(404);
  expect(contents(await own(erased))).toEqual([]);
}

describe('after a restore and its replay of tombstones', () => {
  test('of records and keys, a service that writes learns of the erasure, and the other person can still read', async () => {
    const backup = await backUp([records, subjectKeys]);
    const erasedId = await idOf(erased);
    await eraseNow(erased);
    await restore(backup);
    expect(await idOf(erased)).toBe(erasedId);

    const removed = await destroyedAgain(fixture.database);

    expect(removed).toBeGreaterThan(0);
    await expectOnlyTheNeighbour(erasedId);
    const refused = await write(erased);
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:custos:problem:subject-erased']);
  });

  test('of identities as well, nothing can be decrypted, and the restarted erasure ends it', async () => {
    const backup = await backUp([records, subjectKeys, subjects, aliases]);
    const erasedId = await idOf(erased);
    await eraseNow(erased);
    await restore(backup);
    // The state that the runbook protects from use until the replay.
    expect((await own(erased, erasedId)).body.content).toBe('Of the erased');

    await destroyedAgain(fixture.database);
    // A function that ran before has unwrapped keys for the time of its cache; all were stopped.
    fixture.pass(2);

    await expectOnlyTheNeighbour(erasedId);
    expect(contents(await query(erased))).toEqual([]);
    await eraseNow(erased);
    await expectOnlyTheNeighbour(erasedId);
    expect((await write(erased)).status).toBe(409);
    expect(await idOf(erased)).toBeUndefined();
  });
});

describe('a row of another table', () => {
  test('cannot be decrypted in this one: the API returns a fault and nothing of the row', async () => {
    const { subjectId } = neighbour;
    const recordId = await idOf(neighbour);
    const elsewhere = { ...records, name: 'records-restored' };
    const address = { table: elsewhere, key: recordKey(subjectId, recordId), contentVersion: 1 };
    const payload = Buffer.from(JSON.stringify({ content: 'Encrypted for another table' }));
    const sealed = await fixture.subjectKeys.seal(subjectId, 'prompt-text', address, payload);
    const row = (await rowsOf(records)).find((item) => item['recordId']?.S === recordId)!;
    await fixture.database.client.send(
      new PutItemCommand({
        TableName: fixture.database.physicalName(records),
        Item: { ...row, sealed: { B: sealed } },
      }),
    );

    const answers = [await own(neighbour, recordId), await own(neighbour), await query(neighbour)];

    for (const { status, body, text } of answers) {
      expect([status, body.type]).toEqual([500, 'urn:custos:problem:internal-error']);
      expect(text).not.toContain('Encrypted for');
    }
    expect(fixture.logged.join()).not.toContain('Encrypted for');
  });
});
