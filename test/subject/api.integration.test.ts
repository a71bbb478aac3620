import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { idempotency } from '../../lambda/platform/http/table.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { openDetails } from '../../lambda/subject/details.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import {
  assistant,
  byEmail,
  byUserId,
  issuer,
  openSubjectFixture,
  pointers,
  newPerson,
} from './subject-fixture.ts';
import type { SubjectFixture } from './subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const everything = async () =>
  Promise.all([aliases, subjects, outbox, idempotency].map((table) => people.rows(table)));

describe('POST /v1/subjects', () => {
  test('registers with 201 and knows with 200', async () => {
    const body = { subject: byUserId(), residence: 'DE', ageBand: 'adult' };

    const first = await people.post('/v1/subjects', body);
    const second = await people.post('/v1/subjects', body);

    expect(first.status).toBe(201);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(Object.keys(first.body)).toEqual(['subjectId']);
    expect(first.headers['cache-control']).toBe('no-store');
  });

  test('a replay rebuilds the first answer and writes nothing', async () => {
    const body = { subject: byUserId() };
    const key = randomUUID();
    const first = await people.post('/v1/subjects', body, key);
    const before = await everything();

    const replay = await people.post('/v1/subjects', body, key);

    expect(replay.status).toBe(201);
    expect(replay.body).toEqual(first.body);
    expect(replay.headers['idempotency-replayed']).toBe('true');
    expect(await everything()).toEqual(before);
  });

  test('a replay links what a crash left reserved', async () => {
    const body = { subject: byUserId() };
    const key = randomUUID();
    const { middlewareStack } = people.deps.database.client;
    let writes = 0;
    middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === 'ExecuteTransactionCommand') writes += 1;
          return writes === 3 ? Promise.reject(new Error('cut off')) : next(args);
        },
      { step: 'initialize', name: 'cut' },
    );
    const cut = await people.post('/v1/subjects', body, key);
    middlewareStack.remove('cut');
    const between = await people.subjects.resolve(body.subject);

    const replay = await people.post('/v1/subjects', body, key);

    expect([cut.status, between.kind, replay.status]).toEqual([503, 'unknown', 201]);
    expect(await people.subjects.resolve(body.subject)).toMatchObject({
      ...{ kind: 'known', subject: { subjectId: replay.body.subjectId } },
    });
  });

  test('a replay after an erasure links no one', async () => {
    const body = { subject: byUserId() };
    const key = randomUUID();
    const { subjectId } = (await people.post('/v1/subjects', body, key)).body;
    await people.subjects.fence(subjectId);
    await people.subjects.forget(subjectId);

    const replay = await people.post('/v1/subjects', body, key);

    expect(replay.status).toBe(201);
    expect(await people.subjects.resolve(body.subject)).toEqual({ kind: 'erased' });
  });

  test('a key that came with another body is refused', async () => {
    const key = randomUUID();
    await people.post('/v1/subjects', { subject: byUserId() }, key);

    const reused = await people.post('/v1/subjects', { subject: byUserId() }, key);

    expect(reused.body).toMatchObject({
      status: 422,
      type: 'urn:custos:problem:idempotency-key-reused',
    });
  });

  test.each([
    ['an unknown field', { subject: byUserId(), role: 'admin' }, ['/role']],
    ['an unknown type of identifier', { subject: { type: 'oidc', value: 'x' } }, ['/subject/type']],
    [
      'a residence that is no country',
      { subject: byUserId(), residence: 'Berlin' },
      ['/residence'],
    ],
    ['an unknown age band', { subject: byUserId(), ageBand: 'old' }, ['/ageBand']],
    ['a control character', { subject: byUserId('a\u0000b') }, ['/subject/value']],
    ['only spaces', { subject: byUserId('   ') }, ['/subject/value']],
    ['an address without @', { subject: byEmail('ada') }, ['/subject/value']],
    ['a megabyte of digits', { subject: byUserId('1'.repeat(60_000)) }, ['/subject/value']],
    [
      'a name of the prototype',
      { subject: { type: 'constructor', value: 'x' } },
      ['/subject/type'],
    ],
    ['no subject', {}, ['/subject']],
  ])('refuses %s, stores nothing and echoes nothing', async (_title, body, expected) => {
    const before = await everything();

    const refused = await people.post('/v1/subjects', body);

    expect(refused.status).toBe(422);
    expect(pointers(refused.body)).toEqual(expected);
    expect(refused.text).not.toContain('11111');
    expect(await everything()).toEqual(before);
  });

  test('a lone surrogate is refused', async () => {
    const refused = await people.post(
      '/v1/subjects',
      '{"subject":{"type":"user-id","value":"\\ud800"}}',
    );

    expect(refused.status).toBe(422);
  });

  test('hostile but well-formed values are values', async () => {
    for (const value of [
      '__proto__',
      'constructor',
      "' OR 1=1 --",
      '{"$ne":1}',
      '../../etc',
      '😀',
    ]) {
      const { status, body } = await people.post('/v1/subjects', { subject: byUserId(value) });

      expect(status).toBe(201);
      expect(await people.subjects.resolve(byUserId(value))).toMatchObject({
        subject: { subjectId: body.subjectId },
      });
    }
  });

  test('needs an Idempotency-Key', async () => {
    const refused = await people.send({
      method: 'POST',
      path: '/v1/subjects',
      body: { subject: byUserId() },
      caller: assistant,
    });

    expect(refused.status).toBe(422);
    expect(pointers(refused.body)).toEqual(['/header/idempotency-key']);
  });

  test('answers 409 while the erasure of the person is under way', async () => {
    const subject = byUserId();
    const { body } = await people.post('/v1/subjects', { subject });
    await people.subjects.fence(body.subjectId);

    const refused = await people.post('/v1/subjects', { subject });

    expect(refused.body).toMatchObject({ status: 409, type: 'urn:custos:problem:subject-erased' });
  });
});

