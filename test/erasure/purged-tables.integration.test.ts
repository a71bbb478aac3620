import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErasureRule, PurgedTable, TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { insert, keyNames } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { FunctionFacts, TableAction } from '../../lambda/platform/environment.ts';
import { judge } from '../../lambda/erasure/conclude.ts';
import { recountPerson } from '../../lambda/erasure/count.ts';
import { deleteRows } from '../../lambda/erasure/delete-rows.ts';
import { exemptKeyClasses } from '../../lambda/erasure/exempt-classes.ts';
import { fulfilment } from '../../lambda/fulfilment/needs.ts';
import { recount } from '../../lambda/erasure/needs.ts';
import { recountedTables } from '../../lambda/erasure/purged-tables.ts';
import { isCopied } from '../../lambda/export/copied-tables.ts';
import { createTables, fromFacts } from '../../local/tables.ts';
import { allTables } from '../support/database.ts';
import { erasures } from './erasure-fixture.ts';
import { erase, stepsOf } from './erasure-steps.ts';
import type { Notes } from './erasure-steps.ts';
import { firstAttempt, openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
  await createTables(
    fixture.database.client,
    [diary, letters].map((table) => fromFacts(table, `test-${table.name}`)),
  );
});
afterAll(() => fixture.stop());
const { user, ask } = erasures(() => fixture);

const nowhere = { kind: 'left-out', reason: 'made up' } as const;
const madeUp = (name: string, erasure: PurgedTable['erasure']): PurgedTable => ({
  name,
  area: 'machinery',
  partitionKey: 'subjectId',
  sortKey: 'page',
  recoveryDays: 35,
  erasure,
  copy: nowhere,
});
const diary = madeUp('diary', { kind: 'purged', rows: 'partition', by: 'deletion' });
/** Rows under ids of their own, which an index finds. */
const letters: PurgedTable = {
  ...madeUp('letters', { kind: 'purged', rows: { index: 'by-subject' }, by: 'deletion' }),
  partitionKey: 'letterId',
  indexes: [{ name: 'by-subject', partitionKey: 'subjectId', projection: 'keys-only' }],
};

/** The tables of the test are none of the deployment, whose names the fixture knows. */
const withMadeUp = () => {
  const { client, physicalName } = fixture.database;
  const others = new Map([diary, letters].map(({ name }) => [name, `test-${name}`]));
  return {
    client,
    physicalName: (table: TableFacts) => others.get(table.name) ?? physicalName(table),
  };
};

async function rowsOf(table: TableFacts, { subjectId }: Person) {
  const rows = await fixture.rows(table);
  return rows.filter((row) => row['subjectId'] === subjectId);
}

/** A row as no room writes it, so that nothing but the rule of the table removes it. */
async function plant(table: TableFacts, { subjectId }: Person): Promise<void> {
  const key = Object.fromEntries(keyNames(table).map((name) => [name, 'made-up']));
  const row = insert(table, { ...key, subjectId, version: 1 });
  expect((await transact(withMadeUp(), [row])).kind).toBe('committed');
}

const isKept = (row: Record<string, unknown>): boolean =>
  row['withheld'] !== undefined || exemptKeyClasses.includes(row['erasureClass'] as string);

const isPurged = (table: TableFacts): table is PurgedTable => table.erasure.kind === 'purged';

describe('GDPR Art. 17: the rows of an erased person', () => {
  test('are gone from every table whose rule is to purge it, and were counted there before', async () => {
    const tables = (await allTables()).filter(isPurged);
    const ada = await user();
    const answer = await ask(ada);
    for (const table of tables) {
      if ((await rowsOf(table, ada)).length === 0) await plant(table, ada);
    }

    const { before, after } = await erase(fixture, firstAttempt(answer));

    const left = await Promise.all(
      tables.map(async (table) => {
        const rows = await rowsOf(table, ada);
        return rows.every(isKept) ? [] : [table.name];
      }),
    );
    expect(left.flat()).toEqual([]);
    const counted = tables.filter(({ erasure }) => erasure.by !== 'forgetting');
    expect(tables.length).toBeGreaterThan(6);
    expect(Object.keys(before!.person).sort()).toEqual(counted.map(({ name }) => name).sort());
    expect(after!.person).toEqual({});
  });

  test.each([diary, letters])('in the made-up table $name follow from its rule', async (table) => {
    const [ada, grace] = [await user(), await user()];
    for (const person of [ada, grace]) {
      const key = { [table.partitionKey]: person.subjectId, page: 'one' };
      const row = insert(table, { ...key, subjectId: person.subjectId, version: 3 });
      await transact(withMadeUp(), [row]);
    }
    const count = ({ subjectId }: Person) =>
      recountPerson({ database: withMadeUp(), media: fixture.media }, { subjectId }, [
        ...recountedTables,
        table,
      ]);

    const before = await count(ada);
    const deleted = await deleteRows(withMadeUp(), table, ada.subjectId);

    expect(before.person[table.name]).toBe(1);
    expect(deleted).toBe(1);
    expect((await count(ada)).person).not.toHaveProperty(table.name);
    expect((await count(grace)).person[table.name]).toBe(1);
  });

  test('that no step purges are left over, so nothing is certified', async () => {
    const ada = await user();
    const tables = [...recountedTables, diary];
    await transact(withMadeUp(), [
      insert(diary, { subjectId: ada.subjectId, page: 'made-up', version: 1 }),
    ]);
    const { subjectId } = ada;
    const before = await recountPerson(
      { database: withMadeUp(), media: fixture.media },
      { subjectId },
      tables,
    );

    const run = firstAttempt(await ask(ada));
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan', 'fence', 'revoke', 'purge']) {
      await stepsOf(fixture)[name]!(fixture, run, notes);
    }

    const after = await recountPerson(
      { database: withMadeUp(), media: fixture.media },
      { subjectId, controls: before.controls },
      tables,
    );
    expect(judge(before, after)).toEqual({ kind: 'rows-left-over', rows: 1 });
  });
});

