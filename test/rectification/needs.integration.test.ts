import { expect, test } from 'vitest';
import { rectificationApi, rectificationSweep } from '../../lambda/rectification/needs.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import { accept, bonn, cologne, ofCity, personWith, rectifications } from './rectifications.ts';

const world = rectifications();

test('rectification-api does what it declares, and nothing else', async () => {
  const person = await personWith(world, [bonn, bonn]);
  const [first = '', second = ''] = person.recordIds;
  const { requestId } = await world.ask(person, [
    { recordId: first, content: cologne },
    { recordId: second },
    ofCity,
  ]);

  const done = await actionsDuring(world.fixture.database, async () => {
    for (const number of [1, 2, 3]) {
      expect((await world.decide(requestId, number, accept)).status).toBe(200);
    }
  });

  // Should the `ledger` key be missing, the entry that is committed under it makes it.
  expect([...done, 'test-subject-keys insert'].sort()).toEqual(declaredBy(rectificationApi));
});

test('rectification-sweep does what it declares, and nothing else', async () => {
  const person = await personWith(world, [bonn, bonn]);
  const [removed = ''] = person.recordIds;
  const { requestId } = await world.ask(person, [{ recordId: removed }, ofCity]);
  const { server, database } = world.fixture;
  for (const number of [1, 2]) {
    const dying = dyingAfter({ endpoint: server.endpoint, database }, 1);
    await world.decideOn(dying, requestId, number, accept).catch(() => undefined);
  }
  world.fixture.pass(61);

  const done = await actionsDuring(world.fixture.database, () => world.sweep());

  world.fixture.setClock(undefined);
  expect((await world.seen(requestId)).status).toBe('completed');
  expect([...done, 'test-subject-keys insert'].sort()).toEqual(declaredBy(rectificationSweep));
});

test('neither looks people up, opens a request, stores a new record, reads consents or exports', () => {
  const rightsOf = ({ needs }: FunctionFacts) =>
    needs.flatMap((need) =>
      'table' in need
        ? need.actions.map((action) => `${need.table.name} ${action}`)
        : Object.entries(need).flatMap(([part, uses]) =>
            [uses].flat().map((use) => `${part} ${use}`),
          ),
    );
  const both = [...rightsOf(rectificationApi), ...rightsOf(rectificationSweep)];

  for (const right of [
    ...['aliases get', 'keyring hmac-alias', 'requests insert', 'open-requests insert'],
    ...['records insert', 'subjects insert', 'subject-keys update', 'subject-keys delete'],
    ...['outbox delete', 'activity delete', 'keyring sign', 'workflow fulfilment', 'objects link'],
  ]) {
    expect(both).not.toContain(right);
  }
  expect(both.filter((right) => /^(consents|consent-states) /.test(right))).toEqual([
    ...['consent-states query', 'consent-states query'],
  ]);
  // The sweep has no caller, and so makes no mark of one.
  expect(rightsOf(rectificationSweep).filter((right) => right.includes('hmac'))).toEqual([]);
});
