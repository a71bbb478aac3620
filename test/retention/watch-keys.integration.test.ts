import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { insert, remove } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { newRequestId } from '../../lambda/value/ids.ts';
import type { Kid, RequestId } from '../../lambda/value/ids.ts';
import { destroyKeys } from '../../lambda/platform/keyring/destroy-keys.ts';
import { keyRowKey } from '../../lambda/platform/keyring/key-row.ts';
import type { KeyRow } from '../../lambda/platform/keyring/key-row.ts';
import { destroyedAgain } from '../restore/replayed.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { plusSeconds, toRfc3339 } from '../../lambda/value/time.ts';
import { lastEnd } from '../../lambda/request/model/exemption.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { orderOfEnd } from '../../lambda/erasure/key-order.ts';
import { fulfilment, requestSweep } from '../../lambda/fulfilment/needs.ts';
import { destroyLateKeys, revokeKeys } from '../../lambda/erasure/revoke.ts';
import { openHolds } from '../../lambda/hold/store.ts';
import { retentionStream } from '../../lambda/retention/needs.ts';
import { countedChanges } from '../../lambda/count/table.ts';
import { watchKeys } from '../../lambda/retention/watch-keys.ts';
import { brokenAfter } from '../faults/connections.ts';
import { boundTo } from '../record/record-fixture.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase, stepsOf } from '../erasure/erasure-steps.ts';
import type { Notes } from '../erasure/erasure-steps.ts';
import {
  firstAttempt,
  keep,
  openRequestFixture,
  newPerson,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';
import { readStream } from './stream-source.ts';

let fixture: RequestFixture;
let lines: string[];
beforeEach(async () => {
  fixture = await openRequestFixture();
  lines = [];
});
afterEach(() => fixture.stop());

const { user, ask, of } = erasures(() => fixture);

const log = () =>
  openLog({ function: 'retention-stream', stage: 'test' }, (line) => lines.push(line));
const consume = (changes: DynamoDBRecord[], database = fixture.database) =>
  watchKeys({
    policy: fixture.policy,
    clock: fixture.clock,
    database: boundTo(retentionStream, fixture.server, database),
    log: log(),
  })({ Records: changes });
const stones = () => readStream(fixture.server, tombstones);
const watched = async () => consume(await stones());
/** With the keys that were made, which the mapping leaves out. */
const keyRows = () => readStream(fixture.server, subjectKeys);
const deletedRows = async () => (await keyRows()).filter(({ eventName }) => eventName === 'REMOVE');

const reported = async () =>
  (await fixture.rows(outbox))
    .filter(({ type }) => type === 'key.unexplained-destruction')
    .map(({ codes }) => (codes as { kid: string }).kid)
    .toSorted();
const entries = async () =>
  (await fixture.rows(outbox))
    .filter(({ type }) => type === 'key.unexplained-destruction')
    .map(({ codes }) => codes);
const kidsOf = async (person: Pick<Person, 'subjectId'>) =>
  of(await fixture.rows(subjectKeys), person)
    .map(({ kid }) => kid as string)
    .toSorted();
const alarms = () => lines.filter((line) => line.includes('KEY_DESTRUCTION_UNEXPLAINED'));
const nothingFailed = { batchItemFailures: [] };

async function expectExplained(destroyed: number): Promise<void> {
  const changes = await stones();
  expect(await consume(changes)).toEqual(nothingFailed);
  expect(changes).toHaveLength(destroyed);
  expect(await consume(await keyRows())).toEqual(nothingFailed);
  expect(await deletedRows()).toHaveLength(destroyed);
  expect(await reported()).toEqual([]);
  expect(lines).toEqual([]);
}

/** As code would that was smuggled into a function which carries out erasures. */
const destroy = (person: Pick<Person, 'subjectId'>, order: Parameters<typeof destroyKeys>[2]) =>
  destroyKeys(fixture, person.subjectId, order);
const silent = (requestId: RequestId) => ({ requestId, name: () => Promise.resolve() });

describe('destroyed keys, as a role sees them that can destroy none', () => {
  test('that role reaches no key, and neither role that destroys keys makes a request', () => {
    const tableActions = (needs: typeof retentionStream.needs, name: string): readonly string[] =>
      needs.flatMap((need) => ('table' in need && need.table.name === name ? need.actions : []));

    expect(tableActions(retentionStream.needs, 'subject-keys')).toEqual([]);
    expect(tableActions(retentionStream.needs, 'tombstones')).toEqual([]);
    expect(tableActions(retentionStream.needs, 'requests')).toEqual(['get', 'query-index']);
    for (const { needs } of [fulfilment, requestSweep]) {
      const onRequests = needs.flatMap((need) =>
        'table' in need && need.table.name === 'requests' ? [...need.actions] : [],
      );
      expect(onRequests).not.toContain('insert');
    }
  });

  test('an erasure explains the keys of its person, while it runs and when it is done', async () => {
    const ada = await user();
    const run = firstAttempt(await ask(ada));
    const steps = stepsOf(fixture);
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan', 'fence', 'revoke']) {
      await steps[name]!(fixture, run, notes);
    }
    await expectExplained(5);

    for (const name of ['purge', 'recount', 'verify', 'certify', 'conclude']) {
      await steps[name]!(fixture, run, notes);
    }

    await expectExplained(5);
  });

  test('keys that a write made meanwhile are named before they go, and late ones too', async () => {
    const ada = await user();
    const run = firstAttempt(await ask(ada));
    const steps = stepsOf(fixture);
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan', 'fence']) await steps[name]!(fixture, run, notes);
    const keys = fixture.subjectKeys;
    const late: typeof keys.destroy = async (...call) => {
      await keep(fixture, ada, [{ category: 'prompt-image' }]);
      return keys.destroy(...call);
    };

    await revokeKeys({ ...fixture, subjectKeys: { ...keys, destroy: late } }, run);
    await keep(fixture, ada, [{ category: 'output-text' }]);
    await destroyLateKeys(fixture, run);

    expect((await stones()).length).toBeGreaterThan(5);
    await expectExplained((await stones()).length);
    const row = await fixture.requests.get(run.requestId);
    const gone = (await fixture.rows(tombstones)).map(({ kid }) => kid as Kid);
    expect(row?.erasure?.destroyed?.map(({ kid }) => kid).toSorted()).toEqual(gone.toSorted());
  });

  test('the destruction of what a hold kept and of evidence is explained, each at its time', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ content: 'Evidence' }, { category: 'feedback' }]);
    const holds = openHolds(fixture);
    const placed = await holds.place(person.subjectId, {
      matter: 'Roe v. Wonder',
      categories: ['prompt-text'],
    });
    if (placed.kind !== 'placed') throw new Error(placed.kind);
    const run = firstAttempt(await ask(person));
    await erase(fixture, run);
    const atFirst = (await stones()).length;
    await holds.release(placed.hold.holdId);
    fixture.pass(3700);
    await fixture.sweep();
    const again = { ...run, attempt: 2 };
    // A run after a crash.
    const { verification } = await erase(fixture, again, 'revoke');
    expect(verification).toEqual({ kind: 'verified' });
    const settled = (await stones()).length;
    await expectExplained(settled);

    const { erasure } = (await fixture.requests.get(run.requestId))!;
    fixture.setClock(toRfc3339(plusSeconds(lastEnd(erasure!.withheld!)!, 1)));
    await fixture.sweep();

    expect(settled).toBeGreaterThan(atFirst);
    expect(await kidsOf(person)).toEqual([]);
    expect((await stones()).length).toBeGreaterThan(settled);
    await expectExplained((await stones()).length);
  });

  test('a destruction without a request raises the alarm and is entered for each key, once', async () => {
    const ada = await user();
    const kids = await kidsOf(ada);
    await destroy(ada, { order: silent(newRequestId()), keep: [] });
    const changes = await stones();

    expect(await consume(changes)).toEqual(nothingFailed);
    expect(alarms()).toHaveLength(kids.length);
    await consume(changes);

    expect(await reported()).toEqual(kids);
    expect(lines.join('\n')).not.toContain(ada.subjectId);
    expect(JSON.stringify(await fixture.rows(outbox))).not.toContain(ada.subjectId);
  });

  test.each([
    ['names no request', undefined],
    ['names a request in another shape', 7],
    ['names an empty request', ''],
    ['names more than a key can hold', 'x'.repeat(3_000)],
  ])('a tombstone that %s is reported', async (_, requestId) => {
    const kid = 'ab'.repeat(16);
    const stone = { kid, commitment: 'c', destroyedAt: toRfc3339(fixture.clock()) };
    await transact(fixture.database, [
      insert(tombstones, { ...stone, ...(requestId !== undefined && { requestId }) }),
    ]);

    expect(await watched()).toEqual(nothingFailed);

    expect(await reported()).toEqual([kid]);
  });

  test.each(['Ada Lovelace', 'k'.repeat(2_048)])(
    'a tombstone of no key of ours is entered without what it names: %#',
    async (kid) => {
      await transact(fixture.database, [insert(tombstones, { kid, requestId: newRequestId() })]);

      expect(await watched()).toEqual(nothingFailed);
      await watched();

      expect(await entries()).toEqual([{}]);
      expect(lines.join('\n')).not.toContain(kid);
    },
  );

  test('the erasure of one person does not explain keys of others that it never named', async () => {
    const [ada, grace] = [await user(), await user()];
    const run = firstAttempt(await ask(ada));
    await erase(fixture, run);
    const kids = await kidsOf(grace);

    await destroy(grace, { order: silent(run.requestId), keep: [] });
    await watched();

    expect(await reported()).toEqual(kids);
  });

  test('nor those of everybody, once it names more than one person has', async () => {
    const ada = await user();
    const run = firstAttempt(await ask(ada));
    await erase(fixture, run);
    const order = orderOfEnd(fixture.database, fixture.requests, run.requestId);
    await order.name(Array.from({ length: 100 }, () => crypto.randomUUID() as string as Kid));
    const grace = await user();
    const kids = await kidsOf(grace);

    await destroy(grace, { order, keep: [] });
    await watched();

    expect(await reported()).toEqual(expect.arrayContaining(kids));
  });

  test('a request that is no erasure, or one whose person is not fenced, explains nothing', async () => {
    const ada = await user();
    const run = firstAttempt(await ask(ada));
    await begin(fixture, run);
    const kids = await kidsOf(ada);

    await destroy(ada, {
      order: orderOfEnd(fixture.database, fixture.requests, run.requestId),
      keep: [],
    });
    await watched();

    expect(await reported()).toEqual(kids);
  });

  test('nor those of others that it was made to name', async () => {
    const [ada, grace] = [await user(), await user()];
    const run = firstAttempt(await ask(ada));
    await erase(fixture, run);
    await expectExplained(5);

    await destroy(grace, {
      order: orderOfEnd(fixture.database, fixture.requests, run.requestId),
      keep: [],
    });
    const rows = (await deletedRows()).length - 5;
    await watched();
    await consume(await keyRows());
    await consume(await keyRows());

    expect(rows).toBeGreaterThan(0);
    expect(await entries()).toEqual(Array.from({ length: rows }, () => ({})));
    expect(lines.join('\n')).not.toContain(grace.subjectId);
    const retained = JSON.stringify([
      await fixture.rows(outbox),
      await fixture.rows(countedChanges),
    ]);
    expect(retained).not.toContain(grace.subjectId);
  });

  test('gets again what it could not look up, from there on', async () => {
    const ada = await user();
    await erase(fixture, firstAttempt(await ask(ada)));
    const changes = await stones();

    const broken = await brokenAfter(fixture.server, 'GetItem', 0);
    const answer = await consume(changes, broken.database);
    await broken.stop();

    expect(answer.batchItemFailures).toEqual([
      { itemIdentifier: changes[0]!.dynamodb!.SequenceNumber },
    ]);
    expect(alarms()).toEqual([]);
    lines.length = 0;
    await expectExplained(5);
  });
});

