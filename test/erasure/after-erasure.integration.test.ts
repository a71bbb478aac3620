import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activity } from '../../lambda/ledger/table.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { openRequests } from '../../lambda/request/table.ts';
import { openHolds } from '../../lambda/hold/store.ts';
import { countForPeople } from '../count/for-people.ts';
import { overviewHandlers } from '../../lambda/overview/api.ts';
import { overviewRoutes } from '../../lambda/overview/routes.ts';
import { overviewApi } from '../../lambda/overview/needs.ts';
import { boundTo } from '../record/record-fixture.ts';
import { call } from '../support/call.ts';
import { erase } from './erasure-steps.ts';
import {
  firstAttempt,
  follow,
  keep,
  openRequestFixture,
  newPerson,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

async function erased(purposes: readonly string[] = ['safety']): Promise<Person> {
  const person = await newPerson(fixture);
  await keep(fixture, person, [
    { content: 'Hello' },
    { category: 'safety-score', purposes, content: { score: 0.97 } },
  ]);
  await erase(fixture, firstAttempt(await submit(fixture, person.caller, { kind: 'erasure' })));
  return person;
}
const isKnown = async ({ caller }: Person) => (await fixture.subjects.resolveCaller(caller)).kind;
const read = (person: Person, requestId: string) =>
  fixture.send({ method: 'GET', path: `/v1/me/requests/${requestId}`, caller: person.caller });
const scoreOf = async ({ caller }: Person) => {
  const parts = { ...fixture, database: boundTo(overviewApi, fixture.server, fixture.database) };
  const app = createApp(parts, overviewRoutes, overviewHandlers(parts));
  const { body } = await call(app, { method: 'GET', path: '/v1/me/data', caller });
  return body.items.find(({ category }: { category: string }) => category === 'safety-score');
};

describe('GDPR Art. 15(1): what an erasure withheld', () => {
  test('is shown to the person who signs in as the erased one, with ground, count and end', async () => {
    const person = await erased();

    const shown = await scoreOf(person);

    expect(shown).toMatchObject({ count: 1, purposes: expect.any(Array) });
    expect(shown.withheld).toEqual([
      {
        ...{ category: 'safety-score', count: 1, ground: 'legal-obligation' },
        ...{ reference: expect.any(String), until: expect.any(String) },
      },
    ]);
  });

  test('is shown after they are registered again, and erased again, until it ends', async () => {
    const person = await erased();
    await fixture.subjects.register(person.caller, { by: 'subject' });
    const again = await scoreOf(person);
    const late = { authenticatedAt: Math.floor(fixture.clock() / 1000) };
    const caller = { ...person.caller, ...late } as Person['caller'];
    await erase(fixture, firstAttempt(await submit(fixture, caller, { kind: 'erasure' })));
    const twice = await scoreOf(person);
    const until = Date.parse(twice.withheld[0].until as string);
    fixture.setClock(new Date(until + 1000).toISOString());
    const over = await scoreOf(person);
    fixture.setClock(undefined);

    expect(again.withheld).toHaveLength(1);
    expect(twice.withheld).toEqual(again.withheld);
    expect(over).not.toHaveProperty('withheld');
  });

  test('is shown until it ends, though a later erasure of the person withheld nothing', async () => {
    const person = await erased();
    const { withheld } = await scoreOf(person);
    await fixture.subjects.register(person.caller, { by: 'subject' });
    await erase(fixture, firstAttempt(await submit(fixture, person.caller, { kind: 'erasure' })));

    fixture.setClock(new Date(Date.parse(withheld[0].until) - 1000).toISOString());
    const before = await isKnown(person);
    fixture.setClock(new Date(Date.parse(withheld[0].until) + 1000).toISOString());
    const after = await isKnown(person);
    fixture.setClock(undefined);

    expect([before, after]).toEqual(['erased', 'unknown']);
  });

  test('is not shown to others, nor where nothing is withheld', async () => {
    await erased();

    expect(await scoreOf(await newPerson(fixture))).not.toHaveProperty('withheld');
    expect(await scoreOf(await erased(['support']))).not.toHaveProperty('withheld');
  });

  test('GDPR Art. 17(3)(e): what a hold keeps is shown while the person is there', async () => {
    const person = await newPerson(fixture);
    const { subjectId } = person;
    await openHolds(fixture).place(subjectId, { matter: 'Roe', categories: ['safety-score'] });
    const change = {
      ...{ subjectId, category: 'safety-score', day: '2026-11-28', by: 1 as const },
      purposes: ['safety'],
    };
    await countForPeople(fixture, [{ ...change, eventId: 'made-up' }]);

    expect((await scoreOf(person)).withheld).toEqual([
      {
        ...{ category: 'safety-score', count: 1, ground: 'legal-claims' },
        reference: 'GDPR Art. 17(3)(e), legal hold',
      },
    ]);
  });
});

test.each(['objection', 'withdraw-consent', 'opt-out-sale-share', 'restriction'] as const)(
  'behind the fence of an erasure %s is completed as well: a refusal is never rejected',
  async (kind) => {
    const person = await newPerson(fixture);
    const begun = firstAttempt(await submit(fixture, person.caller, { kind: 'erasure' }));
    await fixture.subjects.fence(person.subjectId);

    const { status, body } = await submit(fixture, person.caller, { kind });

    expect(status).toBe(202);
    expect(body.request).toMatchObject({
      status: 'completed',
      unchanged: { reason: 'being-erased' },
    });
    expect((await read(person, body.request.requestId)).status).toBe(200);
    await erase(fixture, begun);
    expect((await read(person, body.request.requestId)).body.status).toBe('completed');
    expect(await isKnown(person)).toBe('erased');
  },
);

describe('what an erased person asks', () => {
  test.each(['access', 'portability', 'erasure'] as const)(
    '%s is answered to its end, and registers no one',
    async (kind) => {
      const person = await erased();

      const answer = await submit(fixture, person.caller, { kind });
      const run = firstAttempt(answer);
      if (kind === 'erasure') await erase(fixture, run);
      else {
        await begin(fixture, run);
        await fulfilExport(fixture, run);
      }

      expect(answer.status).toBe(202);
      expect(await isKnown(person)).toBe('erased');
      const { body } = await follow(fixture, answer.body.followUpToken as string);
      expect(body.status).toBe('completed');
      expect((await read(person, run.requestId)).body).toEqual(body);
      expect((await read(await newPerson(fixture), run.requestId)).status).toBe(404);
    },
  );

  test.each(['objection', 'withdraw-consent', 'opt-out-sale-share', 'restriction'] as const)(
    '%s is completed, says that there is nothing to stop, and registers no one',
    async (kind) => {
      const person = await erased();

      const { status, body } = await submit(fixture, person.caller, { kind, locale: 'de' });

      expect(status).toBe(202);
      expect(body.request).toMatchObject({
        status: 'completed',
        unchanged: { reason: 'not-registered', explanation: expect.stringContaining('kein Konto') },
      });
      expect(await isKnown(person)).toBe('erased');
    },
  );

  test('is filed under an id without anything that could name them', async () => {
    const person = await erased();
    const before = (await fixture.rows(activity)).length;

    const { requestId } = firstAttempt(await submit(fixture, person.caller, { kind: 'access' }));

    const { subjectId } = (await fixture.requests.get(requestId))!;
    const keys = (await fixture.rows(subjectKeys)).filter((row) => row['subjectId'] === subjectId);
    expect(subjectId).not.toBe(person.subjectId);
    expect(keys.map(({ erasureClass }) => erasureClass)).toEqual(['request-evidence']);
    expect(await fixture.rows(activity)).toHaveLength(before);
  });
});

describe('a request that changes nothing', () => {
  test('says so, and what would: an objection in California', async () => {
    const person = await newPerson(fixture, 'US-CA');

    const { body } = await submit(fixture, person.caller, { kind: 'objection', locale: 'en' });

    expect(body.request).toMatchObject({
      ...{ status: 'completed', choices: [] },
      unchanged: {
        reason: 'nothing-to-stop',
        explanation: expect.stringContaining('nothing has changed'),
        instead: expect.arrayContaining(['opt-out-sale-share']),
      },
    });
  });

  test('says so when it was asked for before', async () => {
    const person = await newPerson(fixture, 'US-CA');
    const first = await submit(fixture, person.caller, { kind: 'opt-out-sale-share' });
    const second = await submit(fixture, person.caller, { kind: 'opt-out-sale-share' });

    expect(first.body.request).not.toHaveProperty('unchanged');
    expect(second.body.request.unchanged.reason).toBe('stopped-before');
  });

  test('says nothing of the kind where something was stopped', async () => {
    const person = await newPerson(fixture);

    const { body } = await submit(fixture, person.caller, { kind: 'objection' });

    expect(body.request.choices.length).toBeGreaterThan(0);
    expect(body.request).not.toHaveProperty('unchanged');
  });
});

describe('GDPR Art. 18: the same restriction asked for twice', () => {
  const locksOf = async ({ subjectId }: Person) =>
    (await fixture.rows(openRequests)).filter((row) => row['subjectId'] === subjectId);
  const restricted = async ({ subjectId }: Person) =>
    (await fixture.subjects.get(subjectId))?.restrictedPurposes;

  test.each([[undefined], [['support', 'improvement']]])(
    'of %j is in force once, and ended once',
    async (purposes) => {
      const person = await newPerson(fixture);
      const body = { kind: 'restriction', ...(purposes && { purposes }) };
      const first = await submit(fixture, person.caller, body);
      const again = { ...body, ...(purposes && { purposes: purposes.toReversed() }) };
      const second = await submit(fixture, person.caller, again);

      expect(second.body.request.unchanged).toMatchObject({
        reason: 'restricted-before',
        requestId: first.body.request.requestId,
      });
      expect(await locksOf(person)).toHaveLength(1);
      await follow(fixture, first.body.followUpToken as string, 'DELETE');
      expect(await restricted(person)).toEqual([]);
    },
  );

  test('ends by the second request as well, which can be sent twice', async () => {
    const person = await newPerson(fixture);
    await submit(fixture, person.caller, { kind: 'restriction' });
    const second = await submit(fixture, person.caller, { kind: 'restriction' });

    for (let time = 0; time < 2; time += 1) {
      const ended = await follow(fixture, second.body.followUpToken as string, 'DELETE');
      expect(ended.status).toBe(200);
      expect(ended.body).toMatchObject({ requestId: second.body.request.requestId });
    }
    expect(await restricted(person)).toEqual([]);
  });

  test('at the same moment, too', async () => {
    const person = await newPerson(fixture);

    await Promise.all(
      Array.from({ length: 4 }, () => submit(fixture, person.caller, { kind: 'restriction' })),
    );

    expect(await locksOf(person)).toHaveLength(1);
  });

  test('is in force again where the end of the first is announced', async () => {
    const person = await newPerson(fixture);
    const body = { kind: 'restriction', purposes: ['support'] };
    const { requestId } = (await submit(fixture, person.caller, body)).body.request;
    const { caller } = { caller: { kind: 'staff', issuer: 'x', name: 'dpo' } as const };
    await fixture.send({ method: 'POST', path: `/v1/requests/${requestId}/lift`, caller });

    const second = await submit(fixture, person.caller, body);

    expect(second.body.request).not.toHaveProperty('unchanged');
    expect(await locksOf(person)).toHaveLength(2);
  });
});

test('a kind that is unknown is answered with those that are known', async () => {
  const { caller } = await newPerson(fixture);

  for (const kind of ['acces', 7]) {
    const { status, body } = await submit(fixture, caller, { kind });

    expect(status).toBe(422);
    expect(body.errors[0].pointer).toBe('/kind');
    expect(body.errors[0].message).toContain('send one of: access, portability, rectification');
  }
});
