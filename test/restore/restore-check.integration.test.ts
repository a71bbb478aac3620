import { BatchWriteItemCommand, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { compactVerify, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isComplete, printed } from '../../cli/restore-check/print.ts';
import { consents, consentStates } from '../../lambda/consent/table.ts';
import { holds } from '../../lambda/hold/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordApi } from '../../lambda/record/needs.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { records } from '../../lambda/record/table.ts';
import { erasedAgain } from '../../lambda/request/erased-again.ts';
import { openRequests, requests } from '../../lambda/request/table.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import type { CheckedTable } from '../../cli/restore-check/check.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { boundTo } from '../record/record-fixture.ts';
import {
  consent,
  firstAttempt,
  follow,
  keep,
  newPerson,
  openRequestFixture,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { call } from '../support/call.ts';
import { checkedInPlace } from './replayed.ts';
import { lose, restore } from './restore-fixture.ts';
import type { Restored } from './restore-fixture.ts';

let fixture: RequestFixture;
let copy: Restored | undefined;
beforeEach(async () => {
  fixture = await openRequestFixture();
});
afterEach(async () => {
  await copy?.stop();
  copy = undefined;
  await fixture.stop();
});

const { user, ask } = erasures(() => fixture);
const of = (rows: Record<string, unknown>[], { subjectId }: Person) =>
  rows.filter((row) => row['subjectId'] === subjectId);
const named = (checked: readonly CheckedTable[], name: string) =>
  checked.find(({ table }) => table === name)!;

/** The API on the restored tables. */
const recordsOn = (restored: Restored): App => {
  const database = boundTo(recordApi, restored, restored.database);
  const { subjectKeys: keys } = fixture.on(restored.database);
  const deps = { ...fixture, database, subjectKeys: keys };
  return createApp(deps, recordRoutes, recordHandlers(deps));
};
const own = async (app: App, { caller }: Person): Promise<unknown[]> => {
  const { body } = await call(app, { method: 'GET', path: '/v1/me/records', caller });
  return body.items.map(({ content }: { content: unknown }) => content);
};

/** As the API presents it: the follow-up on the tables that were restored. */
const erasureOf = async (person: Person) => {
  const answer = await ask(person);
  await erase(fixture, firstAttempt(answer));
  return answer;
};

describe('a copy from before an erasure, restored and checked', () => {
  test('has the person no more, nothing of them can be decrypted, and the neighbour is whole', async () => {
    const [erased, neighbour] = [await user(), await user()];
    const before = await own(recordsOn({ ...fixture.server } as Restored), neighbour);
    copy = await restore(fixture);
    const answer = await erasureOf(erased);
    expect(await own(recordsOn(copy), erased)).toContain('A secret of mine');

    const checked = await copy.check();

    expect(isComplete(checked)).toBe(true);
    fixture.pass(2);
    const app = recordsOn(copy);
    expect(await own(app, neighbour)).toEqual(before);
    expect(await own(app, erased)).toEqual([]);
    for (const table of [consentStates, openRequests, subjects]) {
      expect(of(await copy.rows(table), erased), table.name).toEqual([]);
    }
    expect(of(await copy.rows(aliases), erased)).toEqual([]);
    const kids = new Set((await copy.rows(tombstones)).map(({ kid }) => kid));
    expect(kids.size).toBeGreaterThan(0);
    expect((await copy.rows(subjectKeys)).filter(({ kid }) => kids.has(kid))).toEqual([]);
    expect(of(await copy.rows(records), neighbour)).toHaveLength(4);
    // What the erasure withholds, under a key that is not destroyed.
    expect(of(await copy.rows(records), erased)).toHaveLength(1);
    // The certificate and the ledger say so on the restored tables.
    const row = await fixture.on(copy.database).requests.get(firstAttempt(answer).requestId);
    const key = await importJWK({ ...(await fixture.keyring.publicKey('certificates')) }, 'EdDSA');
    const { payload } = await compactVerify(row!.certificate!, key);
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ status: 'ERASED' });
    expect((await copy.rows(outbox)).map(({ type }) => type)).toContain('erasure.keys-destroyed');
    expect((await follow(fixture, answer.body.followUpToken)).body.certificate).toBe(
      row!.certificate,
    );
  });

  test.each(['releasedAt', 'residueFoundAt'] as const)(
    'has the person no more while they are erased again (%s)',
    async (reason) => {
      const [erased, at] = [await user(), '2026-11-28T10:00:00.000Z'];
      copy = await restore(fixture);
      const { requestId } = firstAttempt(await erasureOf(erased));
      await fixture.requests.change(requestId, (row) => ({
        kind: 'change',
        set: { erasure: erasedAgain(row, { [reason]: at }) },
      }));

      const checked = await copy.check();

      expect(isComplete(checked)).toBe(true);
      for (const table of [consentStates, openRequests, subjects, aliases]) {
        expect(of(await copy.rows(table), erased), table.name).toEqual([]);
      }
    },
  );

  test('is unchanged by a second check, and whole after one that was killed', async () => {
    const erased = await user();
    await user();
    copy = await restore(fixture);
    await erasureOf(erased);

    for (let calls = 1; calls <= 12; calls += 3) {
      let left = calls;
      const { client, physicalName } = copy.database;
      const dying = new Proxy(client, {
        get: (target, name) =>
          name === 'send'
            ? (command: never) => {
                left -= 1;
                if (left < 0) throw new Error('killed');
                return target.send(command);
              }
            : Reflect.get(target, name),
      });
      await expect(copy.check({ client: dying, physicalName })).rejects.toThrow();
    }
    expect(isComplete(await copy.check())).toBe(true);

    const again = await copy.check();
    expect(isComplete(again)).toBe(true);
    for (const { replaced, added, removed } of again) {
      expect({ replaced, added, removed }).toEqual({ replaced: 0, added: 0, removed: {} });
    }
  });
});

