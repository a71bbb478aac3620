import { BatchGetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { activity, outbox } from '../../lambda/ledger/table.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { counters } from '../../lambda/retention/table.ts';
import {
  assistant,
  byEmail,
  byUserId,
  openSubjectFixture,
  pointers,
  newPerson,
  yes,
} from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import { call } from '../support/call.ts';
import { anyOrder } from '../support/destruction.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const ask = (body: unknown) =>
  people.send({ method: 'POST', path: '/v1/decisions', body, caller: assistant });
const about = (subject: object, purpose = 'improvement', category = 'prompt-text') => ({
  subject,
  purpose,
  category,
});
const denials = async () =>
  (await people.rows(outbox)).filter(({ type }) => type === 'decision.denied');
const permits = async (category: string) => {
  const rows = await people.rows(counters);
  return rows
    .filter(({ counter }) => String(counter).startsWith(`permits#${category}#`))
    .reduce((sum, { count }) => sum + Number(count), 0);
};
const registered = async () => {
  const subject = byUserId();
  await people.post('/v1/subjects', { subject });
  return subject;
};
const consenting = async () => {
  const subject = await registered();
  await people.post('/v1/consents', { subject, purpose: 'improvement', ...yes(people.policy) });
  return subject;
};

describe('one question', () => {
  test('deny before consent, permit after, deny again after withdrawal', async () => {
    const subject = await registered();
    const answers = [(await ask(about(subject))).body];
    await people.post('/v1/consents', { subject, purpose: 'improvement', ...yes(people.policy) });
    answers.push((await ask(about(subject))).body);
    await people.post('/v1/consents', { subject, purpose: 'improvement', state: 'withdrawn' });
    answers.push((await ask(about(subject))).body);

    const common = {
      basis: 'consent',
      obligations: [],
      policyVersion: people.policy.version,
      decisionId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      validUntil: expect.stringMatching(/Z$/) as unknown,
    };
    expect(answers).toEqual([
      { ...common, decision: 'deny', reasons: ['consent-not-given'] },
      { ...common, decision: 'permit', reasons: [] },
      { ...common, decision: 'deny', reasons: ['consent-withdrawn'] },
    ]);
  });

  test('whom nobody knows is an outcome, not an error', async () => {
    const { status, body } = await ask(about(byUserId()));

    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: 'deny', reasons: ['subject-unknown'] });
  });

  test('so is an erased person, and no key is made for them', async () => {
    const subject = await consenting();
    const found = await people.subjects.resolve(subject);
    if (found.kind !== 'known') throw new Error('not known');
    const { subjectId } = found.subject;
    await people.subjects.fence(subjectId);
    await people.deps.subjectKeys.destroy(subjectId, { order: anyOrder, keep: [] });

    const during = await ask(about(subject, 'service-provision'));
    await people.subjects.forget(subjectId);
    const after = await ask(about(subject, 'service-provision'));

    for (const { body } of [during, after]) {
      expect(body).toMatchObject({ decision: 'deny', reasons: ['subject-erased'] });
    }
    const keys = await people.rows(subjectKeys);
    expect(keys.filter((row) => row['subjectId'] === subjectId)).toEqual([]);
  });

  test('a denial has the id of its ledger entry, with the reason and without a subject', async () => {
    const subject = await registered();

    const { body } = await ask(about(subject));

    const entry = (await denials()).find(({ entryId }) => entryId === body.decisionId);
    expect(entry).toMatchObject({
      codes: { purpose: 'improvement', category: 'prompt-text', reason: 'consent-not-given' },
      commitment: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    });
    const found = await people.subjects.resolve(subject);
    const { subjectId } = (found as { subject: { subjectId: string } }).subject;
    expect(JSON.stringify(entry)).not.toContain(subjectId);
  });

  test('a permit is counted by the hour and enters nothing', async () => {
    const subject = await consenting();
    const before = {
      permits: await permits('prompt-text'),
      entries: (await people.rows(outbox)).length,
    };

    await ask(about(subject));

    expect((await permits('prompt-text')) - before.permits).toBe(1);
    expect((await people.rows(outbox)).length).toBe(before.entries);
  });

  test('the law of the residence decides', async () => {
    const subject = byUserId();
    await people.post('/v1/subjects', { subject, residence: 'US-CA' });

    expect((await ask(about(subject))).body).toMatchObject({
      decision: 'permit',
      basis: 'opt-out',
    });
    await people.post('/v1/consents', { subject, purpose: 'improvement', state: 'refused' });
    expect((await ask(about(subject))).body).toMatchObject({
      decision: 'deny',
      reasons: ['opted-out'],
    });
  });

  test('a permit that rests on consent ends after at most 60 seconds', async () => {
    people.setClock('2026-11-24T09:00:00Z');
    const subject = await consenting();

    const consent = await ask(about(subject));
    const contract = await ask({ ...about(subject, 'service-provision'), storing: false });
    const storing = await ask(about(subject, 'service-provision'));
    people.setClock(undefined);

    expect(consent.body.validUntil).toBe('2026-11-24T09:01:00.000Z');
    expect(contract.body.validUntil).toBe('2026-11-24T09:05:00.000Z');
    // Storage can be switched off at any time.
    expect(storing.body.validUntil).toBe('2026-11-24T09:01:00.000Z');
  });
});

