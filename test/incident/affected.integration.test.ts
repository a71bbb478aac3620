import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { affectedSummary } from '../../lambda/incident/affected/jobs.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { readKeyRows } from '../../lambda/platform/keyring/key-row.ts';
import { destroyKeys } from '../../lambda/platform/keyring/destroy-keys.ts';
import { subjects } from '../../lambda/subject/table.ts';
import type { IncidentId, JobId, SubjectId } from '../../lambda/value/ids.ts';
import { newNoticeId } from '../../lambda/value/ids.ts';
import { toRfc3339 } from '../../lambda/value/time.ts';
import { openAffectedFixture } from './affected-fixture.ts';
import type { AffectedFixture } from './affected-fixture.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { listTimeline } from '../../lambda/incident/timeline.ts';
import { officer } from './incident-fixture.ts';
import { anyOrder } from '../support/destruction.ts';

let fixture: AffectedFixture;
beforeAll(async () => {
  fixture = await openAffectedFixture();
});
afterAll(() => fixture.stop());

const idsIn = (body: { items: { subjectId: string }[] }) =>
  body.items.map(({ subjectId }) => subjectId).sort();

/** Every page, as staff turn them. */
async function everybody(incidentId: IncidentId): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: '3', ...(cursor !== undefined && { cursor }) };
    const { body } = await fixture.ask('GET', `/${incidentId}/affected`, { query });
    found.push(...idsIn(body));
    cursor = body.nextCursor as string | undefined;
  } while (cursor !== undefined);
  return found.sort();
}

