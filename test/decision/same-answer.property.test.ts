import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activity, outbox } from '../../lambda/ledger/table.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { seconds } from '../../lambda/value/time.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { subjects } from '../../lambda/subject/table.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import {
  assistant,
  byEmail,
  openSubjectFixture,
  newPerson,
  yes,
} from '../subject/subject-fixture.ts';
import { call } from '../support/call.ts';
import { runs } from '../support/runs.ts';

let people: SubjectFixture;
let records: App;
beforeAll(async () => {
  people = await openSubjectFixture();
  const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
  records = createApp({ ...people.deps, log }, recordRoutes, recordHandlers(people.deps));
});
afterAll(() => people.stop());

const write = (body: object) =>
  call(records, {
    method: 'POST',
    path: '/v1/records',
    body,
    caller: assistant,
    headers: { 'Idempotency-Key': randomUUID() },
  });
interface Verdict {
  readonly decision: string;
  readonly reasons: readonly string[];
  readonly validUntil: string;
}
const ask = async (body: object) =>
  (await people.send({
    method: 'POST',
    path: '/v1/decisions',
    body,
    caller: assistant,
  })) as unknown as {
    readonly status: number;
    readonly body: Partial<Verdict> & {
      readonly errors?: readonly { readonly pointer: string }[];
      readonly items?: readonly { readonly status: number }[];
    };
  };
const decide = async (body: object) => (await ask(body)).body as Verdict;

type CaseOf<Cases> = Cases extends fc.Arbitrary<infer Case> ? Case : never;

async function newPersonWith(facts: object, settings: object) {
  const caller = newPerson({ authenticatedAt: seconds(Math.floor(Date.now() / 1_000)) });
  const subject = byEmail(caller.email);
  await people.post('/v1/subjects', { subject, ...facts });
  const request = { path: '/v1/me/settings', caller };
  const { headers } = await people.send({ method: 'GET', ...request });
  if (Object.keys(settings).length > 0) {
    const change = { ...request, headers: { 'If-Match': headers['etag']! }, body: settings };
    expect((await people.send({ method: 'PATCH', ...change })).status).toBe(200);
  }
  return { caller, subject };
}