describe('up to a hundred questions', () => {
  test('are answered in their order, and mixed people keep their own answers', async () => {
    const [yea, nay] = [await consenting(), await registered()];
    const items = Array.from({ length: 100 }, (_, index) =>
      index % 10 === 9 ? about(byUserId()) : about(index % 2 === 0 ? yea : nay),
    );
    const before = (await denials()).length;

    const { status, body } = await ask({ items });

    expect(status).toBe(200);
    expect(body.items.map(({ decision }) => decision)).toEqual(
      items.map((_, index) => (index % 2 === 0 ? 'permit' : 'deny')),
    );
    expect(body.items[9]!.reasons).toEqual(['subject-unknown']);
    const ids = body.items.map(({ decisionId }) => decisionId);
    expect(new Set(ids).size).toBe(100);
    expect((await denials()).length - before).toBe(50);
  });

  test('the same person under two spellings is one person', async () => {
    const caller = newPerson();
    await people.post('/v1/subjects', { subject: byEmail(caller.email) });
    const shouted = caller.email.replace('example.org', 'EXAMPLE.ORG');

    const { body } = await ask({
      items: [
        about(byEmail(caller.email), 'service-provision'),
        about(byEmail(shouted), 'service-provision'),
      ],
    });

    expect(body.items.map(({ decision }) => decision)).toEqual(['permit', 'permit']);
  });

  test('one person is looked up once and their consents are read once', async () => {
    const subject = await consenting();
    const counts = new Map<string, number>();
    people.deps.database.client.middlewareStack.add(
      (next, context) => (args) => {
        const name = String(context.commandName);
        counts.set(name, (counts.get(name) ?? 0) + 1);
        return next(args);
      },
      { step: 'initialize', name: 'count' },
    );

    await ask({ items: Array.from({ length: 100 }, () => about(subject)) });
    people.deps.database.client.middlewareStack.remove('count');

    expect(Object.fromEntries(counts)).toEqual({
      // The identifier and what is frozen, then the person with what they said about it.
      [BatchGetItemCommand.name]: 3,
      // The permits of the hour, and what the person can look up of the day.
      [UpdateItemCommand.name]: 2,
    });
  });

  test('one stale question denies itself and nothing else', async () => {
    const subject = await consenting();
    const items = [
      about(subject),
      about(subject, 'marketing'),
      about(subject, 'safety', 'shoe-size'),
      about(subject, 'constructor', 'to-string'),
      about(subject),
    ];
    const before = (await people.rows(outbox)).length;

    const { status, body } = await ask({ items });

    expect(status).toBe(200);
    expect(body.items.map(({ reasons }) => reasons)).toEqual([
      [],
      ['purpose-unknown'],
      ['category-not-covered'],
      ['purpose-unknown'],
      [],
    ]);
    expect(body.items.every((item) => (item as unknown as { status: number }).status === 200)).toBe(
      true,
    );
    expect((await people.rows(outbox)).length - before).toBe(3);
  });

  test('names that the policy does not know enter nothing but that they are none', async () => {
    const subject = await consenting();
    await ask(about(subject, 'ada-lovelace', 'her-diary'));

    const retained = JSON.stringify([await people.rows(outbox), await people.rows(activity)]);

    expect(retained).toContain('undeclared');
    expect(retained).not.toMatch(/ada-lovelace|her-diary/);
  });

  test('alone or in a list, a question has the same answer', async () => {
    const subject = await consenting();
    for (const question of [
      about(subject),
      about(subject, 'marketing'),
      about(subject, 'safety', 'shoe-size'),
    ]) {
      const alone = await ask(question);
      const listed = await ask({ items: [question] });
      const { decisionId: one, validUntil: until, ...said } = alone.body;
      const { decisionId, validUntil, ...same } = listed.body.items[0] as unknown as typeof said & {
        decisionId: string;
        validUntil: string;
      };

      expect(same).toEqual({ status: 200, ...said });
      expect([one, decisionId, until, validUntil].every((text) => text !== '')).toBe(true);
    }
  });
});

