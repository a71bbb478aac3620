import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freezeCopies, freezeStatements } from '../../lambda/containment/freeze-store.ts';
import type { FreezeOrder } from '../../lambda/containment/model/freeze.ts';
import { withOrder, withoutOrder } from '../../lambda/containment/model/freeze.ts';
import { containmentControls } from '../../lambda/containment/table.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { consentHandlers } from '../../lambda/consent/api.ts';
import { consentRoutes } from '../../lambda/consent/routes.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { canonicalJson } from '../../lambda/value/canonical.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { records } from '../../lambda/record/table.ts';
import {
  assistant,
  byEmail,
  newPerson,
  openSubjectFixture,
  yes,
} from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call } from '../support/call.ts';

let people: SubjectFixture;
let app: App;
const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
const appOn = (deps: SubjectFixture['deps']): App =>
  createApp(
    { ...deps, log },
    { ...recordRoutes, ...decisionRoutes, ...consentRoutes },
    { ...recordHandlers(deps), ...decisionHandlers(deps), ...consentHandlers(deps) },
  );
beforeAll(async () => {
  people = await openSubjectFixture();
  app = appOn(people.deps);
});
afterAll(() => people.stop());

const change = async (to: Parameters<typeof freezeStatements>[1]) =>
  transact(people.deps.database, await freezeStatements(people.deps.database, to));
const freeze = (categories: FreezeOrder['categories'], containmentId = 'one') =>
  change((before) => withOrder(before, { containmentId, categories }));
const lift = (containmentId = 'one') => change((before) => withoutOrder(before, containmentId));
afterEach(() => change(() => []));

async function newSubject() {
  const caller = newPerson();
  const subject = byEmail(caller.email);
  await people.post('/v1/subjects', { subject, residence: 'DE' });
  return { caller, subject };
}
type Registered = Awaited<ReturnType<typeof newSubject>>;

const key = () => ({ 'Idempotency-Key': randomUUID() });
const post = (path: string, body: object, on = app) =>
  call(on, { method: 'POST', path, body, caller: assistant, headers: key() });
const put = ({ caller }: Registered, body: object, purpose = 'improvement') =>
  call(app, { method: 'PUT', path: `/v1/me/consents/${purpose}`, body, caller, headers: key() });
const content = (subject: object, category = 'prompt-text') => ({
  ...{ subject, category, purposes: ['service-provision'] },
  content: { text: 'Hello' },
});
const asked = (subject: object, category = 'prompt-text') => ({
  ...{ subject, category, purpose: 'service-provision' },
});
const query = (subject: object) =>
  post('/v1/records/query', { subject, purpose: 'service-provision' });
const own = ({ caller }: Registered, path: string, rest: Partial<Call> = {}) =>
  call(app, { method: 'GET', path, caller, ...rest });

describe('while everything is frozen', () => {
  test('GDPR Art. 33(3)(d): each decision of a batch denies at once, first of its reasons, and is entered', async () => {
    const { subject } = await newSubject();
    expect((await post('/v1/decisions', asked(subject))).body.decision).toBe('permit');

    await freeze('all');
    const { body } = await post('/v1/decisions', {
      items: [asked(subject), { ...asked(subject), purpose: 'improvement' }],
    });

    expect(body.items.map((one: { reasons: string[] }) => one.reasons)).toEqual([
      ['processing-frozen'],
      ['processing-frozen', 'consent-not-given'],
    ]);
    const entered = (await people.rows(outbox)).find(
      ({ entryId }) => entryId === body.items[0].decisionId,
    );
    expect(entered?.['codes']).toMatchObject({ reason: 'processing-frozen' });
    await lift();
    expect((await post('/v1/decisions', asked(subject))).body.decision).toBe('permit');
  });

  test('records are neither stored nor read for a service, alone or in a batch; the person reads theirs', async () => {
    const person = await newSubject();
    const { subject } = person;
    const stored = await post('/v1/records', content(subject));
    expect(stored.status).toBe(201);
    const before = (await people.rows(records)).length;

    await freeze('all');
    const [one, several, read] = await Promise.all([
      post('/v1/records', content(subject)),
      post('/v1/records/batch', { items: [content(subject), content(subject)] }),
      query(subject),
    ]);

    for (const { status, body } of [one, read]) {
      expect({ status, type: body.type }).toEqual({
        status: 403,
        type: 'urn:custos:problem:processing-frozen',
      });
    }
    expect(several.body.items.map(({ status }: { status: number }) => status)).toEqual([403, 403]);
    expect((await people.rows(records)).length).toBe(before);
    const mine = await own(person, '/v1/me/records');
    expect(mine.body.items).toHaveLength(1);
    const deleted = await own(person, `/v1/me/records/${stored.body.recordId}`, {
      method: 'DELETE',
    });
    expect(deleted.status).toBe(204);
  });

  test('no consent is recorded, by the person, a service or an import; to refuse and withdraw goes on', async () => {
    const person = await newSubject();
    const { subject } = person;
    const given = yes(people.policy);
    await put(person, given);

    await freeze('all');
    const again = await put(person, given, 'training');
    const service = await post('/v1/consents', { subject, purpose: 'training', ...given });
    const line = { subject, purpose: 'training', at: '2026-01-01T00:00:00Z', source: 'old' };
    const operator = { kind: 'staff', issuer: assistant.issuer, name: 'ops' } as const;
    const imported = await call(
      app,
      justSignedIn(
        {
          ...{ method: 'POST', path: '/v1/consents/import', caller: operator },
          body: { items: [{ ...line, ...given }] },
        },
        people.deps.clock(),
      ),
    );
    const withdrawn = await put(person, { state: 'withdrawn' });
    const refused = await post('/v1/consents', { subject, purpose: 'training', state: 'refused' });

    for (const { status, body } of [again, service]) {
      expect({ status, type: body.type }).toEqual({
        status: 403,
        type: 'urn:custos:problem:processing-frozen',
      });
    }
    expect(imported.body.items[0]).toMatchObject({
      status: 403,
      problem: { type: 'urn:custos:problem:processing-frozen' },
    });
    expect([withdrawn.status, refused.status]).toEqual([201, 201]);
  });

  test('the person reads why, in both languages', async () => {
    const person = await newSubject();
    await freeze('all');

    const [english, german] = await Promise.all(
      ['en', 'de'].map((locale) =>
        own(person, '/v1/me/decisions', { query: { purpose: 'service-provision', locale } }),
      ),
    );

    expect(english?.body.items[0].explanation).toContain('while we deal with a security incident');
    expect(german?.body.items[0].explanation).toContain('Sicherheitsvorfall');
  });
});

