import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { followUpApi } from '../../lambda/follow-up/needs.ts';
import { mediaContent } from '../../lambda/media/content/needs.ts';
import { requestApi } from '../../lambda/request-api/needs.ts';
import { functions } from '../../lib/functions.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import {
  firstAttempt,
  follow,
  openRequestFixture,
  newPerson,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

test('follow-up-api does what it declares, and nothing else', async () => {
  const { caller } = await newPerson(fixture);
  const access = await submit(fixture, caller, { kind: 'access' });
  await begin(fixture, firstAttempt(access));
  await fulfilExport(fixture, firstAttempt(access));
  const portability = await submit(fixture, caller, { kind: 'portability' });
  const restriction = await submit(fixture, caller, { kind: 'restriction' });
  const complaint = await submit(fixture, caller, { kind: 'complaint', reason: 'No.' });
  await staff(fixture, 'POST', `/${complaint.body.request.requestId}/deny`, {
    body: { ground: 'manifestly-unfounded' },
  });

  const done = await actionsDuring(fixture.database, async () => {
    for (const [method, path, answer] of [
      ['GET', '', access],
      ['POST', '/download', access],
      ['DELETE', '', portability],
      ['DELETE', '', restriction],
    ] as const) {
      const { status } = await follow(fixture, answer.body.followUpToken, method, path);
      expect(status).toBe(200);
    }
    const appealed = await fixture.send({
      ...{ method: 'POST', path: '/v1/follow-up/appeal', body: { reason: 'I had objected.' } },
      headers: { 'idempotency-key': randomUUID() },
      caller: { kind: 'follow-up', token: complaint.body.followUpToken },
    });
    expect(appealed.status).toBe(202);
  });

  // The token of a request that waits for its code is asked for in the table of those.
  const waiting = ['get', 'update'].map((action) => `test-pending-requests ${action}`);

  // Should the `ledger` key be missing, the entry that is committed under it makes it.
  expect([...done, ...waiting, 'test-subject-keys insert'].sort()).toEqual(declaredBy(followUpApi));
});

test('what answers without a sign-in neither looks people up nor reads their data', () => {
  const open = functions.filter(
    ({ trigger }) =>
      trigger.kind === 'routes' && trigger.routes.some(({ access }) => access.kind !== 'token'),
  );
  const keysOf = ({ needs }: (typeof open)[number]) =>
    needs.flatMap((need) => ('keyring' in need ? need.keyring : []));

  expect(open.map(({ name }) => name)).toContain('follow-up-api');
  expect(open.map(({ name }) => name)).not.toContain(requestApi.name);
  for (const facts of open) {
    expect(keysOf(facts)).not.toContain('hmac-alias');
    const tables = facts.needs.flatMap((need) => ('table' in need ? [need.table.name] : []));
    expect(tables).not.toContain('aliases');
    expect(tables).not.toContain('consents');
    // A link opens the one record that its row names: no record can be searched for.
    const ofRecords = facts.needs.flatMap((need) =>
      'table' in need && need.table.name === 'records' ? need.actions : [],
    );
    expect(ofRecords, facts.name).toEqual(facts.name === mediaContent.name ? ['get'] : []);
  }
});