describe('people affected by an incident', () => {
  test('are those with stored records of a category, each once, by residence', async () => {
    const incidentId = await fixture.incident();
    const [ada, bob] = [await fixture.person('DE'), await fixture.person('GB')];
    const other = await fixture.person();
    for (const each of [ada, bob]) await fixture.store(each, 'output-text', 3);
    await fixture.store(other, 'prompt-text');

    const body = await fixture.search(incidentId, { by: 'category', category: 'output-text' });

    expect(body.counts).toEqual({
      ...{ people: 2, unknown: 0, erased: 0, complete: true },
      byJurisdiction: { gdpr: 1, 'uk-gdpr': 1 },
    });
    expect(idsIn(body)).toEqual([ada, bob].sort());
    expect(body.items[0]).toMatchObject({ foundBy: ['category'] });
    expect(body.items[0]).not.toHaveProperty('subject');
    expect(body.searches).toMatchObject([
      { by: 'category', state: 'done', how: [{ source: 'records', state: 'searched' }] },
    ]);
    expect(await affectedSummary(fixture.database, incidentId)).toMatchObject({ people: 2 });
    const { events } = await listTimeline(fixture.database, incidentId, { limit: 1 });
    expect(events).toMatchObject([
      { kind: 'affected-counted', codes: { by: 'category', people: 2, unknown: 0 } },
    ]);
  });

  test('are those with something stored or entered in a window', async () => {
    const incidentId = await fixture.incident();
    const before = await fixture.person();
    fixture.setClock('2026-06-01T10:00:00.000Z');
    await fixture.store(before, 'prompt-text');
    fixture.setClock(undefined);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const from = toRfc3339(fixture.clock());
    const stored = await fixture.person();
    await fixture.store(stored, 'prompt-text', 2);
    const seen = await fixture.person();
    await fixture.ask('GET', `/${incidentId}/affected`);
    const looked = await fixture.incident();
    await fixture.search(looked, { by: 'subjects', subjects: [{ subjectId: seen }] });
    // Staff look at one person: the activity of the person has an entry.
    await fixture.ask('GET', `/${looked}/affected`, {
      scopes: 'custos/incidents custos/requests.identity',
      caller: { ...officer, seesMore: true },
    });
    const to = toRfc3339(fixture.clock());
    await new Promise((resolve) => setTimeout(resolve, 5));
    const after = await fixture.person();
    await fixture.store(after, 'prompt-text');

    const body = await fixture.search(incidentId, { by: 'window', from, to });

    expect(idsIn(body)).toContain(stored);
    expect(idsIn(body)).toContain(seen);
    expect(idsIn(body)).not.toContain(after);
    expect(body.searches[0].how).toEqual([
      { source: 'records', state: 'searched' },
      { source: 'activity', state: 'searched' },
    ]);
  });

  test('are whose key it is; a destroyed or unknown key names nobody, and says so', async () => {
    const incidentId = await fixture.incident();
    const [ada, erased] = [await fixture.person(), await fixture.person()];
    for (const each of [ada, erased]) await fixture.store(each, 'prompt-text');
    const kidOf = async (subjectId: SubjectId) =>
      (await readKeyRows(fixture.database, subjectId))[0]!.kid;
    const [kid, gone] = [await kidOf(ada), await kidOf(erased)];
    await destroyKeys(fixture, erased, { order: anyOrder, keep: [] });

    const known = await fixture.search(incidentId, { by: 'key', kid });
    expect(idsIn(known)).toEqual([ada]);
    const unknown = await fixture.search(incidentId, { by: 'key', kid: gone });
    expect(unknown.counts).toMatchObject({ people: 1, unknown: 1 });
    const never = await fixture.search(incidentId, { by: 'key', kid: '0'.repeat(32) });
    expect(never.counts).toMatchObject({ people: 1, unknown: 2 });
  });

  test('add up over several searches, each person once', async () => {
    const incidentId = await fixture.incident();
    const email = `${randomUUID()}@example.org`;
    const ada = await fixture.person('DE', email);
    await fixture.store(ada, 'prompt-image');

    await fixture.search(incidentId, { by: 'category', category: 'prompt-image' });
    const body = await fixture.search(incidentId, {
      by: 'subjects',
      subjects: [
        { type: 'email', value: email },
        { type: 'email', value: 'nobody@example.org' },
        { subjectId: ada },
        { subjectId: randomUUID() },
      ],
    });

    expect(body.counts).toMatchObject({ people: 1, unknown: 2 });
    expect(body.items).toMatchObject([{ subjectId: ada, foundBy: ['category', 'subjects'] }]);
    expect(body.searches).toMatchObject([
      { by: 'subjects', counts: { people: 1, unknown: 2 } },
      { by: 'category', counts: { people: 1, unknown: 0 } },
    ]);
    const jobs = await fixture.jobs.list(incidentId);
    expect(JSON.stringify(jobs)).not.toContain(ada);
  });

  test('are unknown where a source was not read, and never an empty set', async () => {
    const incidentId = await fixture.incident();

    const body = await fixture.search(incidentId, {
      by: 'principal',
      principal: 'arn:aws:sts::111122223333:assumed-role/support/a',
    });

    expect(body.counts).toMatchObject({ people: 0, unknown: 1, complete: false });
    expect(body.searches[0].how).toEqual([
      {
        ...{ source: 'trail', state: 'not-available' },
        next: expect.stringMatching(
          /`npx custos audit who-read --principal <arn> --json`.*search by `subjects`/,
        ),
      },
    ]);
  });

  test('who are being erased are counted, and nothing new is stored of them', async () => {
    const incidentId = await fixture.incident();
    const ada = await fixture.person();
    await fixture.store(ada, 'prompt-video');
    const { version } = (await fixture.subjects.get(ada))!;
    await transact(fixture.database, [
      update(subjects, { subjectId: ada }, version, { status: 'erasing' }),
    ]);

    const body = await fixture.search(incidentId, { by: 'category', category: 'prompt-video' });

    expect(body.counts).toMatchObject({ people: 0, erased: 1 });
    expect(body.items).toEqual([]);
  });

  test('are shown with who they are only to staff who may see it, and the person learns of it', async () => {
    const incidentId = await fixture.incident();
    const email = `${randomUUID()}@example.org`;
    const ada = await fixture.person('DE', email);
    await fixture.search(incidentId, { by: 'subjects', subjects: [{ subjectId: ada }] });

    const scopes = 'custos/incidents custos/requests.identity';
    const caller = { ...officer, seesMore: true };
    const { body } = await fixture.ask('GET', `/${incidentId}/affected`, { scopes, caller });

    expect(body.items[0].subject).toMatchObject({
      identities: [{ type: 'email', value: email }],
      residence: 'DE',
    });
    // Staff who only need the numbers leave people out.
    const query = { show: 'facts' };
    const facts = await fixture.ask('GET', `/${incidentId}/affected`, { scopes, caller, query });
    expect(facts.body.counts.people).toBe(1);
    expect(facts.body.items[0]).not.toHaveProperty('subject');
  });

  test('are listed on pages, none twice and none left out', async () => {
    const incidentId = await fixture.incident();
    const people = await Promise.all(Array.from({ length: 40 }, () => fixture.person()));
    await fixture.search(incidentId, {
      by: 'subjects',
      subjects: people.map((subjectId) => ({ subjectId })),
    });

    expect(await everybody(incidentId)).toEqual(people.toSorted());
  });

  const forms = 'send one of: subjects, category, window, key, principal';
  test.each<[object, string, string]>([
    [{ by: 'category', category: 'no-such' }, '/category', 'name a category of the policy'],
    [
      { by: 'window', from: '2026-11-24T02:00:00Z', to: '2026-11-24T01:00:00Z' },
      '/to',
      'the window cannot end before it begins',
    ],
    [
      { by: 'key', kid: 'x' },
      '/kid',
      'send 32 hexadecimal digits in lower case: the kid of a call',
    ],
    [{ by: 'subjects', subjects: [] }, '/subjects', 'send at least 1 item'],
    [
      { by: 'subjects', subjects: ['ada'] },
      '/subjects/0',
      'send {"type", "value"} or {"subjectId"}',
    ],
    [{ by: 'people' }, '/by', forms],
    [{}, '/by', forms],
  ])('cannot be searched by %j', async (body, pointer, message) => {
    const incidentId = await fixture.incident();
    const answer = await fixture.ask('POST', `/${incidentId}/affected`, { body });

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ pointer, message }]);
  });

  test('cannot be searched for without a recent sign-in, or for an incident that is none', async () => {
    const body = { by: 'category', category: 'prompt-text' };
    const incidentId = await fixture.incident();
    const caller = { ...officer, authenticatedAt: undefined } as never;

    expect((await fixture.ask('POST', `/${incidentId}/affected`, { body, caller })).status).toBe(
      401,
    );
    expect((await fixture.ask('POST', `/${randomUUID()}/affected`, { body })).status).toBe(404);
    expect((await fixture.ask('GET', `/${randomUUID()}/affected`)).status).toBe(404);
  });

  test('are not listed by a notice that the incident has not', async () => {
    const incidentId = await fixture.incident();

    for (const noticeId of [randomUUID(), newNoticeId(), 'none']) {
      const query = { noticeId, delivery: 'none' };
      const answer = await fixture.ask('GET', `/${incidentId}/affected`, { query });
      expect(answer.status, noticeId).toBe(404);
    }
  });
});

