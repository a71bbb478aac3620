import { describe, expect, test } from 'vitest';
import { follow, newPerson, staff } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import {
  accept,
  bonn,
  cologne,
  ofCity,
  personWith,
  rectifications,
  refuse,
} from './rectifications.ts';

const { requests } = examplePolicy;
const world = rectifications();
const strict = rectifications({
  ...examplePolicy,
  requests: { ...requests, rectification: { ...requests.rectification, approvals: 2 } },
});

const ofRating = { category: 'feedback', pointer: '/rating', value: 5 };
const restricted = { decision: 'deny', reasons: ['processing-restricted'] };
const permitted = { decision: 'permit' };

describe('GDPR Art. 18(1)(a): while its accuracy is contested', () => {
  test('data is not used for any purpose, and other data is as before', async () => {
    const person = await personWith(world, [bonn]);
    const before = await world.allowed(person);

    const { requestId, request, token } = await world.ask(person, [ofCity]);

    expect(before).toMatchObject(permitted);
    expect(await world.allowed(person)).toMatchObject(restricted);
    expect(await world.allowed(person, 'prompt-text')).toMatchObject(permitted);
    expect(request.restriction).toEqual({ categories: ['account-profile'], inForce: true });
    expect((await follow(world.fixture, token)).body.restriction.inForce).toBe(true);
    expect(await world.served(person)).toMatchObject({ status: 403 });
    expect(await world.entries('restriction.changed')).toContainEqual({
      ...{ purposes: [], categories: ['account-profile'] },
    });
    await world.decide(requestId, 1, accept);
  });

  test.each([
    ['accepted', accept],
    ['refused', refuse],
  ])('that ends when it is %s', async (_, body) => {
    const person = await personWith(world, [bonn]);
    const { requestId, token } = await world.ask(person, [ofCity]);

    await world.decide(requestId, 1, body);

    expect(await world.allowed(person)).toMatchObject(permitted);
    expect((await follow(world.fixture, token)).body.restriction).toEqual({ inForce: false });
    expect(await world.served(person)).toMatchObject({ status: 200 });
  });

  test('that ends when the request is denied as a whole or called off', async () => {
    for (const end of ['denied', 'cancelled']) {
      const person = await personWith(world, [bonn]);
      const { requestId, token } = await world.ask(person, [ofCity]);

      if (end === 'denied') {
        const body = { ground: 'manifestly-unfounded' };
        await staff(world.fixture, 'POST', `/${requestId}/deny`, { body });
      } else await follow(world.fixture, token, 'DELETE');

      expect((await world.seen(requestId)).status).toBe(end);
      expect(await world.allowed(person)).toMatchObject(permitted);
    }
  });

  test('that ends for each category with the decision about it', async () => {
    const person = await personWith(world, [bonn]);
    const { requestId } = await world.ask(person, [ofCity, ofRating]);
    const feedback = () => world.allowed(person, 'feedback', 'support');
    const before = await feedback();

    await world.decide(requestId, 1, refuse);

    expect(before).toMatchObject(restricted);
    expect(await world.allowed(person)).toMatchObject(permitted);
    expect(await feedback()).toMatchObject(restricted);
    await world.decide(requestId, 2, refuse);
    expect(await feedback()).toMatchObject(permitted);
  });

  test('the person still corrects a record at once, and new data is stored', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    await world.ask(person, [{ recordId, content: cologne }]);

    const patched = await world.patch(person, recordId, { name: 'Ada', city: 'Kiel' });
    const stored = await world.store(person);

    expect(patched.status).toBe(200);
    expect((await world.own(person, stored)).status).toBe(200);
    expect((await world.own(person, recordId)).body.content.city).toBe('Kiel');
  });

  test('a person whose law has no such right is not restricted', async () => {
    const person = await personWith(world, [bonn], { residence: 'US-CA' });

    const { request } = await world.ask(person, [ofCity]);

    expect(request.restriction).toBeUndefined();
    expect(await world.allowed(person)).toMatchObject(permitted);
  });

  test('a restriction that the person asked for stays when the contested one ends', async () => {
    const person = await personWith(world, [bonn]);
    await world.restrict(person);
    const { requestId } = await world.ask(person, [ofCity]);

    await world.decide(requestId, 1, accept);

    expect(await world.allowed(person)).toMatchObject(restricted);
  });

  test('nothing that is contested is deleted at its end: it is kept by the restriction', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [ofCity]);

    expect((await world.own(person, recordId)).body).toMatchObject({ keptBy: 'restriction' });
    await world.decide(requestId, 1, refuse);
    expect((await world.own(person, recordId)).body).toMatchObject({
      expiresAt: expect.any(String),
    });
  });

  test('nothing is made from what is contested', async () => {
    const person = await personWith(world, [bonn]);
    const [derivedFrom = ''] = person.recordIds;
    const summary = { category: 'feedback', purposes: ['support'], content: 'x', derivedFrom };
    const { requestId } = await world.ask(person, [ofCity]);

    await expect(world.store(person, summary)).rejects.toThrow('processing-restricted');
    await world.decide(requestId, 1, refuse);
    expect(await world.store(person, summary)).toEqual(expect.any(String));
  });

  test('nor from what no one has classified and is treated as what is contested', async () => {
    const person = await personWith(world, [bonn], { category: 'prompt-text' });
    const unclassified = { category: 'unclassified', content: 'x' };
    const derivedFrom = await world.store(person, unclassified);
    const summary = { category: 'feedback', purposes: ['support'], content: 'x', derivedFrom };

    const { requestId } = await world.ask(person, [{ ...ofCity, category: 'prompt-text' }]);

    expect((await world.own(person, derivedFrom)).body).toMatchObject({ keptBy: 'restriction' });
    await expect(world.store(person, summary)).rejects.toThrow('processing-restricted');
    await world.decide(requestId, 1, refuse);
    expect(await world.store(person, summary)).toEqual(expect.any(String));
  });

  test('a service that stores new data is permitted to, whether it asks first or not', async () => {
    const person = await personWith(world, [bonn]);
    await world.ask(person, [ofCity]);

    const asked = await world.allowed(person, 'account-profile', 'service-provision', true);
    const stored = await world.store(person);

    expect(asked).toMatchObject(permitted);
    expect((await world.own(person, stored)).status).toBe(200);
  });
});

