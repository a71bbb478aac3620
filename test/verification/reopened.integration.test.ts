import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finalitySweep } from '../../lambda/finality/needs.ts';
import { sweepFinality } from '../../lambda/finality/sweep.ts';
import { pendingFinality } from '../../lambda/finality/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { PurgedTable } from '../../lambda/platform/dynamo/facts.ts';
import { insert, keyNames } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { mediaName } from '../../lambda/platform/media/media-objects.ts';
import { openRequestStore } from '../../lambda/request/store.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import { consentStates } from '../../lambda/consent/table.ts';
import { records } from '../../lambda/record/table.ts';
import { newRecordId } from '../../lambda/value/ids.ts';
import { plusSeconds } from '../../lambda/value/time.ts';
import { purgedTables } from '../../lambda/erasure/purged-tables.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { accountThat, cleanAccount } from '../finality/answering-aws.ts';
import { boundTo } from '../record/record-fixture.ts';
import { firstAttempt, follow, openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { passOn } from './pass-fixture.ts';

let fixture: RequestFixture;
beforeEach(async () => {
  fixture = await openRequestFixture();
  fixture.setClock('2026-11-28T10:00:00.250Z');
});
afterEach(() => fixture.stop());
const { user, ask, verified } = erasures(() => fixture);
const day = 86_400;

async function erased() {
  await user();
  const person = await user();
  const { Items: keys = [] } = await fixture.database.client.send(
    new ScanCommand({ TableName: fixture.database.physicalName(subjectKeys) }),
  );
  const answer = await ask(person);
  await erase(fixture, firstAttempt(answer));
  fixture.pass(1_300);
  const own = keys.filter((key) => key['subjectId']?.S === person.subjectId);
  return { person, ...firstAttempt(answer), token: answer.body.followUpToken as string, keys: own };
}

function finalities() {
  const { recovery } = accountThat(cleanAccount(fixture.clock), fixture.clock);
  const parts = {
    ...fixture,
    database: boundTo(finalitySweep, fixture.server, fixture.database),
  };
  const until = plusSeconds(fixture.clock(), 60);
  return sweepFinality({ ...parts, requests: openRequestStore(parts), recovery }, until);
}

const isDeleted = ({ erasure }: PurgedTable): boolean => erasure.by.startsWith('deletion');
const seen = async (token: string) => (await follow(fixture, token)).body;

describe('an erasure of whose person something is left', () => {
  test('is carried out and certified again, and is final after another pass', async () => {
    const { person, requestId, token } = await erased();
    const first = await seen(token);
    for (const table of purgedTables.filter(isDeleted)) {
      const key = Object.fromEntries(keyNames(table).map((name) => [name, 'made-up']));
      const row = {
        ...key,
        subjectId: person.subjectId,
        version: 1,
        category: 'prompt-text',
        requestId,
      };
      const statement = insert(table, { ...row, expiresAt: 4_000_000_000 });
      expect((await transact(fixture.database, [statement])).kind).toBe('committed');
    }
    await fixture.media.put(mediaName(person.subjectId, newRecordId()), Readable.from(['left']));

    await passOn(fixture);
    const swept = await finalities();
    const reopened = await seen(token);
    const row = await fixture.requests.get(requestId);
    fixture.pass(200);
    await fixture.sweep();
    const started = await fixture.started();
    await erase(fixture, { requestId, attempt: 2 });

    expect(swept).toEqual({ final: 0, waiting: 0, reopened: 1, failed: 0 });
    expect(row?.attempt).toBe(2);
    expect(started).toContain(`${requestId}-2`);
    expect(reopened).toMatchObject({ status: first.status, certificate: first.certificate });
    expect(reopened.timeline.at(-1).event).toBe('residue-found');
    const entries = (await fixture.rows(outbox)).filter(
      ({ type }) => type === 'erasure.residue-found',
    );
    expect(entries).toMatchObject([
      { codes: { tables: expect.arrayContaining(['media', 'records']) } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(person.subjectId);

    const second = await seen(token);
    expect(second.status).toBe(first.status);
    expect(second.tasks[0].withheld).toEqual(first.tasks[0].withheld);
    expect(second.tasks[0].counts).toEqual(first.tasks[0].counts);
    const [before, after] = [await verified(first.certificate), await verified(second.certificate)];
    expect(after.payload.previousCertificateSha256).toBe(sha256Hex(first.certificate));
    expect(after.payload.kids.toSorted()).toEqual(before.payload.kids.toSorted());

    fixture.pass(8 * day);
    await passOn(fixture);
    expect(await finalities()).toMatchObject({ final: 1, reopened: 0 });
    const final = (await seen(token)).finalCertificateContent;
    expect(final.erasedCertificateSha256).toBe(sha256Hex(second.certificate));
    expect(final.verification).toMatchObject({ left: 0, tables: purgedTables.length });
    expect(Date.parse(final.verification.startedAt)).toBeGreaterThan(
      Date.parse(second.timeline.at(-1).at),
    );
    expect(await fixture.rows(pendingFinality)).toEqual([]);
  });

  test('keeps what was exempt, also where the policy has no such ground any more', async () => {
    const { person, requestId, token } = await erased();
    const exemptRows = async () =>
      (await fixture.rows(records)).filter((row) => row['subjectId'] === person.subjectId);
    const exempt = await exemptRows();
    expect(exempt).not.toEqual([]);
    const row = { subjectId: person.subjectId, purpose: 'made-up', version: 1 };
    await transact(fixture.database, [insert(consentStates, row)]);
    await passOn(fixture);
    await finalities();
    const purposes = Object.fromEntries(
      Object.entries(fixture.policy.purposes).map(([id, purpose]) => [
        id,
        { ...purpose, withhold: undefined },
      ]),
    );

    await erase({ ...fixture, policy: { ...fixture.policy, purposes } }, { requestId, attempt: 2 });

    expect(await exemptRows()).toEqual(exempt);
    expect((await seen(token)).timeline.at(-1).event).toBe('certificate-issued');
  });

  test('loses keys again that a restore brought back, and no key is made for the ledger', async () => {
    const { person, requestId, token, keys } = await erased();
    const TableName = fixture.database.physicalName(subjectKeys);
    for (const Item of keys) {
      await fixture.database.client.send(new PutItemCommand({ TableName, Item }));
    }

    await passOn(fixture);
    await finalities();
    await erase(fixture, { requestId, attempt: 2 });

    const left = (await fixture.rows(subjectKeys)).filter(
      (row) => row['subjectId'] === person.subjectId,
    );
    expect(left.map((row) => row['erasureClass'])).not.toContain('ledger');
    expect(left.map((row) => row['erasureClass'])).not.toContain('content');
    expect(fixture.logged.join()).toContain('KEY_CAME_BACK');
    expect((await seen(token)).timeline.at(-1).event).toBe('certificate-issued');
  });

  test.each(['begin', 'count', 'plan', 'fence', 'revoke', 'purge', 'recount', 'verify', 'certify'])(
    'ends as if it had not died after the step %s',
    async (step) => {
      const { person, requestId, token } = await erased();
      const table = purgedTables.find(({ name }) => name === 'records')!;
      const row = { subjectId: person.subjectId, recordId: newRecordId(), version: 1 };
      await transact(fixture.database, [
        insert(table, { ...row, category: 'prompt-text', expiresAt: 4_000_000_000 }),
      ]);
      await passOn(fixture);
      await finalities();

      await erase(fixture, { requestId, attempt: 2 }, step);

      fixture.pass(1_300);
      await passOn(fixture);
      expect((await fixture.rows(pendingFinality)).map((one) => one['verified'])).toEqual([
        expect.objectContaining({ tables: purgedTables.length }),
      ]);
      const events = (await seen(token)).timeline.map(({ event }: { event: string }) => event);
      expect(events.filter((event: string) => event === 'certificate-issued')).toHaveLength(2);
    },
  );
});