describe('the rule of a table', () => {
  test('fits its keys, and the rights of the functions follow from it', async () => {
    expect((await allTables()).flatMap(misruled)).toEqual([]);
  });

  const bySubject = {
    name: 'x',
    area: 'machinery',
    partitionKey: 'subjectId',
    recoveryDays: 35,
  } as const;
  const byId = { ...bySubject, partitionKey: 'id' } as const;
  const rule = (erasure: ErasureRule): TableFacts =>
    erasure.kind === 'not-personal'
      ? { ...bySubject, erasure }
      : { ...bySubject, erasure, copy: nowhere };
  test.each<[string, TableFacts]>([
    ['has rows under a person', rule({ kind: 'not-personal', reason: 'who knows' })],
    [
      'has an index of people',
      {
        ...{ ...byId, erasure: { kind: 'not-personal', reason: 'who knows' } },
        indexes: [{ name: 'by-subject', partitionKey: 'subjectId', projection: 'keys-only' }],
      },
    ],
    ['is found by', { ...byId, erasure: diary.erasure, copy: nowhere }],
    ['is found by', { ...byId, erasure: letters.erasure, copy: nowhere }],
    ['is copied by', { ...letters, copy: { kind: 'lines', attributes: ['text'] } }],
    ['cannot be purged', { ...rule(diary.erasure), appendOnly: true }],
    ['stays readable', rule({ kind: 'unreadable', erasureClass: 'request-evidence' })],
    ['is purged without the right', rule(diary.erasure)],
    ['is not recounted', rule(diary.erasure)],
  ])('fails when a made-up table %s', (mistake, table) => {
    expect(misruled(table)).toContainEqual(expect.stringContaining(mistake));
  });
});

/** What a rule gets wrong about its table, one sentence each. */
function misruled(table: TableFacts): string[] {
  const { name, erasure, appendOnly, partitionKey, indexes = [] } = table;
  const mistakes: string[] = [];
  const people = indexes.filter((index) => index.partitionKey === 'subjectId');
  if (erasure.kind === 'not-personal') {
    if (partitionKey === 'subjectId') mistakes.push(`${name} has rows under a person`);
    if (people.length > 0) mistakes.push(`${name} has an index of people`);
  }
  if (erasure.kind === 'unreadable' && exemptKeyClasses.includes(erasure.erasureClass)) {
    mistakes.push(`${name} stays readable`);
  }
  if (
    erasure.kind === 'kept-as-evidence' &&
    !exemptKeyClasses.includes(`${erasure.evidence}-evidence`)
  ) {
    mistakes.push(`${name} is kept without a key`);
  }
  if (isCopied(table) && partitionKey !== 'subjectId') {
    mistakes.push(`${name} is copied by something else than the person`);
  }
  if (erasure.kind !== 'purged') return mistakes;
  const { rows, by } = erasure;
  const found =
    rows === 'partition'
      ? partitionKey === 'subjectId'
      : people.some((index) => index.name === rows.index);
  if (!found) mistakes.push(`${name} is found by something else than the person`);
  if (appendOnly) mistakes.push(`${name} cannot be purged: it is append-only`);
  const query = rows === 'partition' ? 'query' : 'query-index';
  if (by !== 'forgetting' && !allows(recount, table, query)) {
    mistakes.push(`${name} is not recounted`);
  }
  if (by === 'deletion' && !allows(fulfilment, table, 'delete')) {
    mistakes.push(`${name} is purged without the right to delete`);
  }
  return mistakes;
}

const allows = ({ needs }: FunctionFacts, { name }: TableFacts, action: TableAction) =>
  needs.some(
    (need) => 'table' in need && need.table.name === name && need.actions.includes(action),
  );