test('a search that is killed after any of its writes ends as if it had not been', async () => {
  const people = await Promise.all(
    Array.from({ length: 60 }, (_, index) => fixture.person(index % 2 === 0 ? 'DE' : 'GB')),
  );
  for (const each of people) await fixture.store(each, 'feedback');
  let kills = 0;
  for (let writes = 1; ; writes += 1) {
    const incidentId = await fixture.incident();
    const body = { by: 'category', category: 'feedback' };
    const made = await fixture.ask('POST', `/${incidentId}/affected`, { body });
    const dying = dyingAfter(fixture, writes);
    const stop = fixture.driveSearches((run) => (run === 1 ? dying : fixture.database));
    const status = await fixture.driving.ended(made.body.jobId as JobId);
    await stop();

    expect(status, `killed after write ${writes}`).toBe('succeeded');
    expect(await affectedSummary(fixture.database, incidentId)).toEqual({
      ...{ people: 60, unknown: 0, erased: 0, complete: true },
      byJurisdiction: { gdpr: 30, 'uk-gdpr': 30 },
    });
    const { events } = await listTimeline(fixture.database, incidentId, { limit: 10 });
    expect(events.filter(({ kind }) => kind === 'affected-counted')).toHaveLength(1);
    if (!dying.died()) break;
    kills += 1;
    writes += Math.floor(writes / 8);
  }
  expect(kills).toBeGreaterThan(5);
}, 300_000);