describe('GDPR Art. 8(1): who answers for a child', () => {
  const parent = byEmail('parent.of.ada@example.org');
  const detailsOf = async (subjectId: SubjectId) =>
    openDetails(people.deps.subjectKeys, (await people.subjects.get(subjectId))!);

  test('is kept sealed, changed when another is named, and let go when the child has grown up', async () => {
    const subject = byUserId();
    const child = { subject, ageBand: '13-to-15', responsiblePerson: parent };

    const { body } = await people.post('/v1/subjects', child);
    const named = await detailsOf(body.subjectId);
    await people.post('/v1/subjects', { subject, ageBand: '16-to-17' });
    const older = await detailsOf(body.subjectId);
    await people.post('/v1/subjects', { ...child, responsiblePerson: byEmail('aunt@example.org') });
    const other = await detailsOf(body.subjectId);
    await people.post('/v1/subjects', { subject, ageBand: 'adult' });

    expect(named).toEqual({ responsiblePerson: parent });
    expect(older).toEqual(named);
    expect(other).toEqual({ responsiblePerson: byEmail('aunt@example.org') });
    expect(await detailsOf(body.subjectId)).toEqual({});
    expect(JSON.stringify(await everything())).not.toContain('parent.of.ada');
  });

  test('need not be known here, and is not registered', async () => {
    await people.post('/v1/subjects', {
      subject: byUserId(),
      ageBand: 'under-13',
      responsiblePerson: byEmail('unknown.parent@example.org'),
    });

    expect(await people.subjects.resolve(byEmail('unknown.parent@example.org'))).toEqual({
      kind: 'unknown',
    });
  });

  test.each([
    ['of somebody whose age nobody tells', {}],
    ['of an adult', { ageBand: 'adult' }],
    ['of themselves', { ageBand: '13-to-15', responsiblePerson: byUserId('u-of-a-child') }],
  ])('is refused %s, and nothing is stored', async (_title, rest) => {
    const subject = byUserId('u-of-a-child');

    const refused = await people.post('/v1/subjects', {
      subject,
      responsiblePerson: parent,
      ...rest,
    });

    expect(refused.status).toBe(422);
    expect(pointers(refused.body)).toEqual(['/responsiblePerson']);
    expect(await people.subjects.resolve(subject)).toEqual({ kind: 'unknown' });
  });
});

