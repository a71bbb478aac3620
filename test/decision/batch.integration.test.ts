import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { getRows } from '../../lambda/platform/dynamo/read.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { newEventId } from '../../lambda/value/ids.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { consentStates } from '../../lambda/consent/table.ts';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import { callOf, startFaultProxy } from '../faults/proxy.ts';
import type { FaultProxy } from '../faults/proxy.ts';
import { assistant, byUserId, openSubjectFixture, yes } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import { call } from '../support/call.ts';
import { anyOrder } from '../support/destruction.ts';
import { openTestClient } from '../support/database.ts';

let people: SubjectFixture;
let proxy: FaultProxy;
let database: Database;
let app: App;

beforeAll(async () => {
  people = await openSubjectFixture();
  proxy = await startFaultProxy(people.server.endpoint);
  const client = openTestClient(proxy.url, { maxAttempts: 2 });
  database = { client, physicalName: people.deps.database.physicalName };
  const { keyring, clock } = people.deps;
  const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 300 });
  const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
  const deps = { ...people.deps, database, subjectKeys, log };
  app = createApp(deps, decisionRoutes, decisionHandlers(deps));
});
afterEach(() => proxy.heal());
afterAll(async () => {
  database.client.destroy();
  await proxy.stop();
  await people.stop();
});

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
const about = (subject: object, purpose = 'improvement') => ({
  subject,
  purpose,
  category: 'prompt-text',
});

const idOf = async (subject: ReturnType<typeof byUserId>) => {
  const found = await people.subjects.resolve(subject);
  if (found.kind !== 'known') throw new Error('not known');
  return found.subject.subjectId;
};
const denialsShownTo = async (subject: ReturnType<typeof byUserId>) => {
  const { items } = await listActivity(people.deps, await idOf(subject), { limit: 100 });
  return items.filter(({ kind }) => kind === 'decision-denied');
};
const verdictOf = ({ decision, reasons }: { readonly decision: string; reasons?: unknown }) => ({
  decision,
  reasons,
});