describe('deleted key rows, as the same role sees them', () => {
  const rowsOf = async (person: Pick<Person, 'subjectId'>) =>
    of(await fixture.rows(subjectKeys), person) as unknown as KeyRow[];
  const deleteRow = ({ subjectId, erasureClass, version }: KeyRow) =>
    transact(fixture.database, [remove(subjectKeys, keyRowKey(subjectId, erasureClass), version)]);
  const putBack = (rows: readonly KeyRow[]) =>
    transact(
      fixture.database,
      rows.map((row) => insert(subjectKeys, { ...row })),
    );

  test('say whose row went and nothing of the key', async () => {
    const ada = await user();
    const [row] = await rowsOf(ada);

    await deleteRow(row!);

    const [{ dynamodb } = {}] = await deletedRows();
    expect(dynamodb?.Keys).toEqual({
      subjectId: { S: ada.subjectId },
      erasureClass: { S: row!.erasureClass },
    });
    expect(dynamodb).not.toHaveProperty('OldImage');
  });

  test('raise the alarm when no erasure was asked for, tombstone or not, each time once', async () => {
    const ada = await user();
    const [row] = await rowsOf(ada);

    await deleteRow(row!);
    await consume(await keyRows());
    await consume(await keyRows());
    expect(alarms()[0]).toContain('"table":"subject-keys"');
    expect(await entries()).toEqual([{}]);

    await putBack([row!]);
    await consume(await keyRows());
    expect(await entries()).toEqual([{}]);

    await deleteRow(row!);
    await consume(await keyRows());
    expect(await entries()).toEqual([{}, {}]);
  });

  test('are not explained by an erasure before its fence, nor by another request', async () => {
    const ada = await user();
    await begin(fixture, firstAttempt(await ask(ada)));
    const grace = await user();
    await submit(fixture, grace.caller, { kind: 'access' });
    const [ofAda] = await rowsOf(ada);
    const [ofGrace] = await rowsOf(grace);

    await deleteRow(ofAda!);
    await deleteRow(ofGrace!);
    await consume(await keyRows());

    expect(await entries()).toEqual([{}, {}]);
  });

  test('are explained when a restore brought them back and tombstones were replayed', async () => {
    const ada = await user();
    const rows = await rowsOf(ada);
    await erase(fixture, firstAttempt(await ask(ada)));
    const gone = new Set((await fixture.rows(tombstones)).map(({ kid }) => kid));
    const restored = rows.filter(({ kid }) => gone.has(kid));
    await putBack(restored);

    const removed = await destroyedAgain(fixture.database);

    expect(removed).toBe(restored.length);
    expect(await consume(await keyRows())).toEqual(nothingFailed);
    expect(lines).toEqual([]);
    expect(await entries()).toEqual([]);
  });
});