describe('POST /v1/subjects/link', () => {
  const link = (subject: object, other: object, assurance = 'service-verified') =>
    people.post('/v1/subjects/link', { subject, other, assurance });

  test('lets another identifier name the person, once and again', async () => {
    const subject = byEmail(newPerson().email);
    const { body } = await people.post('/v1/subjects', { subject });
    const others = [
      byUserId(),
      { type: 'phone', value: '+4930123456' },
      { type: 'device-id', value: randomUUID(), issuer: 'ios' },
    ] as const;

    for (const other of [...others, ...others]) {
      expect(await link(subject, other)).toMatchObject({ status: 200, body });
      expect(await people.subjects.resolve(other)).toMatchObject({ subject: body });
    }
  });

  test.each(['service-verified', 'service-asserted'])(
    'what can sign in is linked by its own token only, %s or not',
    async (assurance) => {
      const victim = byEmail(newPerson().email);
      await people.post('/v1/subjects', { subject: victim });
      const attacker = newPerson();

      const other = { type: 'user-id', value: attacker.sub, issuer } as const;
      const refused = await link(victim, other, assurance);

      expect(refused.status).toBe(422);
      expect(pointers(refused.body)).toEqual(['/other/issuer']);
      expect(await people.subjects.resolveCaller(attacker)).toEqual({ kind: 'unknown' });
    },
  );

  test('what nobody has checked is not linked to somebody who can sign in', async () => {
    const subject = byEmail(newPerson().email);
    await people.post('/v1/subjects', { subject });
    const other = byUserId();

    const refused = await link(subject, other, 'service-asserted');

    expect(refused.status).toBe(409);
    expect(await people.subjects.resolve(other)).toEqual({ kind: 'unknown' });
    expect((await link(subject, other, 'service-verified')).status).toBe(200);
  });

  test('an identifier of an erased person is not linked to another', async () => {
    const [subject, other] = [byUserId(), byUserId()];
    await people.post('/v1/subjects', { subject });
    const { body } = await people.post('/v1/subjects', { subject: other });
    await people.subjects.fence(body.subjectId);
    await people.subjects.forget(body.subjectId);

    expect((await link(subject, other)).status).toBe(409);
    expect(await people.subjects.resolve(other)).toEqual({ kind: 'erased' });
  });

  test('two known people are never merged: 409 and both stay who they are', async () => {
    const [one, other] = [byUserId(), byUserId()];
    const first = await people.post('/v1/subjects', { subject: one });
    const second = await people.post('/v1/subjects', { subject: other });

    const refused = await link(one, other);

    expect(refused.body).toMatchObject({ status: 409, type: 'urn:custos:problem:conflict' });
    expect(await people.subjects.resolve(one)).toMatchObject({ subject: first.body });
    expect(await people.subjects.resolve(other)).toMatchObject({ subject: second.body });
  });

  test('an address is linked by its issuer only, not by a service', async () => {
    const subject = byUserId();
    await people.post('/v1/subjects', { subject });

    const refused = await link(subject, byEmail('ada@example.org'));

    expect(refused.status).toBe(422);
    expect(pointers(refused.body)).toEqual(['/other/type']);
    expect(await people.subjects.resolve(byEmail('ada@example.org'))).toEqual({ kind: 'unknown' });
  });

  test('whom nobody knows is 404', async () => {
    expect((await link(byUserId(), byUserId())).status).toBe(404);
  });

  test('a service cannot claim the assurance of an issuer', async () => {
    const refused = await link(byUserId(), byUserId(), 'issuer-verified');

    expect(pointers(refused.body)).toEqual(['/assurance']);
  });

  test('an erased person is 409 until registered anew', async () => {
    const [subject, other] = [byUserId(), byUserId()];
    const { body } = await people.post('/v1/subjects', { subject });
    await people.subjects.fence(body.subjectId);
    await people.subjects.forget(body.subjectId);

    expect((await link(subject, other)).body).toMatchObject({
      status: 409,
      type: 'urn:custos:problem:subject-erased',
    });
    expect((await people.post('/v1/subjects', { subject })).status).toBe(201);
    expect((await link(subject, other)).status).toBe(200);
  });
});

