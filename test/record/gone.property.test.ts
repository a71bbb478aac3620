import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsents } from '../../lambda/consent/consents.ts';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { startOf, sweepPage } from '../../lambda/retention/sweep-person.ts';
import { chosenBy, writeChange } from '../../lambda/subject/change-settings.ts';
import { declare } from '../../lambda/subject/declare.ts';
import type { RequestedSettings } from '../../lambda/subject/model/settings.ts';
import { changeOf } from '../../lambda/subject/model/settings.ts';
import type { Person } from './calls.ts';
import { mine, writeRequest, query, newPerson, write } from './calls.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';
import { runs } from '../support/runs.ts';

let fixture: RecordFixture;
let app: App;
let now = Date.parse('2026-11-24T10:00:00.000Z');
const pass = (milliseconds: number) => {
  now += milliseconds;
  fixture.setClock(new Date(now).toISOString());
};
const day = 86_400_000;
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
  app = fixture.recordApp();
  pass(0);
});
afterAll(() => fixture.stop());

const subjectOf = async ({ subjectId }: Person) => (await fixture.subjects.get(subjectId))!;
async function requested(person: Person, wanted: RequestedSettings) {
  pass(1_000);
  const subject = await subjectOf(person);
  const chosen = await chosenBy(fixture, subject);
  const change = changeOf(fixture.policy, chosen, wanted, milliseconds(now));
  if (change.words.length > 0) await writeChange(fixture, subject, change);
}
async function live(person: Person, residence: string) {
  pass(1_000);
  await declare(fixture, await subjectOf(person), { residence });
}
async function say(person: Person, state: 'given' | 'withdrawn' | 'refused', purpose: string) {
  pass(1_000);
  const { id, version } = fixture.policy.published['assistant']!;
  const command = {
    ...{ purpose, state, locale: 'en', method: 'two-step-confirmation' },
    ...{ givenBy: 'subject' as const },
    ...(state === 'given' && { notice: { id, version } }),
  };
  const done = await openConsents(fixture).record(await subjectOf(person), command, {
    recorder: { kind: 'subject' },
  });
  expect(done.kind).toBe('recorded');
}
const store = async (person: Person, purposes: readonly string[], age = 0) => {
  pass(1_000);
  const collectedAt = new Date(now - age).toISOString();
  return (await write(app, writeRequest(person, { purposes, collectedAt }))).body.recordId;
};
/** Nothing where it is refused. */
async function stored(person: Person, purposes: readonly string[], age: number) {
  pass(1_000);
  const collectedAt = new Date(now - age).toISOString();
  const { status, body } = await write(app, writeRequest(person, { purposes, collectedAt }));
  return status === 201 ? [body.recordId] : [];
}
/** Purposes by record, as the person reads them. */
async function seen(person: Person): Promise<Map<string, readonly string[]>> {
  const { body } = await mine(app, person, 'GET', undefined, { limit: '100' });
  return new Map(
    body.items.map((item) => [
      item.recordId,
      (item as unknown as { purposes: readonly string[] }).purposes,
    ]),
  );
}
async function served(person: Person, purpose: string): Promise<string[]> {
  const asked = { subject: person.subject, purpose, limit: 100 };
  const { body, status } = await query(app, asked);
  return status === 200 ? body.items.map(({ recordId }) => recordId) : [];
}
const sweep = ({ subjectId }: Person) =>
  sweepPage({ ...fixture, rowsPerPage: 100 }, startOf(subjectId));

describe('a record shows and serves the purposes that still have a basis', () => {
  test('GDPR Art. 7(3): a withdrawn one is listed no more, and comes back for what is new only', async () => {
    const ada = await newPerson(fixture);
    await say(ada, 'given', 'training');
    const both = ['service-provision', 'training'];
    const old = await store(ada, both);

    await say(ada, 'withdrawn', 'training');
    const withdrawn = await seen(ada);
    await say(ada, 'given', 'training');
    const fresh = await store(ada, both);

    expect(withdrawn.get(old)).toEqual(['service-provision']);
    expect(await seen(ada)).toEqual(
      new Map([
        [fresh, both],
        [old, ['service-provision']],
      ]),
    );
    expect(await served(ada, 'training')).toEqual([fresh]);
    expect((await served(ada, 'service-provision')).sort()).toEqual([old, fresh].sort());
    await sweep(ada);
    expect(await served(ada, 'training')).toEqual([fresh]);
  });

  test('nor one whose period is over while another goes on', async () => {
    const ada = await newPerson(fixture);
    await say(ada, 'given', 'improvement');

    const recordId = await store(ada, ['service-provision', 'improvement'], 31 * day);

    expect((await seen(ada)).get(recordId)).toEqual(['improvement']);
    expect(await served(ada, 'service-provision')).toEqual([]);
  });
});