describe('a freeze of part of it', () => {
  test('of a category: it, and what is treated as it, is denied; others are not', async () => {
    const { subject } = await newSubject();
    await freeze(['prompt-text']);

    const { body } = await post('/v1/decisions', {
      items: [asked(subject), asked(subject, 'output-text')],
    });

    expect(body.items.map(({ decision }: { decision: string }) => decision)).toEqual([
      'deny',
      'permit',
    ]);
    expect((await post('/v1/records', content(subject, 'output-text'))).status).toBe(201);
    expect((await post('/v1/records', content(subject))).status).toBe(403);
  });

  test('of a category: a purpose that has others takes a consent, one that has none does not', async () => {
    const person = await newSubject();
    const { categories } = people.policy.purposes['improvement']!;
    await freeze(categories.slice(1));
    expect((await put(person, yes(people.policy))).status).toBe(201);
    await freeze(categories);

    expect((await put(person, yes(people.policy))).status).toBe(403);
  });

  test('of a person: they are frozen alone, and by each order until the last is lifted', async () => {
    const [one, other] = [await newSubject(), await newSubject()];
    const mark = async (...frozenBy: string[]) => {
      const found = await people.subjects.resolve(one.subject);
      if (found.kind !== 'known') throw new Error('not known');
      await people.subjects.mark(found.subject, { frozenBy }, []);
    };
    const decisions = async () =>
      (
        await post('/v1/decisions', { items: [asked(one.subject), asked(other.subject)] })
      ).body.items.map(({ decision }: { decision: string }) => decision) as unknown;

    await mark('one', 'two');
    expect(await decisions()).toEqual(['deny', 'permit']);
    expect((await put(one, yes(people.policy))).status).toBe(403);
    await mark('two');
    expect(await decisions()).toEqual(['deny', 'permit']);
    await mark();
    expect(await decisions()).toEqual(['permit', 'permit']);
  });

  test('two orders: what one freezes stays frozen when the other is lifted', async () => {
    const { subject } = await newSubject();
    await freeze('all', 'one');
    await freeze(['prompt-text'], 'two');
    await lift('one');

    expect((await post('/v1/decisions', asked(subject))).body.decision).toBe('deny');
    expect((await post('/v1/decisions', asked(subject, 'output-text'))).body.decision).toBe(
      'permit',
    );
  });
});

describe('the rows of a freeze', () => {
  test('are equal, so that it does not matter which of them a call reads', async () => {
    await freeze('all', 'one');
    await freeze(['prompt-text'], 'two');

    const rows = await people.rows(containmentControls);

    expect(rows).toHaveLength(freezeCopies);
    expect(new Set(rows.map(({ orders }) => canonicalJson(orders))).size).toBe(1);
  });

  test('two orders at the same moment are both in force', async () => {
    const outcomes = await Promise.all([freeze('all', 'one'), freeze(['prompt-text'], 'two')]);
    for (const [index, { kind }] of outcomes.entries()) {
      if (kind !== 'committed')
        await freeze(index === 0 ? 'all' : ['prompt-text'], index === 0 ? 'one' : 'two');
    }

    const [row] = await people.rows(containmentControls);

    expect(row?.['orders']).toHaveLength(2);
  });

  test('that cannot be read permit nothing, and refusing still works', async () => {
    const { deps, server } = people;
    const person = await newSubject();
    const { [containmentControls.name]: gone, ...tables } = server.tables;
    expect(gone).toBeDefined();
    const database = {
      ...deps.database,
      physicalName: physicalNames({ ...tables, [containmentControls.name]: 'not-there' }),
    };
    const without = appOn({ ...deps, database });

    const denied = await Promise.all([
      post('/v1/decisions', asked(person.subject), without),
      post('/v1/records', content(person.subject), without),
      post(
        '/v1/consents',
        { subject: person.subject, purpose: 'training', ...yes(people.policy) },
        without,
      ),
    ]);
    const refused = await post(
      '/v1/consents',
      { subject: person.subject, purpose: 'training', state: 'refused' },
      without,
    );

    expect(denied.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(refused.status).toBe(201);
  });
});