describe('POST /v1/subjects/unlink', () => {
  const unlink = (subject: object, other: object) =>
    people.post('/v1/subjects/unlink', { subject, other });
  const registered = async () => {
    const [subject, other] = [byUserId(), byUserId()];
    await people.post('/v1/subjects', { subject });
    await people.subjects.link(subject, other, 'service-verified');
    return { subject, other };
  };

  test('removes an identifier, which then names nobody', async () => {
    const { subject, other } = await registered();

    expect((await unlink(subject, other)).status).toBe(200);

    expect(await people.subjects.resolve(other)).toEqual({ kind: 'unknown' });
    expect(await people.subjects.resolve(subject)).toMatchObject({ kind: 'known' });
  });

  test('an identifier of somebody else is 404 like an unknown one', async () => {
    const { subject } = await registered();
    const foreign = await registered();

    const [known, unknown] = [
      await unlink(subject, foreign.other),
      await unlink(subject, byUserId()),
    ];

    expect(known.status).toBe(404);
    expect({ ...known.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    expect(await people.subjects.resolve(foreign.other)).toMatchObject({ kind: 'known' });
  });

  test('the identifier that names the person in the call stays', async () => {
    const { subject } = await registered();

    expect((await unlink(subject, subject)).status).toBe(409);
    expect(await people.subjects.resolve(subject)).toMatchObject({ kind: 'known' });
  });

  test('the identity with which the person signs in stays', async () => {
    const caller = newPerson();
    await people.subjects.register(caller, { by: 'subject' });

    const refused = await unlink(byEmail(caller.email), {
      type: 'user-id',
      value: caller.sub,
      issuer,
    });

    expect(refused.status).toBe(409);
    expect(await people.subjects.resolveCaller(caller)).toMatchObject({ kind: 'known' });
  });
});

test('logs hold no identifier', async () => {
  const { email } = newPerson();
  await people.post('/v1/subjects', { subject: byEmail(email) });

  expect(people.logged.length).toBeGreaterThan(10);
  expect(people.logged.join('\n')).not.toContain(email.split('@')[0]);
});

describe('one person, however their address is spelt', () => {
  const register = (value: string) => people.post('/v1/subjects', { subject: byEmail(value) });

  test.each([
    ['capitals', 'Ada.Casing@Example.com', 'ada.casing@example.com'],
    ['a domain in letters of its language', 'idn@bücher.example', 'idn@xn--bcher-kva.example'],
    ['a dot at the end', 'dot@example.com.', 'dot@example.com'],
    ['letters of full width', 'wide@ｅxample.com', 'wide@example.com'],
  ])(
    '%s: the service that registers and the person who signs in mean one',
    async (_t, one, other) => {
      const first = await register(one);
      const second = await register(other);
      const { sub } = newPerson();
      const caller = { kind: 'subject', issuer, sub, email: other } as const;

      expect([first.status, second.status]).toEqual([201, 200]);
      expect(second.body).toEqual(first.body);
      expect(await people.subjects.resolveCaller(caller)).toMatchObject({ subject: first.body });
    },
  );

  test.each([
    ['what cannot be seen at the end', 'z@example.com\u200b'],
    ['what cannot be seen in front', '\u200bz@example.com'],
    ['angle brackets', '<a@example.com>'],
    ['a scheme', 'mailto:a@example.com'],
  ])('%s is refused at its field, and not repeated', async (_title, value) => {
    const refused = await register(value);

    expect(refused.status).toBe(422);
    expect(pointers(refused.body)).toEqual(['/subject/value']);
    expect(refused.text).not.toContain('example.com');
  });
});

describe('ids are opaque', () => {
  test('two that differ in one byte are two people', async () => {
    const values = ['jos\u00e9-1', 'jose\u0301-1', 'JOS\u00c9-1'];

    const made = await Promise.all(
      values.map((value) => people.post('/v1/subjects', { subject: byUserId(value) })),
    );

    expect(new Set(made.map(({ body }) => body.subjectId)).size).toBe(3);
  });

  test('two accounts of an issuer whose `sub` differ in composition alone are two people', async () => {
    const id = randomUUID();
    const [one, twin] = [`${id}\u00e9`, `${id}e\u0301`];
    const first = await people.subjects.register(
      { kind: 'subject', issuer, sub: one },
      { by: 'subject' },
    );

    const found = await people.subjects.resolveCaller({ kind: 'subject', issuer, sub: twin });

    expect(first.kind).toBe('registered');
    expect(found).toEqual({ kind: 'unknown' });
  });
});

describe('a residence exists', () => {
  test.each([
    ['DE', 201],
    ['DE-BY', 201],
    ['US-CO', 201],
    ['UK', 422],
    ['XX', 422],
    ['ZZ', 422],
    ['US-ZZ', 422],
    ['gb', 422],
  ])('a service that says %s is answered %i', async (residence, status) => {
    const reply = await people.post('/v1/subjects', { subject: byUserId(), residence });

    expect(reply.status).toBe(status);
    if (status === 422) expect(pointers(reply.body)).toEqual(['/residence']);
  });

  test.each(['UK', 'XX', 'US-ZZ'])('a person who says %s is refused as well', async (residence) => {
    const reply = await people.send({
      method: 'PATCH',
      path: '/v1/me/settings',
      body: { residence },
      caller: newPerson(),
      headers: { 'If-Match': '*' },
    });

    expect(reply.status).toBe(422);
    expect(pointers(reply.body)).toEqual(['/residence']);
  });
});