describe('where the policy asks for two approvals', () => {
  const approve = (requestId: string, name: string) =>
    staff(strict.fixture, 'POST', `/${requestId}/approve`, {
      caller: { kind: 'staff', issuer: 'https://login.example.com', name },
    });

  test('nothing is decided before two people have approved, and data is restricted meanwhile', async () => {
    const person = await personWith(strict, [bonn]);
    const { requestId, request } = await strict.ask(person, [ofCity]);

    const early = await strict.decide(requestId, 1, accept);
    await approve(requestId, 'one@example.com');
    const again = await approve(requestId, 'one@example.com');
    const between = await strict.decide(requestId, 1, accept);
    const isRestricted = await strict.allowed(person);
    await approve(requestId, 'two@example.com');
    const decided = await strict.decide(requestId, 1, accept);

    expect(request).toMatchObject({
      ...{ status: 'approval-required', approvals: { needed: 2, given: 0 } },
      restriction: { inForce: true },
    });
    expect([early, again, between].map(({ status }) => status)).toEqual([409, 409, 409]);
    expect(isRestricted).toMatchObject(restricted);
    expect(decided.body).toMatchObject({ status: 'completed' });
    expect(await strict.allowed(person)).toMatchObject(permitted);
  });
});

describe('what is asked is rejected with a remedy', () => {
  const other = () => personWith(world, [bonn]);

  test.each<[string, object[], string]>([
    ['no record of the person', [{ recordId: crypto.randomUUID(), content: 'x' }], '/0/recordId'],
    ['no category of the policy', [{ ...ofCity, category: 'horoscope' }], '/0/category'],
    ['no pointer', [{ ...ofCity, pointer: 'city' }], '/0/pointer'],
    ['a pointer to all content', [{ ...ofCity, pointer: '' }], '/0/pointer'],
    ['one thing twice', [ofCity, { ...ofCity, value: 'Kiel' }], '/1'],
    [
      'a value that the policy lets no one store',
      [{ category: 'usage-log', pointer: '/ip', value: 'not an address' }],
      '/0/value',
    ],
    [
      'more than a request has',
      Array.from({ length: 21 }, (_, index) => ({ ...ofCity, pointer: `/${index}` })),
      '',
    ],
    ['more bytes than a request has', [{ ...ofCity, value: 'x'.repeat(200_000) }], ''],
  ])('%s', async (_, corrections, pointer) => {
    const { caller } = await newPerson(world.fixture);

    const { status, body } = await world.submit(caller, corrections);

    expect([413, 422]).toContain(status);
    if (status === 422) expect(body.errors[0].pointer).toMatch(`/corrections${pointer}`);
  });

  test('a record of another person looks like one that is not there', async () => {
    const [recordId = ''] = (await other()).recordIds;
    const { caller } = await newPerson(world.fixture);

    const foreign = await world.submit(caller, [{ recordId, content: 'x' }]);
    const unknown = await world.submit(caller, [{ recordId: crypto.randomUUID(), content: 'x' }]);

    expect(foreign.status).toBe(422);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });

  test('and restricts nothing', async () => {
    const person = await other();

    await world.submit(person.caller, [ofCity, { ...ofCity, pointer: 'city' }]);

    expect(await world.allowed(person)).toMatchObject(permitted);
  });
});
