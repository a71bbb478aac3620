import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EntryType, LedgerEntry } from '../../lambda/ledger/model/ledger.ts';
import type { EntryCursor, EntryQuery } from '../../lambda/ledger/store.ts';
import { entry, listEntries } from '../../lambda/ledger/store.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { newSubjectId } from '../../lambda/value/ids.ts';
import { milliseconds, toRfc3339 } from '../../lambda/value/time.ts';
import { noteHour } from '../../lambda/ledger/used-hours.ts';
import { StoreUnavailableError } from '../../lambda/platform/dynamo/errors.ts';
import { brokenAfter } from '../faults/connections.ts';
import { openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';

let fixture: RecordFixture;
beforeAll(async () => {
  fixture = await openRecordFixture();
});
afterEach(() => fixture.setClock(undefined));
afterAll(() => fixture.stop());

const at = (text: string) => milliseconds(Date.parse(text));

async function enter(count: number, time: string, subjectId?: SubjectId): Promise<void> {
  fixture.setClock(time);
  const statements = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const category = index % 2 === 0 ? 'prompt-text' : 'feedback';
      return entry(fixture, 'record.deleted', { category, by: 'subject' }, subjectId);
    }),
  );
  for (let start = 0; start < count; start += 100) {
    const outcome = await transact(fixture.database, statements.slice(start, start + 100));
    expect(outcome).toEqual({ kind: 'committed' });
  }
  fixture.setClock(undefined);
}

/** Every page, and the number of calls. */
async function readAll(query: Omit<EntryQuery, 'cursor'>) {
  const entries: LedgerEntry[] = [];
  let cursor: EntryCursor | undefined;
  let calls = 0;
  do {
    const page = await listEntries(fixture.database, { ...query, ...(cursor && { cursor }) });
    expect(page.entries.length).toBeLessThanOrEqual(query.limit);
    expect(page.cursor).not.toEqual(cursor ?? {});
    entries.push(...page.entries);
    cursor = page.cursor;
    calls += 1;
  } while (cursor !== undefined && calls < 1_000);
  return { entries, calls };
}

describe('entries', () => {
  test('have the policy version, their codes and a commitment that only the person’s key can compute', async () => {
    const subjectId = newSubjectId();
    await enter(1, '2026-01-05T10:00:00.000Z', subjectId);

    const range = { from: at('2026-01-05T00:00:00Z'), to: at('2026-01-06T00:00:00Z'), limit: 10 };
    const { entries } = await readAll(range);

    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      type: 'record.deleted',
      at: '2026-01-05T10:00:00.000Z',
      policyVersion: fixture.policy.version,
      codes: { category: 'prompt-text', by: 'subject' },
    });
    expect(entries[0]?.commitment).toBe(
      await fixture.subjectKeys.commitment(subjectId, entries[0]!.entryId),
    );
    expect(JSON.stringify(entries)).not.toContain(subjectId);
  });

  test('have no commitment where the keys of the person may not be used', async () => {
    const { policy, clock } = fixture;

    const statement = await entry({ policy, clock }, 'subject.registered', { by: 'service' });

    expect(statement.text('outbox')).not.toContain('commitment');
  });

  test('reject codes outside the catalogue before anything is written', async () => {
    const codes = { category: 'ada@example.org', by: 'subject' } as const;

    const refused = entry(fixture, 'record.deleted', codes);

    await expect(refused).rejects.toThrow(/catalogue/);
    await expect(refused).rejects.not.toThrow(/ada/);
  });
});

