import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ledgerHandlers } from '../../lambda/ledger/api.ts';
import type { EntryCodes, EntryType, LedgerEntry } from '../../lambda/ledger/model/ledger.ts';
import { ledgerApi } from '../../lambda/ledger/needs.ts';
import { ledgerRoutes } from '../../lambda/ledger/routes.ts';
import { entry } from '../../lambda/ledger/store.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { encodeCursor } from '../../lambda/platform/http/cursor.ts';
import { newSubjectId } from '../../lambda/value/ids.ts';
import { openPlatform } from '../../lambda/platform/platform.ts';
import { brokenAfter } from '../faults/connections.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { call } from '../support/call.ts';

let fixture: RecordFixture;
let app: App;
beforeAll(async () => {
  fixture = await openRecordFixture();
  app = openApp(fixture.database);
});
afterEach(() => fixture.setClock(undefined));
afterAll(() => fixture.stop());

/** Composed as the function does: what its needs do not name is absent. */
function openApp(database: RecordFixture['database']): App {
  const variables = {
    CUSTOS_STAGE: 'test',
    CUSTOS_FUNCTION: ledgerApi.name,
    CUSTOS_TABLE_OUTBOX: fixture.tables['outbox'],
    CUSTOS_TABLE_LEDGER_HEAD: fixture.tables['ledger-head'],
    CUSTOS_TABLE_LEDGER_TREE: fixture.tables['ledger-tree'],
  };
  const { policy, clock, log } = fixture;
  const bound = boundTo(ledgerApi, fixture, database);
  const platform = openPlatform(ledgerApi, variables, { database: bound, policy, clock, log });
  return createApp(platform, ledgerRoutes, ledgerHandlers(platform));
}

const dpo = { kind: 'staff', issuer: 'https://issuer.example.com/', name: 'dpo' } as const;
interface Page {
  readonly items: readonly LedgerEntry[];
  readonly nextCursor?: string;
}

async function list(query: Record<string, string> = {}, to: App = app) {
  const path = '/v1/ledger/entries';
  const result = await call(to, { method: 'GET', path, caller: dpo, query });
  return { ...result, body: result.body as Page };
}

async function enter(time: string | undefined, count = 1): Promise<string> {
  const subjectId = newSubjectId();
  fixture.setClock(time);
  for (let index = 0; index < count; index += 1) {
    const codes = { kind: 'access', jurisdiction: 'gdpr' } as const;
    await transact(fixture.database, [await entry(fixture, 'request.received', codes, subjectId)]);
  }
  fixture.setClock(undefined);
  return subjectId;
}

describe('GET /v1/ledger/entries', () => {
  test('returns entries of the last 24 hours, without subject ids', async () => {
    const old = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await enter(old);
    const subjectId = await enter(undefined);

    const answer = await list({ type: 'request.received' });

    expect(answer.status).toBe(200);
    expect(answer.body.items).toEqual([
      {
        entryId: expect.any(String) as string,
        type: 'request.received',
        at: expect.stringMatching(/Z$/) as string,
        policyVersion: fixture.policy.version,
        codes: { kind: 'access', jurisdiction: 'gdpr' },
        commitment: expect.any(String) as string,
      },
    ]);
    expect(answer.text).not.toContain(subjectId);
  });

  test('is recorded itself, each time', async () => {
    const type: EntryType = 'staff.read';
    const before = (await list({ type })).body.items.length;

    const after = (await list({ type })).body.items;

    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)).toMatchObject({ codes: { route: 'listLedgerEntries' } });
    expect(after.at(-1)).not.toHaveProperty('commitment');
  });

  test('returns nothing if the access cannot be recorded', async () => {
    const broken = await brokenAfter(fixture, 'ExecuteTransaction', 0);

    const answer = await list({}, openApp(broken.database));
    await broken.stop();

    expect(answer.body).toMatchObject({
      status: 503,
      type: 'urn:custos:problem:temporarily-unavailable',
    });
    expect(answer.text).not.toContain('items');
  });

  test('reads a range page by page', async () => {
    await enter('2026-05-01T10:00:00.000Z', 7);
    await enter('2026-05-01T12:00:00.000Z', 5);
    const range = { from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00+00:00', limit: '5' };

    const times: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({
        ...range,
        ...(cursor && { cursor }),
      });
      expect(page.status).toBe(200);
      times.push(...page.body.items.map(({ at }) => at.slice(11, 13)));
      cursor = page.body.nextCursor;
    } while (cursor !== undefined);

    expect(times).toEqual([...Array<string>(7).fill('10'), ...Array<string>(5).fill('12')]);
  });

  test('ends at the present, even if a later end is requested', async () => {
    await enter(undefined);

    const soon = await list({ to: '2999-01-01T00:00:00Z' });
    const never = await list({ from: '2998-01-01T00:00:00Z', to: '2999-01-01T00:00:00Z' });

    expect(soon.body.items.length).toBeGreaterThan(0);
    expect(soon.body).not.toHaveProperty('nextCursor');
    expect(never.body).toEqual({ items: [] });
  });

  test.each([
    ['an unknown type', { type: 'subject.read' }, '/query/type'],
    ['a time that is none', { from: 'yesterday' }, '/query/from'],
    ['a range that ends before it begins', { from: '2100-01-01T00:00:00Z' }, '/query/from'],
    ['a malformed cursor', { cursor: 'e30' }, '/query/cursor'],
    [
      'a cursor with an hour that is none',
      { cursor: encodeCursor('ledger-entries', { hour: '2026-13-45T99' }) },
      '/query/cursor',
    ],
    ['an unknown parameter', { subject: 'x' }, '/query/subject'],
  ])('rejects %s', async (_, query, pointer) => {
    const answer = await list(query);

    expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer }] });
  });

  test('is for staff with the scope', async () => {
    const request = { method: 'GET', path: '/v1/ledger/entries' };
    const service = { kind: 'service', issuer: dpo.issuer, name: 'assistant' } as const;

    const answers = await Promise.all([
      call(app, request),
      call(app, { ...request, caller: service, scopes: 'custos/ledger' }),
      call(app, { ...request, caller: dpo, scopes: 'custos/requests' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403]);
  });
});