describe('GET /v1/me/decisions', () => {
  const look = (caller: ReturnType<typeof newPerson>, query: Record<string, string> = {}) =>
    people.send({ method: 'GET', path: '/v1/me/decisions', caller, query });
  const signedIn = async () => {
    const caller = newPerson();
    await people.post('/v1/subjects', { subject: byEmail(caller.email) });
    return caller;
  };
  const explained = ({ body }: Awaited<ReturnType<typeof look>>) =>
    body.items as unknown as readonly Record<'decision' | 'category' | 'explanation', string>[];

  test('GDPR Art. 12(1), 13(1)(c): says of every use why it is allowed, and on what basis', async () => {
    const reply = await look(await signedIn());

    expect(reply.status).toBe(200);
    const { purposes } = people.policy;
    expect(explained(reply).map(({ category }) => category)).toEqual(
      Object.values(purposes).flatMap(({ categories }) => categories),
    );
    for (const { explanation } of explained(reply)) {
      expect(explanation).toMatch(/GDPR Art\. 6\(1\)/);
    }
  });

  test('one that was asked, in the language that was asked', async () => {
    const query = { purpose: 'improvement', category: 'prompt-text' };
    const caller = await signedIn();

    const [english] = explained(await look(caller, query));
    const [german] = explained(await look(caller, { ...query, locale: 'de-AT' }));

    expect(english?.explanation).toContain('You have not agreed to it.');
    expect(german?.explanation).toContain('Sie haben nicht eingewilligt.');
  });

  test('a category with the purposes that use it; unclassified content as what it is treated as', async () => {
    const caller = await signedIn();

    const score = await look(caller, { category: 'safety-score' });
    const feedback = await look(caller, { category: 'feedback', purpose: 'safety' });
    const unclassified = await look(caller, { category: 'unclassified' });

    expect(score.body.items.map(({ purpose }) => purpose)).toEqual(['safety']);
    expect(feedback.body.items.map(({ reasons }) => reasons)).toEqual([['category-not-covered']]);
    const treated = await look(caller, { category: people.policy.unclassified!.treatAs });
    expect(treated.body.items.length).toBeGreaterThan(1);
    expect(unclassified.body.items.map(({ purpose }) => purpose)).toEqual(
      treated.body.items.map(({ purpose }) => purpose),
    );
  });

  test('looking enters no denial and counts no permit', async () => {
    const caller = await signedIn();
    await people.subjects.resolveCaller(caller);
    const before = [await people.rows(outbox), await people.rows(counters)];

    await look(caller);

    expect([await people.rows(outbox), await people.rows(counters)]).toEqual(before);
  });

  test('what the policy does not name is 422; whom nobody knows is told so', async () => {
    const refused = await look(newPerson(), { purpose: 'marketing', category: 'shoe-size' });
    const unknown = await look(newPerson(), { purpose: 'support' });

    expect(pointers(refused.body)).toEqual(['/query/purpose', '/query/category']);
    expect(unknown.body.items.every(({ reasons }) => reasons[0] === 'subject-unknown')).toBe(true);
  });
});

