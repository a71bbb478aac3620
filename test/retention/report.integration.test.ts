import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../lambda/platform/http/app.ts';
import { newSweepId } from '../../lambda/value/ids.ts';
import { milliseconds, seconds, toEpochSeconds, toRfc3339 } from '../../lambda/value/time.ts';
import { retentionApi, retentionCount } from '../../lambda/retention/needs.ts';
import { reportHandlers } from '../../lambda/retention/report/api.ts';
import { reportColumns, reportRoutes } from '../../lambda/retention/report/routes.ts';
import { countOn } from '../../lambda/retention/report/store.ts';
import { countChanges } from '../../lambda/count/counts.ts';
import { openSweeps } from '../../lambda/retention/sweep-store.ts';
import { newPerson } from '../record/calls.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { call } from '../support/call.ts';

let fixture: RecordFixture;
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
});
afterAll(() => fixture.stop());

const day = 86_400;
const steward = { kind: 'staff', issuer: 'https://issuer.example.com/', name: 'dpo' } as const;

function get(path: string, query: Record<string, string> = {}, headers = {}) {
  const parts = { ...fixture, database: boundTo(retentionApi, fixture, fixture.database) };
  const workflow = { start: () => Promise.reject(new Error('reading starts nothing')) };
  const app = createApp(parts, reportRoutes, reportHandlers({ ...parts, workflow }));
  return call(app, { method: 'GET', path, caller: steward, query, headers });
}

const count = (forSeconds: number) =>
  countOn(
    { ...fixture, database: boundTo(retentionCount, fixture, fixture.database) },
    milliseconds(fixture.clock() + forSeconds * 1000),
  );

async function keep(category: string, days: readonly number[], suspended = false) {
  const { subjectId } = await newPerson(fixture);
  const collectedAt = fixture.clock();
  const drafts = days.map((end) =>
    fixture.records.draft(
      subjectId,
      { category, purposes: ['service-provision'], content: end },
      { collectedAt, expiresAt: seconds(toEpochSeconds(collectedAt) + end * day), suspended },
    ),
  );
  await fixture.records.write(drafts, []);
}

describe('the retention report', () => {
  test('is empty until the first count', async () => {
    const { status, body } = await get('/v1/governance/retention');

    expect([status, body]).toEqual([200, { categories: [] }]);
  });

  test('reports what is stored, due, late and suspended, and what was deleted by what', async () => {
    fixture.setClock('2026-11-24T10:00:00Z');
    await keep('prompt-text', [-1, 0, 1, 30, 31]);
    await keep('prompt-text', [-5, 5], true);
    await keep('feedback', [100]);
    const at = milliseconds(fixture.clock() - 29 * day * 1000);
    const before = milliseconds(fixture.clock() - 31 * day * 1000);
    const hourly = [
      { category: 'prompt-text', at, count: 'retention-deletions' },
      { category: 'prompt-text', at: before, count: 'retention-deletions' },
      { category: 'prompt-text', at, count: 'deletions-by-sweep' },
      { category: 'prompt-text', at, count: 'deletions-by-person' },
      { category: 'prompt-text', at, count: 'deletions-by-erasure' },
      // Nothing of it is held any more.
      { category: 'safety-score', at, count: 'deletions-by-sweep' },
    ] as const;
    await countChanges(
      fixture,
      hourly.map((one, place) => ({ eventId: String(place), hourly: one })),
    );

    const outcomes = [await count(60), await count(60)];
    const { body } = await get('/v1/governance/retention');

    expect(outcomes).toEqual(['done', 'not-due']);
    expect(body).toEqual({
      computedAt: '2026-11-24T10:00:00.000Z',
      categories: [
        {
          category: 'feedback',
          ...{ records: 1, due: 0, late: 0, suspended: 0, withheld: 0 },
          deleted: { retention: 0, sweep: 0, person: 0, erasure: 0 },
        },
        {
          category: 'prompt-text',
          ...{ records: 7, due: 2, late: 2, suspended: 2, withheld: 0 },
          deleted: { retention: 1, sweep: 1, person: 1, erasure: 1 },
        },
        {
          category: 'safety-score',
          ...{ records: 0, due: 0, late: 0, suspended: 0, withheld: 0 },
          deleted: { retention: 0, sweep: 1, person: 0, erasure: 0 },
        },
      ],
    });
  });

  test('is a table where CSV is asked for', async () => {
    const { headers, text } = await get('/v1/governance/retention', {}, { Accept: 'text/csv' });

    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text.split('\r\n')).toEqual([
      reportColumns.join(','),
      'feedback,1,0,0,0,0,0,0,0,0,2026-11-24T10:00:00.000Z',
      'prompt-text,7,2,2,2,0,1,1,1,1,2026-11-24T10:00:00.000Z',
      'safety-score,0,0,0,0,0,0,1,0,0,2026-11-24T10:00:00.000Z',
      '',
    ]);
  });

  test('is counted again after a day, by calls that each go on where the last one stopped', async () => {
    fixture.setClock('2026-11-25T10:00:01Z');

    expect(await count(0)).toBe('done');
    const { body } = await get('/v1/governance/retention');

    expect((body as { computedAt: string }).computedAt).toBe('2026-11-25T10:00:01.000Z');
  });

  test('names the newest sweep over everybody, with its entry in the ledger', async () => {
    const sweeps = openSweeps(fixture);
    const names = [newSweepId(), newSweepId(), newSweepId()].map((sweepId) => ({ sweepId }));
    for (const name of names) await sweeps.begin(name);
    const counts = { people: 2, seen: 9, changed: 3, deleted: 1 };
    await sweeps.conclude(names[2]!, counts, 'done');
    // What has ended stays as it is.
    await sweeps.progress(names[2]!, { people: 0, seen: 0, changed: 0, deleted: 0 });
    await sweeps.fail(names[1]!);

    const { body } = await get('/v1/governance/retention');

    expect(body).toMatchObject({
      sweep: {
        ...{ ...names[2], scope: 'everybody', state: 'done', ...counts },
        policyVersion: fixture.policy.version,
        ledgerEntryId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        startedAt: toRfc3339(fixture.clock()),
      },
    });
  });

  test('lists sweeps page by page, newest first, and names no one', async () => {
    const path = '/v1/governance/retention/sweeps';
    const { subjectId } = await newPerson(fixture);
    await openSweeps(fixture).begin({ sweepId: newSweepId(), subjectId });
    interface Page {
      items: { state: string; scope: string }[];
      nextCursor: string;
    }

    const first = (await get(path, { limit: '2' })).body as Page;
    const second = (await get(path, { limit: '2', cursor: first.nextCursor })).body as Page;
    const people = await get(path, { scope: 'person' });
    const broken = await get(path, { cursor: 'nonsense' });

    expect(first.items.map(({ state }) => state)).toEqual(['done', 'failed']);
    expect(second.items.map(({ state }) => state)).toEqual(['running']);
    expect((people.body as Page).items).toMatchObject([{ scope: 'person', people: 0 }]);
    expect(JSON.stringify(people.body)).not.toContain(subjectId);
    expect(broken.status).toBe(422);
  });
});