describe('two questions about the same thing have the same answer', () => {
  const off = fc.subarray(['storage', 'training', 'personalisation'] as const);
  const purposes = ['service-provision', 'inference', 'improvement', 'training', 'profiling'];
  const uses = fc.record({
    purpose: fc.constantFrom(...purposes, 'safety', 'support', 'aggregates'),
    category: fc.constantFrom('prompt-text', 'feedback', 'safety-score', 'unclassified'),
    residence: fc.constantFrom('DE', 'GB', 'CH', 'US-CA', 'BR'),
    ageBand: fc.constantFrom('adult', '16-to-17', 'under-13'),
    off,
    said: fc.constantFrom(undefined, 'given', 'refused', 'withdrawn'),
  });

  test('a decision about data that comes in, and the write that stores it', async () => {
    await fc.assert(
      fc.asyncProperty(uses, async ({ purpose, category, off: switched, said, ...facts }) => {
        const settings = Object.fromEntries(switched.map((name) => [name, 'off']));
        const { caller, subject } = await newPersonWith(facts, settings);
        const body = said === 'given' ? yes(people.policy) : { state: said };
        const path = `/v1/me/consents/${purpose}`;
        if (said) await people.send({ method: 'PUT', path, body, caller });

        const decided = await decide({ subject, purpose, category });
        const wrote = await write({ subject, category, purposes: [purpose], content: { a: 1 } });
        const own = await people.send({
          method: 'GET',
          path: '/v1/me/decisions',
          query: { purpose, category },
          caller,
        });

        expect(own.body.items[0]).toMatchObject({ decision: decided.decision });
        if (decided.decision === 'permit') expect(wrote.status).toBe(201);
        else {
          expect(wrote.status).toBe(403);
          expect((wrote.body as { errors: { message: string }[] }).errors[0]?.message).toBe(
            `this purpose is denied: ${decided.reasons.join(', ')}`,
          );
        }
      }),
      { numRuns: runs(8) },
    );
  });

  test('GDPR Art. 5(1)(e): data of any age, its decision alone and in a list, and the write', async () => {
    const ages = fc.record({
      purpose: fc.constantFrom('service-provision', 'improvement', 'safety', 'aggregates'),
      category: fc.constantFrom('prompt-text', 'usage-log', 'safety-score', 'unclassified'),
      residence: fc.constantFrom('DE', 'US-CA'),
      retention: fc.constantFrom({}, { 'prompt-text': 'P7D' }),
      said: fc.constantFrom(undefined, 'given', 'withdrawn'),
      days: fc.constantFrom(-400, -1, -0.002, 0.5, 6, 8, 31, 300, 1000, 3000, 20_000),
    });
    type Question = CaseOf<typeof ages>;
    const example = (days: Question['days']): Question => ({
      purpose: 'service-provision',
      category: 'prompt-text',
      residence: 'DE',
      retention: {},
      said: undefined,
      days,
    });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(ages, async ({ purpose, category, residence, retention, said, days }) => {
        const { caller, subject } = await newPersonWith({ residence }, { retention });
        const body = said === 'given' ? yes(people.policy) : { state: said };
        const path = `/v1/me/consents/${purpose}`;
        if (said) await people.send({ method: 'PUT', path, body, caller });
        const collectedAt = new Date(Date.now() - days * 86_400_000).toISOString();
        const question = { subject, purpose, category, collectedAt, storing: true };

        const alone = await ask(question);
        const { items } = (await ask({ items: [question, question] })).body;
        const wrote = await write({
          ...{ subject, category, collectedAt },
          ...{ purposes: [purpose], content: { a: 1 } },
        });

        expect(items?.map(({ status }) => status)).toEqual([alone.status, alone.status]);
        const { decision, reasons = [], errors } = alone.body;
        const answered = decision === 'deny' ? reasons.join() : (decision ?? errors![0]!.pointer);
        seen.add(answered);
        const [refused] = (wrote.body as { errors?: { pointer: string; message: string }[] })
          .errors ?? [undefined];
        if (answered === 'permit') expect(wrote.status).toBe(201);
        else if (answered === 'retention-ended' || answered === '/collectedAt') {
          expect([wrote.status, refused?.pointer]).toEqual([422, '/collectedAt']);
        } else {
          expect([wrote.status, refused?.message]).toEqual([
            403,
            `this purpose is denied: ${reasons.join(', ')}`,
          ]);
        }
      }),
      // Each answer occurs, whatever else is drawn.
      { numRuns: runs(20), examples: [[example(0.5)], [example(31)], [example(-1)]] },
    );

    expect([...seen]).toEqual(
      expect.arrayContaining(['permit', 'retention-ended', '/collectedAt']),
    );
  });

  test('data whose period has ended is used for nothing; a permit ends with the period', async () => {
    const { subject } = await newPersonWith({ residence: 'DE' }, {});
    const question = { subject, purpose: 'service-provision', category: 'prompt-text' };
    people.setClock('2026-11-28T12:00:00Z');

    const over = await decide({ ...question, collectedAt: '2026-10-29T12:00:00Z' });
    const last = await decide({ ...question, collectedAt: '2026-10-29T12:01:00Z' });
    people.setClock(undefined);

    expect(over).toMatchObject({ decision: 'deny', reasons: ['retention-ended'] });
    expect(last).toMatchObject({ decision: 'permit', validUntil: '2026-11-28T12:01:00.000Z' });
  });

  test('the effect that a choice answers, and the decision that follows it', async () => {
    const states = fc.record({
      ...{ purpose: fc.constantFrom(...purposes, 'safety', 'support'), off },
      residence: fc.constantFrom('DE', 'GB', 'CH', 'US-CA', 'US-CO', 'BR'),
      ageBand: fc.constantFrom('adult', '16-to-17', '13-to-15', 'under-13'),
      restricted: fc.boolean(),
      said: fc.array(fc.constantFrom('given', 'refused', 'withdrawn'), {
        minLength: 1,
        maxLength: 3,
      }),
    });
    const permits = ['processing-permitted', 'objection-ended'];
    const stops = ['processing-stopped', 'objection-honoured'];
    type State = CaseOf<typeof states>;
    const example = (purpose: string): State => ({
      purpose,
      off: [],
      residence: 'DE',
      ageBand: 'adult',
      restricted: false,
      said: ['given', 'withdrawn', 'refused'],
    });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(states, async ({ purpose, off: switched, restricted, said, ...facts }) => {
        const settings = Object.fromEntries(switched.map((name) => [name, 'off']));
        const { caller, subject } = await newPersonWith(facts, settings);
        const [category] = people.policy.purposes[purpose]!.categories;
        const found = await people.subjects.resolveCaller(caller);
        if (restricted && found.kind === 'known') {
          const { subjectId, version } = found.subject;
          const changes = { restrictedPurposes: [purpose] };
          const statement = update(subjects, { subjectId }, version, changes);
          await transact(people.deps.database, [statement]);
        }
        for (const state of said) {
          const before = await decide({ subject, purpose, category });
          const more = { method: 'two-step-confirmation' };
          const body = state === 'given' ? { ...yes(people.policy), ...more } : { state };
          const path = `/v1/me/consents/${purpose}`;
          const { status, body: stated } = await people.send({ method: 'PUT', path, body, caller });
          const after = await decide({ subject, purpose, category });
          // What does not rest on consent, or is for a parent to give.
          if (status === 409) continue;
          const { effect, deniedBecause } = stated.consent as unknown as {
            effect: string;
            deniedBecause?: readonly string[];
          };
          seen.add(`${state} ${effect}`);
          if (state === 'given') {
            expect(permits.includes(effect)).toBe(after.decision === 'permit');
            if (after.decision === 'deny') expect(deniedBecause).toEqual(after.reasons);
          } else if (stops.includes(effect)) expect(after.decision).toBe('deny');
          else expect(after).toMatchObject({ decision: before.decision, reasons: before.reasons });
        }
      }),
      {
        numRuns: runs(10),
        examples: [[example('improvement')], [example('safety')]],
      },
    );

    expect(seen.size).toBeGreaterThan(4);
  });

  test('GDPR Art. 25(2): with storage off a consent is for earlier data, and says why', async () => {
    const { caller } = await newPersonWith({ residence: 'DE' }, { storage: 'off' });
    const path = '/v1/me/consents/improvement';

    const { body } = await people.send({ method: 'PUT', path, body: yes(people.policy), caller });

    expect(body.consent).toMatchObject({
      effect: 'earlier-data-permitted',
      deniedBecause: ['storage-off'],
    });
  });

  test('GDPR Art. 25(2): a consent does not switch training on again, and says so', async () => {
    const { caller, subject } = await newPersonWith({ residence: 'DE' }, { training: 'off' });
    const path = '/v1/me/consents/training';
    const send = (body: object) => people.send({ method: 'PUT', path, body, caller });

    const { status, body } = await send(yes(people.policy));

    expect(status).toBe(201);
    expect(body.consent).toMatchObject({
      state: 'given',
      effect: 'recorded-without-effect',
      deniedBecause: ['training-off'],
    });
    const question = { subject, purpose: 'training', category: 'prompt-text' };
    expect(await decide(question)).toMatchObject({ reasons: ['training-off'] });
  });

  test('with storage off nothing is stored; use alone is another question', async () => {
    const { subject } = await newPersonWith({ residence: 'DE' }, { storage: 'off' });
    const question = { subject, purpose: 'service-provision', category: 'prompt-text' };

    expect(await decide(question)).toMatchObject({ decision: 'deny', reasons: ['storage-off'] });
    expect(await decide({ ...question, storing: true })).toMatchObject({
      reasons: ['storage-off'],
    });
    expect(await decide({ ...question, storing: false })).toMatchObject({ decision: 'permit' });
    // Data from before is there already.
    const collectedAt = new Date(Date.now() - 5 * 86_400_000).toISOString();
    expect(await decide({ ...question, collectedAt })).toMatchObject({ decision: 'permit' });
    expect(await decide({ ...question, collectedAt, storing: true })).toMatchObject({
      reasons: ['storage-off'],
    });
  });

  test('a query without a category is one question: one denial is entered', async () => {
    const { caller, subject } = await newPersonWith({ residence: 'DE' }, {});
    const entries = async () => (await people.rows(outbox)).length;
    const shown = async () => (await people.rows(activity)).length;
    const before = [await entries(), await shown()] as const;

    const { status } = await call(records, {
      method: 'POST',
      path: '/v1/records/query',
      body: { subject, purpose: 'training' },
      caller: assistant,
    });

    expect(status).toBe(403);
    expect((await entries()) - before[0]).toBe(1);
    expect((await shown()) - before[1]).toBe(1);
    expect(caller.kind).toBe('subject');
    const rows = await people.rows(outbox);
    const newest = rows.find(
      ({ type, codes }) =>
        type === 'decision.denied' && !Object.hasOwn(codes as object, 'category'),
    );
    expect(newest?.['codes']).toEqual({ purpose: 'training', reason: 'consent-not-given' });
  });
});