describe('what a service may say beside', () => {
  test('content that nobody has classified, and when data was collected', async () => {
    const subject = await consenting();

    const unclassified = await ask(about(subject, 'improvement', 'unclassified'));
    const earlier = await ask({ ...about(subject), collectedAt: '2026-01-01T00:00:00Z' });
    const outOfPlace = await ask({ items: [about(subject)], collectedAt: '2026-01-01T00:00:00Z' });

    expect(unclassified.body).toMatchObject({ decision: 'permit' });
    expect(earlier.body).toMatchObject({ decision: 'permit' });
    expect(pointers(outOfPlace.body)).toEqual(['/collectedAt']);
  });
});

test('GDPR Art. 13(3): data of 1970 rests on the basis before, as in a list of questions', async () => {
  const { legalBasis, ...improvement } = people.policy.purposes['improvement']!;
  const gdpr = {
    basis: 'legal-obligation',
    effectiveFrom: '2026-01-01',
    previous: { basis: 'consent' },
  } as const;
  const purposes = {
    ...people.policy.purposes,
    improvement: { ...improvement, legalBasis: { ...legalBasis, gdpr } },
  };
  const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
  const deps = { ...people.deps, log, policy: { ...people.policy, purposes } };
  const app = createApp(deps, decisionRoutes, decisionHandlers(deps));
  const question = { ...about(await registered()), collectedAt: '1970-01-01T00:00:00Z' };
  const reasonsOf = async (body: object) =>
    (await call(app, { method: 'POST', path: '/v1/decisions', body, caller: assistant })).body;

  const alone = await reasonsOf(question);
  const listed = await reasonsOf({ items: [question] });

  expect(alone).toMatchObject({ decision: 'deny', reasons: ['consent-not-given'] });
  expect(listed).toMatchObject({ items: [{ reasons: ['consent-not-given'] }] });
});

describe('what is no question is 422', () => {
  const subject = byUserId('u-1');

  test.each([
    ['nothing', {}, ['/subject', '/purpose', '/category']],
    ['no category', { subject, purpose: 'safety' }, ['/category']],
    ['an empty list', { items: [] }, ['/items']],
    ['101 questions', { items: Array.from({ length: 101 }, () => about(subject)) }, ['/items']],
    [
      'both forms',
      { ...about(subject), items: [about(subject)] },
      ['/subject', '/purpose', '/category'],
    ],
    ['an unknown field', { ...about(subject), force: true }, ['/force']],
    ['a purpose of a thousand letters', about(subject, 'a'.repeat(1000)), ['/purpose']],
    ['a purpose that is a number', { ...about(subject), purpose: 1 }, ['/purpose']],
    ['a lone surrogate', about(byUserId('\ud800')), undefined],
    ['an address in the wrong place', about(byEmail('not an address')), ['/subject/value']],
  ])('%s', async (_title, body, expected) => {
    const refused = await ask(body);

    expect(refused.status).toBe(422);
    if (expected !== undefined) expect(pointers(refused.body)).toEqual(expected);
    expect(refused.text).not.toMatch(/marketing|aaaa|not an address/);
  });

  test('an Idempotency-Key is ignored: asking changes nothing', async () => {
    const asked = await people.send({
      method: 'POST',
      path: '/v1/decisions',
      body: about(subject),
      caller: assistant,
      headers: { 'Idempotency-Key': 'a' },
    });

    expect(asked.status).toBe(200);
  });
});

describe('fail closed', () => {
  test('without the database there is no decision: 503', async () => {
    const subject = await consenting();
    people.deps.database.client.middlewareStack.add(
      (next, context) => (args) =>
        context.commandName === 'BatchGetItemCommand'
          ? Promise.reject(new Error('cut off'))
          : next(args),
      { step: 'initialize', name: 'cut' },
    );

    const { status, body } = await ask(about(subject));
    people.deps.database.client.middlewareStack.remove('cut');

    expect(status).toBe(503);
    expect(body.type).toBe('urn:custos:problem:temporarily-unavailable');
    expect(body).not.toHaveProperty('decision');
  });

  test('a denial that cannot be entered in the ledger is not answered: 503', async () => {
    const subject = await registered();
    people.deps.database.client.middlewareStack.add(
      (next, context) => (args) =>
        context.commandName === 'ExecuteTransactionCommand'
          ? Promise.reject(new Error('cut off'))
          : next(args),
      { step: 'initialize', name: 'cut' },
    );

    const { status } = await ask(about(subject));
    people.deps.database.client.middlewareStack.remove('cut');

    expect(status).toBe(503);
  });
});