describe('GET /v1/ledger/staff', () => {
  const path = '/v1/ledger/staff';
  interface Counts {
    readonly items: readonly { readonly day: string; readonly times: number }[];
    readonly nextCursor?: string;
  }
  const count = async (query: Record<string, string>) => {
    const result = await call(app, { method: 'GET', path, caller: dpo, query });
    return { ...result, body: result.body as Counts };
  };
  const staff = async <Type extends 'staff.read' | 'staff.acted'>(
    time: string,
    type: Type,
    codes: EntryCodes[Type],
  ) => {
    fixture.setClock(time);
    await transact(fixture.database, [await entry(fixture, type, codes)]);
    fixture.setClock(undefined);
  };

  test('counts what staff read and did, by day and operation, and nothing else', async () => {
    const read = { route: 'getRequest', shown: 'identity' } as const;
    await staff('2026-06-01T08:00:00.000Z', 'staff.read', read);
    await staff('2026-06-01T23:59:59.999Z', 'staff.read', read);
    await staff('2026-06-01T09:00:00.000Z', 'staff.read', { route: 'getRequest' });
    await staff('2026-06-02T00:00:00.000Z', 'staff.read', read);
    await staff('2026-06-02T10:00:00.000Z', 'staff.acted', { route: 'getRequest' });
    await enter('2026-06-02T11:00:00.000Z');
    await staff('2026-06-03T00:00:00.000Z', 'staff.read', read);

    const answer = await count({ from: '2026-06-01T00:00:00Z', to: '2026-06-03T00:00:00Z' });

    expect(answer.status).toBe(200);
    const [first, second] = [{ day: '2026-06-01' }, { day: '2026-06-02' }];
    expect(answer.body).toEqual({
      items: [
        { ...first, kind: 'read', operation: 'getRequest', shown: 'identity', times: 2 },
        { ...first, kind: 'read', operation: 'getRequest', times: 1 },
        { ...second, kind: 'read', operation: 'getRequest', shown: 'identity', times: 1 },
        { ...second, kind: 'acted', operation: 'getRequest', times: 1 },
      ],
    });
  });

  test('reads a long time in parts that add up, each recorded', async () => {
    const range = { from: '2026-07-01T00:00:00Z', to: '2026-07-03T00:00:00Z' };
    for (let hour = 0; hour < 48; hour += 1) {
      const at = new Date(Date.parse(range.from) + hour * 3_600_000).toISOString();
      await staff(at, 'staff.acted', { route: 'approveRequest' });
    }
    const reads = async () =>
      (await list({ type: 'staff.read', limit: '100' })).body.items.filter(
        ({ codes }) => 'route' in codes && codes.route === 'countStaffActs',
      ).length;
    const before = await reads();

    const pages: Counts[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body }: { body: Counts } = await count({ ...range, ...(cursor && { cursor }) });
      pages.push(body);
      cursor = body.nextCursor;
    }

    expect(pages.length).toBeGreaterThan(1);
    const sums: Record<string, number> = {};
    for (const { day, times } of pages.flatMap(({ items }) => items)) {
      sums[day] = (sums[day] ?? 0) + times;
    }
    expect(sums).toEqual({ '2026-07-01': 24, '2026-07-02': 24 });
    expect(await reads()).toBe(before + pages.length);
  });

  test.each([
    ['a range that ends before it begins', { from: '2100-01-01T00:00:00Z' }, '/query/from'],
    [
      'a cursor of the entries',
      { cursor: encodeCursor('ledger-entries', { hour: '2026-06-01T08' }) },
      '/query/cursor',
    ],
  ])('rejects %s', async (_, query, pointer) => {
    expect((await count(query)).body).toMatchObject({ status: 422, errors: [{ pointer }] });
  });
});