describe('listing', () => {
  test('merges the shards of an hour in the order of writing, page by page', async () => {
    await enter(120, '2026-02-01T10:30:00.000Z');

    const range = { from: at('2026-02-01T10:00:00Z'), to: at('2026-02-01T11:00:00Z') };
    const { entries } = await readAll({ ...range, limit: 25 });

    expect(entries).toHaveLength(120);
    const ids = entries.map(({ entryId }) => entryId);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(120);
  });

  test('reads an hour whose shards need several queries completely', async () => {
    await enter(700, '2026-02-02T10:30:00.000Z');

    const range = { from: at('2026-02-02T10:00:00Z'), to: at('2026-02-02T11:00:00Z') };
    const { entries } = await readAll({ ...range, limit: 100 });

    expect(new Set(entries.map(({ entryId }) => entryId)).size).toBe(700);
    expect(entries.map(({ entryId }) => entryId)).toEqual(
      entries.map(({ entryId }) => entryId).sort(),
    );
  });

  test('keeps to from (inclusive) and to (exclusive) within an hour', async () => {
    for (const minute of ['00', '15', '30', '45']) {
      await enter(1, `2026-02-03T10:${minute}:00.000Z`);
    }

    const range = { from: at('2026-02-03T10:15:00Z'), to: at('2026-02-03T10:45:00Z'), limit: 10 };
    const { entries } = await readAll(range);

    expect(entries.map((one) => one.at)).toEqual([
      '2026-02-03T10:15:00.000Z',
      '2026-02-03T10:30:00.000Z',
    ]);
  });

  test('filters by type', async () => {
    await enter(3, '2026-02-04T10:30:00.000Z');
    const range = { from: at('2026-02-04T00:00:00Z'), to: at('2026-02-05T00:00:00Z'), limit: 10 };
    const of = async (type: EntryType) => (await readAll({ ...range, type })).entries.length;

    expect(await of('record.deleted')).toBe(3);
    expect(await of('staff.read')).toBe(0);
  });

  test('skips empty days in bounded calls and finds the entries after them', async () => {
    await enter(2, '2026-03-31T23:59:59.999Z');

    const range = { from: at('2026-03-25T00:00:00Z'), to: at('2026-04-01T00:00:00Z'), limit: 10 };
    const { entries, calls } = await readAll(range);

    expect(entries).toHaveLength(2);
    expect(calls).toBe(1);
  });

  test('of an empty year is one call and a read of each shard', async () => {
    await enter(1, '2024-12-31T23:59:59.999Z');
    await enter(1, '2026-01-01T00:00:00.000Z');
    let queries = 0;
    fixture.database.client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === 'QueryCommand') queries += 1;
          return next(args);
        },
      { step: 'initialize', name: 'queries' },
    );

    const range = { from: at('2025-01-01T00:00:00Z'), to: at('2026-01-01T00:00:00Z'), limit: 10 };
    const { entries, calls } = await readAll(range);
    fixture.database.client.middlewareStack.remove('queries');

    expect({ entries, calls, queries }).toEqual({ entries: [], calls: 1, queries: 4 });
  });

  test('has every entry of hundreds of hours, whatever instances noted them', async () => {
    const start = at('2022-01-01T00:00:00Z');
    const hours = Array.from({ length: 520 }, (_, index) =>
      milliseconds(start + index * 3_600_000),
    );
    for (const [index, hour] of hours.entries()) {
      fixture.setClock(toRfc3339(hour));
      const statement = await entry(fixture, 'staff.read', { route: 'listLedgerEntries' });
      // Each third hour is noted by three instances, in a shard of its own.
      for (let other = 0; other < (index % 3 === 0 ? 2 : 0); other += 1) {
        await noteHour({ ...fixture.database }, toRfc3339(hour).slice(0, 13));
      }
      await transact(fixture.database, [statement]);
    }
    fixture.setClock(undefined);

    const { entries, calls } = await readAll({
      ...{ from: start, to: milliseconds(start + 520 * 3_600_000), limit: 100 },
    });

    expect(entries.map((one) => Date.parse(one.at))).toEqual(hours);
    expect(calls).toBeLessThan(25);
  });

  test('writes no entry whose hour could not be noted', async () => {
    fixture.setClock('2021-06-01T10:00:00Z');
    const broken = await brokenAfter(fixture, 'BatchExecuteStatement', 0);
    const statement = await entry(fixture, 'staff.read', { route: 'listLedgerEntries' });

    await expect(transact(broken.database, [statement])).rejects.toThrow(StoreUnavailableError);
    await broken.stop();

    const range = { from: at('2021-06-01T10:00:00Z'), to: at('2021-06-01T11:00:00Z'), limit: 10 };
    expect((await readAll(range)).entries).toEqual([]);
    await transact(fixture.database, [statement]);
    expect((await readAll(range)).entries).toHaveLength(1);
  });
});