describe('GDPR Art. 5(1)(e): what was answered as gone', () => {
  test('stays gone when a shorter period is undone within seconds; what is new has the longer one', async () => {
    const ada = await newPerson(fixture);
    const old = await store(ada, ['service-provision'], 3 * day);
    const young = await store(ada, ['service-provision']);

    await requested(ada, { retention: { 'prompt-text': 'P1D' } });
    const shorter = await seen(ada);
    await requested(ada, { retention: { 'prompt-text': null } });
    const fresh = await store(ada, ['service-provision'], 3 * day);

    expect([...shorter.keys()]).toEqual([young]);
    expect(new Set((await seen(ada)).keys())).toEqual(new Set([young, fresh]));
    expect((await mine(app, ada, 'GET', old)).status).toBe(404);
    expect((await sweep(ada)).deleted).toBe(1);
    expect(new Set((await seen(ada)).keys())).toEqual(new Set([young, fresh]));
  });

  test.each([
    ['training', { training: 'off' }, { training: 'on' }],
    ['profiling', { personalisation: 'off' }, { personalisation: 'on' }],
  ] as const)('stays gone when %s is switched off and on', async (purpose, off, on) => {
    const ada = await newPerson(fixture);
    await say(ada, 'given', purpose);
    const old = await store(ada, [purpose]);

    await requested(ada, off);
    await requested(ada, on);

    expect((await mine(app, ada, 'GET', old)).status).toBe(404);
    expect(await served(ada, purpose)).toEqual([]);
    const fresh = await store(ada, [purpose]);
    expect(await served(ada, purpose)).toEqual([fresh]);
  });

  test('stays gone when the person moves and moves back', async () => {
    const ada = await newPerson(fixture, 'US-CA');
    const old = await store(ada, ['training']);

    await live(ada, 'DE');
    const abroad = await seen(ada);
    await live(ada, 'US-CA');

    expect(abroad.size).toBe(0);
    expect((await mine(app, ada, 'GET', old)).status).toBe(404);
  });

  test('stays gone in any order of what a person says, sets and waits', async () => {
    const purposes = ['service-provision', 'improvement', 'training'] as const;
    const act = fc.oneof(
      fc.record({
        kind: fc.constant('period' as const),
        to: fc.constantFrom('P1D', 'P3D', 'P7D', null),
      }),
      fc.record({ kind: fc.constant('training' as const), to: fc.constantFrom('on', 'off') }),
      fc.record({
        kind: fc.constant('say' as const),
        state: fc.constantFrom('given', 'withdrawn', 'refused'),
        purpose: fc.constantFrom('improvement', 'training'),
      }),
      fc.record({ kind: fc.constant('live' as const), in: fc.constantFrom('DE', 'US-CA', 'CH') }),
      fc.record({
        kind: fc.constant('store' as const),
        age: fc.integer({ min: 0, max: 5 }),
        purposes: fc.subarray([...purposes], { minLength: 1 }),
      }),
      fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('sweep' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
        const person = await newPerson(fixture, 'US-CA');
        /** What each record still served when it was last looked at. */
        const left = new Map<string, readonly string[]>();
        for (const one of [{ kind: 'store', age: 2, purposes } as const, ...acts]) {
          switch (one.kind) {
            case 'period':
              await requested(person, { retention: { 'prompt-text': one.to } });
              break;
            case 'training':
              await requested(person, { training: one.to });
              break;
            case 'say':
              await say(person, one.state, one.purpose);
              break;
            case 'live':
              await live(person, one.in);
              break;
            case 'store': {
              const [id] = await stored(person, one.purposes, one.age * day);
              if (id !== undefined) left.set(id, one.purposes);
              break;
            }
            case 'wait':
              pass(one.days * day);
              break;
            case 'sweep':
              await sweep(person);
          }
          const shown = await seen(person);
          for (const [id, before] of left) {
            const serves = shown.get(id) ?? [];
            expect(before).toEqual(expect.arrayContaining([...serves]));
            left.set(id, serves);
          }
        }
        for (const purpose of purposes) {
          for (const id of await served(person, purpose)) expect(left.get(id)).toContain(purpose);
        }
      }),
      { numRuns: runs(7) },
    );
  }, 600_000);
});

test('a refused query enters one denial, however many categories the purpose has', async () => {
  const ada = await newPerson(fixture);

  const { status } = await query(app, { subject: ada.subject, purpose: 'training' });

  expect(status).toBe(403);
  const { items } = await listActivity(fixture, ada.subjectId, { limit: 100 });
  expect(items.filter(({ kind }) => kind === 'decision-denied')).toHaveLength(1);
});