describe('restored tables permit no more than the living ones', () => {
  test('a consent that was withdrawn since is withdrawn, and the event is there', async () => {
    const person = await newPerson(fixture);
    await consent(fixture, person, 'refused');
    copy = await restore(fixture, [consentStates, consents]);
    await consent(fixture, person, 'withdrawn');

    const checked = await copy.check();

    expect(isComplete(checked)).toBe(true);
    expect(of(await copy.rows(consentStates), person)).toMatchObject([{ state: 'withdrawn' }]);
    expect(of(await copy.rows(consents), person)).toHaveLength(2);
  });

  test('a restriction that was asked for since restricts', async () => {
    const person = await newPerson(fixture);
    copy = await restore(fixture, [subjects, requests, openRequests]);
    await submit(fixture, person.caller, { kind: 'restriction' });

    expect(isComplete(await copy.check())).toBe(true);

    for (const table of [subjects, requests, openRequests]) {
      expect(await copy.rows(table), table.name).toEqual(await fixture.rows(table));
    }
    expect(await copy.rows(openRequests)).toHaveLength(1);
  });

  test('a lock of a request that was closed since is not restored', async () => {
    const person = await newPerson(fixture);
    const { body } = await submit(fixture, person.caller, { kind: 'access' });
    copy = await restore(fixture, [openRequests]);
    const path = `/v1/me/requests/${body.request.requestId}`;
    const { status } = await fixture.send({ method: 'DELETE', path, caller: person.caller });
    expect(status).toBe(200);
    await lose(fixture, openRequests);

    const checked = await copy.check();

    expect(named(checked, 'open-requests').removed).toEqual({ 'request-closed': 1 });
    expect(await copy.rows(openRequests)).toEqual([]);
  });

  test('a record that the person deleted since stays deleted; one that was lost comes back', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ content: 'Deleted' }, { content: 'Lost' }]);
    copy = await restore(fixture, [records]);
    const app = recordsOn({ ...fixture.server } as Restored);
    const { body } = await call(app, {
      method: 'GET',
      path: '/v1/me/records',
      caller: person.caller,
    });
    const doomed = body.items.find(({ content }: { content: unknown }) => content === 'Deleted');
    const path = `/v1/me/records/${doomed.recordId}`;
    expect((await call(app, { method: 'DELETE', path, caller: person.caller })).status).toBe(204);
    await lose(fixture, records);
    await keep(fixture, person, [{ content: 'Written since' }]);

    const checked = await copy.check();

    expect(named(checked, 'records')).toMatchObject({
      ...{ read: 2, added: 1, removed: { 'deleted-since': 1 }, left: 0, unknown: false },
    });
    expect(await copy.rows(records)).toHaveLength(2);
  });

  test('a record whose period has ended since is not restored', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{}]);
    copy = await restore(fixture, [records]);
    await lose(fixture, records);
    fixture.pass(31 * 86_400);

    expect(named(await copy.check(), 'records').removed).toEqual({ 'period-ended': 1 });
  });

  test('an identifier that was removed since names the person no more', async () => {
    const person = await newPerson(fixture);
    copy = await restore(fixture, [aliases]);
    const [first] = of(await fixture.rows(aliases), person);
    const { client, physicalName } = fixture.database;
    const Key = { alias: { S: String(first!['alias']) } };
    await client.send(new DeleteItemCommand({ TableName: physicalName(aliases), Key }));

    const checked = await copy.check();

    expect(named(checked, 'aliases').removed).toEqual({ 'identifier-removed': 1 });
  });
});

describe('a check is not complete', () => {
  test('when no living table says what was changed since, and keys are destroyed all the same', async () => {
    const erased = await user();
    copy = await restore(fixture, [subjectKeys]);
    await erasureOf(erased);

    const alone = await checkedInPlace(fixture.database, [holds, consentStates]);
    const keys = await copy.check();

    expect(isComplete(alone)).toBe(false);
    expect(printed(alone)).toContain('holds: no living table, so what was changed since');
    expect(isComplete(keys)).toBe(true);
    expect(printed(keys)).toContain('rows removed, key destroyed');
  });

  test('when a row of a key or a request cannot be read', async () => {
    copy = await restore(fixture, [subjectKeys]);
    const Item = { subjectId: { S: 'one' }, erasureClass: { S: 'content' } };
    const RequestItems = {
      [copy.database.physicalName(subjectKeys)]: [{ PutRequest: { Item } }],
    };
    await copy.database.client.send(new BatchWriteItemCommand({ RequestItems }));

    const checked = await copy.check();

    expect(named(checked, 'subject-keys').unreadable).toBe(1);
    expect(isComplete(checked)).toBe(false);
  });
});
