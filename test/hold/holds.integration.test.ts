import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { holdHandlers } from '../../lambda/hold/api.ts';
import { holdRoutes } from '../../lambda/hold/routes.ts';
import { holdApi } from '../../lambda/hold/needs.ts';
import { holds } from '../../lambda/hold/table.ts';
import { boundTo } from '../record/record-fixture.ts';
import { keep, officer, openRequestFixture, newPerson } from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call } from '../support/call.ts';

let fixture: RequestFixture;
let app: App;
beforeAll(async () => {
  fixture = await openRequestFixture();
  const { keyring, subjectKeys, policy, clock, log, workflow } = fixture;
  const database = boundTo(holdApi, fixture.server, fixture.database);
  const parts = { database, keyring, subjectKeys, policy, clock, log, workflow };
  app = createApp(parts, holdRoutes, holdHandlers(parts));
});
afterAll(() => fixture.stop());

const send = (method: string, path: string, rest: Partial<Call> = {}) =>
  call(
    app,
    justSignedIn({ method, path: `/v1/holds${path}`, caller: officer, ...rest }, fixture.clock()),
  );
const place = ({ email }: Pick<Person, 'email'>, rest: object = {}, headers = {}) =>
  send('POST', '', {
    body: { subject: { type: 'email', value: email }, matter: 'Roe v. Wonder', ...rest },
    headers,
  });
const heldOf = async ({ subjectId }: Person) =>
  (await fixture.subjects.get(subjectId))?.heldCategories;

describe('a legal hold', () => {
  test('is answered with its matter, which is encrypted; the row of the person names what is held', async () => {
    const person = await newPerson(fixture);

    const placed = await place(person, { categories: ['prompt-text', 'feedback', 'feedback'] });

    expect(placed.status).toBe(201);
    expect(placed.body).toEqual({
      holdId: expect.any(String),
      state: 'open',
      categories: ['feedback', 'prompt-text'],
      matter: 'Roe v. Wonder',
      placedAt: expect.any(String),
    });
    const scopes = 'custos/holds';
    expect((await send('GET', `/${placed.body.holdId}`, { scopes })).body).toEqual(placed.body);
    expect(await heldOf(person)).toEqual(['feedback', 'prompt-text']);
    const stored = JSON.stringify(
      [...(await fixture.rows(holds)), ...(await fixture.rows(outbox))],
      (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(stored).not.toContain('Wonder');
    expect(fixture.logged.join('\n')).not.toContain('Wonder');
  });

  test('ends with its release; what another hold keeps stays held', async () => {
    const person = await newPerson(fixture);
    const all = (await place(person)).body;
    const some = (await place(person, { categories: ['feedback'] })).body;
    expect(await heldOf(person)).toBe('all');

    const released = await send('DELETE', `/${all.holdId}`);

    expect(released.body).toMatchObject({ ...all, state: 'released' });
    expect(await heldOf(person)).toEqual(['feedback']);
    expect((await send('DELETE', `/${all.holdId}`)).body).toEqual(released.body);
    await send('DELETE', `/${some.holdId}`);
    expect(await heldOf(person)).toEqual([]);
    expect((await send('GET', `/${some.holdId}`)).body).toMatchObject({
      state: 'released',
      matter: 'Roe v. Wonder',
    });
  });

  test('placed and released at the same moment as others, none is lost', async () => {
    const person = await newPerson(fixture);
    const first = (await place(person, { categories: ['account-profile'] })).body;
    const categories = ['prompt-text', 'feedback', 'usage-log', 'unclassified'];

    await Promise.all([
      ...categories.map((category) => place(person, { categories: [category] })),
      send('DELETE', `/${first.holdId}`),
    ]);

    expect(await heldOf(person)).toEqual([...categories].sort());
  });

  test('enters the ledger when it is placed, released and looked at', async () => {
    const person = await newPerson(fixture);
    const before = (await fixture.rows(outbox)).length;
    const { holdId } = (await place(person, { categories: ['feedback'] })).body;
    await send('GET', `/${holdId}`, { scopes: 'custos/holds' });
    await send('GET', '', { scopes: 'custos/holds' });
    await send('DELETE', `/${holdId}`);

    const entries = (await fixture.rows(outbox)).sort((one, other) =>
      String(one['entryId']) < String(other['entryId']) ? -1 : 1,
    );

    expect(entries.slice(before).map(({ type, codes }) => [type, codes])).toEqual([
      ['hold.placed', { categories: ['feedback'] }],
      ['staff.read', { route: 'readHold' }],
      ['staff.read', { route: 'listHolds' }],
      ['hold.released', { categories: ['feedback'] }],
    ]);
  });

  test('repeated with its key is placed once', async () => {
    const person = await newPerson(fixture);
    const headers = { 'idempotency-key': 'hold-1' };

    const first = await place(person, { categories: ['feedback'] }, headers);
    const again = await place(person, { categories: ['feedback'] }, headers);

    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  test('is listed by state, page after page, newest first', async () => {
    const person = await newPerson(fixture);
    for (let count = 0; count < 3; count += 1) await place(person);

    const first = await send('GET', '', { query: { limit: '2' } });
    const cursor = first.body.nextCursor as string;
    const second = await send('GET', '', { query: { limit: '2', cursor } });
    const other = await send('GET', '', { query: { state: 'released', cursor } });

    const ids = [...first.body.items, ...second.body.items].map(({ holdId }) => holdId as string);
    expect(ids).toHaveLength(4);
    expect([...ids].sort().reverse()).toEqual(ids);
    expect(other.body.errors[0].pointer).toBe('/query/cursor');
  });

  test.each([
    [{ categories: ['unheard-of'] }, '/categories/0'],
    [{ categories: [] }, '/categories'],
    [{ matter: '' }, '/matter'],
    [{ until: '2027-01-01' }, '/until'],
  ])('with %j is refused at %s', async (rest, pointer) => {
    const person = await newPerson(fixture);

    const answer = await place(person, rest);

    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].pointer).toBe(pointer);
    expect(await heldOf(person)).toEqual([]);
  });

  test('suspends what the person deletes, until it is released (GDPR Art. 17(3)(e))', async () => {
    const person = await newPerson(fixture);
    const { records } = fixture;
    await keep(fixture, person, [{}, { category: 'feedback', purposes: ['support'] }]);
    const { records: retained } = await records.page(person.subjectId, {
      accepts: () => true,
      limit: 10,
    });
    const idOf = (category: string) =>
      retained.find((each) => each.category === category)!.recordId;
    const { holdId } = (await place(person, { categories: ['prompt-text'] })).body;

    expect(await records.delete(person.subjectId, idOf('prompt-text'))).toEqual({
      ...{ kind: 'kept', ground: 'legal-claims' },
    });
    expect(await records.delete(person.subjectId, idOf('feedback'))).toEqual({ kind: 'deleted' });
    await send('DELETE', `/${holdId}`);
    expect(await records.delete(person.subjectId, idOf('prompt-text'))).toEqual({
      kind: 'deleted',
    });
  });

  test('names a person who is known and not being erased', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{}]);
    await fixture.subjects.fence(person.subjectId);

    expect((await place({ email: 'nobody@example.org' })).status).toBe(404);
    expect((await place(person)).body.type).toBe('urn:custos:problem:subject-erased');
    for (const method of ['GET', 'DELETE']) {
      expect((await send(method, '/0193f1c0-6b20-7a11-8c3d-4e5f60718293')).status).toBe(404);
      expect((await send(method, '/x')).status).toBe(404);
    }
  });
});
