import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { StoreUnavailableError } from '../../lambda/platform/dynamo/errors.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { retentionSweeps } from '../../lambda/retention/table.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { newSweepId } from '../../lambda/value/ids.ts';
import { milliseconds, seconds, toEpochSeconds, toRfc3339 } from '../../lambda/value/time.ts';
import { retentionApi, retentionCount } from '../../lambda/retention/needs.ts';
import { reportHandlers } from '../../lambda/retention/report/api.ts';
import { reportColumns, reportRoutes } from '../../lambda/retention/report/routes.ts';
import { segmentsOf } from '../../lambda/retention/report/scan.ts';
import { countOn, reportStale } from '../../lambda/retention/report/store.ts';
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

async function keep(
  category: string,
  days: readonly number[],
  suspended = false,
  content: string | number = 1,
) {
  const { subjectId } = await newPerson(fixture);
  const collectedAt = fixture.clock();
  const drafts = days.map((end) =>
    fixture.records.draft(
      subjectId,
      { category, purposes: ['service-provision'], content },
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

  describe('of a table that is read in segments', () => {
    const total = async () => {
      const { body } = await get('/v1/governance/retention');
      const { categories } = body as { categories: { category: string; records: number }[] };
      return categories.find(({ category }) => category === 'feedback')?.records;
    };
    /** Two pages of a megabyte in each of three segments, at least. */
    const people = 90;
    const kilobytes = 100;
    const plan = () => Promise.resolve(3);
    const on = (client: Database['client'], forSeconds: number) =>
      countOn(
        {
          ...{ ...fixture, plan },
          database: boundTo(retentionCount, fixture, { ...fixture.database, client }),
        },
        milliseconds(fixture.clock() + forSeconds * 1000),
      );

    test('goes on in each segment, and counts no row twice when it was interrupted', async () => {
      fixture.setClock('2026-11-26T11:00:00Z');
      for (let person = 0; person < people; person += 1) {
        await keep('feedback', [100], false, 'x'.repeat(kilobytes * 1_024));
      }
      const { client } = fixture.database;
      const scans = () => seen.length;
      const seen: unknown[] = [];
      let dies = false;
      const dying = {
        send: (command: { input: object }) => {
          if ('TotalSegments' in command.input) {
            if (dies && seen.length % 3 === 1) return Promise.reject(new Error('killed'));
            seen.push(command.input);
          }
          return client.send(command as never);
        },
      } as unknown as Database['client'];

      expect(await on(dying, 0)).toBe('running');
      expect(scans()).toBe(3);
      dies = true;
      await expect(on(dying, 0)).rejects.toThrow(StoreUnavailableError);
      dies = false;
      expect(await total()).toBe(1);
      for (let run = 0; (await on(dying, 0)) === 'running' && run < 20; run += 1);

      expect(await total()).toBe(people + 1);
      const segments = seen.map((input) => (input as { Segment: number }).Segment);
      expect(new Set(segments)).toEqual(new Set([0, 1, 2]));
    });

    test('is stale once none has ended for a week', async () => {
      const stale = () => fixture.lines.filter((line) => line.includes('COUNT_STALE'));
      fixture.setClock('2026-11-27T12:00:00Z');
      expect(await on(fixture.database.client, 0)).toBe('running');
      fixture.setClock('2026-12-03T10:59:59Z');
      await reportStale(fixture);
      expect(stale()).toEqual([]);
      fixture.setClock('2026-12-03T11:00:00Z');

      await reportStale(fixture);
      expect(stale().map((line) => JSON.parse(line) as unknown)).toMatchObject([{ days: 7 }]);
      while ((await on(fixture.database.client, 0)) === 'running');
      await reportStale(fixture);

      expect(stale()).toHaveLength(1);
    });

    test('goes on with one that began before there were segments', async () => {
      fixture.setClock('2026-12-05T11:00:00Z');
      const startedAt = toRfc3339(fixture.clock());
      const before = { feedback: { rows: 5, due: 0, late: 0, suspended: 0, withheld: 0 } };
      const times = { startedAt, changedAt: startedAt };
      const row = { scope: 'count', sweepId: newSweepId(), state: 'running', version: 1, ...times };
      await transact(fixture.database, [
        insert(retentionSweeps, { ...row, ['held']: before, deleted: {} }),
      ]);

      while ((await on(fixture.database.client, 0)) === 'running');

      expect(await total()).toBe(5 + people + 1);
    });

    test.each([
      [0, 1],
      [10 * 1_024 ** 3, 1],
      [10 * 1_024 ** 3 + 1, 2],
      [18 * 1_024 ** 4, 32],
    ])('of %i bytes has %i segments', (bytes, segments) => {
      expect(segmentsOf(bytes)).toBe(segments);
    });
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