/** What a batch answers, and its calls of the database by operation and table. */
async function ask(items: readonly object[]) {
  const before = proxy.calls.length;
  const { status, body } = await call(app, {
    method: 'POST',
    path: '/v1/decisions',
    body: { items },
    caller: assistant,
  });
  const answers = body as { readonly items: readonly { readonly decision: string }[] };
  const counts: Record<string, number> = {};
  for (const made of proxy.calls.slice(before)) {
    const [, table = ''] = /"(test-[a-z-]+)/.exec(made.body) ?? [];
    const name = `${made.operation} ${table.replace('test-', '')}`.trim();
    // The first entry of an instance in an hour notes the hour.
    if (name === 'BatchExecuteStatement outbox') continue;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return { status, items: answers.items, counts };
}

describe('a hundred questions wait for two reads', () => {
  test('about one person', async () => {
    const subject = await consenting();

    const { items, counts } = await ask(Array.from({ length: 100 }, () => about(subject)));

    expect(items.every(({ decision }) => decision === 'permit')).toBe(true);
    expect(counts).toEqual({
      'BatchGetItem aliases': 1,
      'BatchGetItem containment-controls': 1,
      // With what the person said.
      'BatchGetItem subjects': 1,
      'UpdateItem counters': 1,
      'UpdateItem record-counts': 1,
    });
  });

  test('about one person, all denied: what they can look up stands once, beside a hundred entries', async () => {
    const subject = await registered();

    const { items, counts } = await ask(Array.from({ length: 100 }, () => about(subject)));

    expect(items.every(({ decision }) => decision === 'deny')).toBe(true);
    expect(counts).toEqual({
      'BatchGetItem aliases': 1,
      'BatchGetItem containment-controls': 1,
      // With what the person said.
      'BatchGetItem subjects': 1,
      'BatchGetItem subject-keys': 1,
      'ExecuteTransaction outbox': 2,
    });
  });

  test('about a hundred people, of whom some are unknown', async () => {
    const known = await Promise.all(Array.from({ length: 10 }, consenting));
    const named = Array.from({ length: 100 }, (_, index) => known[index] ?? byUserId());

    const { items, counts } = await ask(named.map((subject) => about(subject)));

    expect(items.map(({ decision }) => decision)).toEqual(
      named.map((_, index) => (index < 10 ? 'permit' : 'deny')),
    );
    expect(counts).toEqual({
      'BatchGetItem aliases': 1,
      'BatchGetItem containment-controls': 1,
      'BatchGetItem subjects': 1,
      'ExecuteTransaction outbox': 1,
      'UpdateItem counters': 1,
      // What each of them can look up: their permitted uses of the day.
      'UpdateItem record-counts': 10,
    });
  });

  test('about a hundred people who are all denied: as many reads of their keys as for one', async () => {
    const everybody = await Promise.all(Array.from({ length: 100 }, registered));

    const one = await ask(everybody.slice(0, 1).map((subject) => about(subject)));
    const all = await ask(everybody.map((subject) => about(subject)));

    expect(one.counts).toMatchObject({ 'BatchGetItem subject-keys': 1 });
    expect(all.counts).toEqual({
      'BatchGetItem aliases': 1,
      'BatchGetItem containment-controls': 1,
      'BatchGetItem subjects': 1,
      'BatchGetItem consent-states': 1,
      'BatchGetItem subject-keys': 1,
      // Two statements for each: the entry, and what the person can look up.
      'ExecuteTransaction outbox': 2,
    });
    expect(all.items.map(verdictOf)).toEqual(everybody.map(() => verdictOf(one.items[0]!)));
    const [first] = everybody;
    expect(await denialsShownTo(first!)).toHaveLength(2);
    expect(await denialsShownTo(everybody[99]!)).toHaveLength(1);
  });

  test('people who have no key get theirs in one write, also while others make one', async () => {
    const everybody = await Promise.all(Array.from({ length: 3 }, registered));
    const ids = await Promise.all(everybody.map(idOf));
    await Promise.all(
      ids.map((id) => people.deps.subjectKeys.destroy(id, { order: anyOrder, keep: [] })),
    );
    proxy.onRequest(callOf('ExecuteTransaction', 'test-subject-keys'), async () => {
      await people.deps.subjectKeys.commitment(ids[1]!, newEventId());
      return undefined;
    });

    const { items, counts } = await ask(everybody.map((subject) => about(subject)));

    expect(items.every(({ decision }) => decision === 'deny')).toBe(true);
    expect(counts).toMatchObject({
      'BatchGetItem subject-keys': 2,
      'ExecuteTransaction subject-keys': 2,
      'ExecuteTransaction outbox': 1,
    });
    for (const [index, subject] of everybody.entries()) {
      expect(await people.deps.subjectKeys.list(ids[index]!)).toHaveLength(1);
      expect(await denialsShownTo(subject)).toHaveLength(1);
    }
  });

  test('each person keeps their own answer, whatever the order', async () => {
    const [yea, nay] = [await consenting(), await registered()];
    const erased = await registered();
    const found = await people.subjects.resolve(erased);
    if (found.kind === 'known') {
      await people.subjects.fence(found.subject.subjectId);
      await people.subjects.forget(found.subject.subjectId);
    }

    const { items } = await ask([
      about(nay),
      about(yea),
      about(yea, 'training'),
      about(nay, 'service-provision'),
      about(erased),
    ]);

    expect(items).toMatchObject([
      { reasons: ['consent-not-given'] },
      { decision: 'permit' },
      { reasons: ['consent-not-given'] },
      { decision: 'permit' },
      { reasons: ['subject-erased'] },
    ]);
  });

  test('as it would be answered alone', async () => {
    const several = [await consenting(), await registered(), byUserId()];
    const purposes = Object.keys(people.policy.purposes);
    const items = several.flatMap((subject) => purposes.map((purpose) => about(subject, purpose)));

    const together = await ask(items);
    const alone = await Promise.all(
      several.map((subject) => ask(purposes.map((purpose) => about(subject, purpose)))),
    );

    const apart = alone.flatMap((one) => one.items);
    expect(together.items.map(verdictOf)).toEqual(apart.map(verdictOf));
  });
});

describe('rows that a batch leaves unread', () => {
  test('are asked for again', async () => {
    const [yea, nay] = [await consenting(), await registered()];
    for (const table of [aliases, consentStates]) {
      proxy.inject(callOf('BatchGetItem', `test-${table.name}`), { kind: 'unprocessed' }, 2);
    }

    const { items, counts } = await ask([about(yea), about(nay)]);

    expect(items).toMatchObject([{ decision: 'permit' }, { decision: 'deny' }]);
    expect(counts).toMatchObject({ 'BatchGetItem aliases': 3, 'BatchGetItem subjects': 3 });
  });

  test('for good are no denial and no permit: 503, and nothing is entered', async () => {
    const [yea, nay] = [await consenting(), await registered()];
    proxy.inject(callOf('BatchGetItem', 'test-consent-states'), { kind: 'unprocessed' });
    const before = await people.rows(outbox);

    const { status } = await ask([about(yea), about(nay)]);

    expect(status).toBe(503);
    expect(await people.rows(outbox)).toEqual(before);
  });

  test('a hundred keys at most', async () => {
    const keys = Array.from({ length: 101 }, () => ({ alias: randomUUID() }));

    await expect(getRows(database, aliases, keys, z.unknown())).rejects.toThrow(RangeError);
    expect(await getRows(database, aliases, [], z.unknown())).toEqual([]);
  });
});

describe('effective at once', () => {
  const next = async (subject: object) => {
    const { items } = await ask([{ ...about(subject, 'support'), category: 'feedback' }]);
    return items[0];
  };
  const personOf = async (subject: ReturnType<typeof byUserId>) => {
    const found = await people.subjects.resolve(subject);
    if (found.kind !== 'known') throw new Error('not known');
    return found.subject;
  };

  test('GDPR Art. 21(1): an objection stops the very next use', async () => {
    const subject = await registered();
    const before = await next(subject);

    await people.post('/v1/consents', { subject, purpose: 'support', state: 'refused' });

    expect(before).toMatchObject({ decision: 'permit' });
    expect(await next(subject)).toMatchObject({ decision: 'deny', reasons: ['objection'] });
  });

  test('GDPR Art. 18(2): so does a restriction of the purpose', async () => {
    const subject = await registered();
    const { subjectId, version } = await personOf(subject);

    await transact(people.deps.database, [
      update(subjects, { subjectId }, version, { restrictedPurposes: ['support'] }),
    ]);

    expect(await next(subject)).toMatchObject({
      decision: 'deny',
      reasons: ['processing-restricted'],
    });
  });
});

test.each([
  ['a purpose that no policy can declare', { purpose: 'model_training' }, '/purpose'],
  ['a category that no policy can declare', { category: 'Prompt text' }, '/category'],
  ['a day that does not exist', { collectedAt: '2026-02-30T10:00:00Z' }, '/collectedAt'],
  ['nobody', { subject: undefined }, '/subject'],
  ['an unknown field', { force: true }, '/force'],
])('%s fails no other question of its batch', async (_title, wrong, pointer) => {
  const subject = await consenting();

  const { status, items } = await ask([
    about(subject),
    { ...about(subject), ...wrong },
    about(subject),
  ]);

  expect(status).toBe(200);
  expect(items).toMatchObject([
    { status: 200, decision: 'permit' },
    {
      status: 422,
      problem: {
        type: 'urn:custos:problem:invalid-input',
        errors: [{ pointer: `/items/1${pointer}` }],
      },
    },
    { status: 200, decision: 'permit' },
  ]);
});
