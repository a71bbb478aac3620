import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { callOf, everyPage, newPerson, totalOf } from '../connector-fixture.ts';
import type { Person } from '../connector-fixture.ts';
import { connectorTo, settingsOf } from './fixture.ts';
import { testPostgres } from './test-postgres.ts';

/** Each person has a direction of their own. */
const near = (person: number, distance: number): number[] =>
  Array.from({ length: 20 }, (_, at) => (at === person ? 1 : distance * Math.sin(person + at)));

/** Twenty people with ten passages each, in an index of vectors. */
async function openPassages() {
  const postgres = await testPostgres();
  const schema = await postgres.newSchema();
  const table = `${schema}.passages`;
  await postgres.query(
    `CREATE TABLE ${table} (id uuid PRIMARY KEY, user_id text, passage text, embedding vector(20))`,
  );
  await postgres.query(
    `CREATE INDEX passages_near ON ${table} USING hnsw (embedding vector_cosine_ops)`,
  );
  const people = Array.from({ length: 20 }, newPerson) as [Person, ...Person[]];
  for (const [index, person] of people.entries()) {
    for (let each = 0; each < 10; each += 1) {
      const vector = JSON.stringify(near(index, each / 100));
      const values = [randomUUID(), person['user-id'], `${each}`, vector];
      await postgres.query(`INSERT INTO ${table} VALUES ($1, $2, $3, $4)`, values);
    }
  }
  const settings = settingsOf([
    {
      ...{ schema, table: 'passages', category: 'inferences' },
      key: { identifier: 'user-id', column: 'user_id' },
    },
  ]);
  const connector = connectorTo(postgres, settings);
  const of = (person: Person, cursor?: string) =>
    callOf({ categories: ['inferences'] }, person, { ...(cursor && { cursor }) });
  return {
    ...{ postgres, table, people },
    find: (person: Person) => everyPage((cursor) => connector.find(of(person, cursor))),
    export: (person: Person) => everyPage((cursor) => connector.export(of(person, cursor))),
    erase: (person: Person) => everyPage((cursor) => connector.erase(of(person, cursor))),
  };
}

test('rows with vectors are found, and exported as text that is the same vector again', async () => {
  const { postgres, table, people, ...connector } = await openPassages();
  const [person] = people;

  const found = await connector.find(person);
  const items = (await connector.export(person)).flatMap((page) => page.items);

  expect(totalOf(found)).toBe(10);
  expect(items).toHaveLength(10);
  for (const item of items) {
    if (item.kind !== 'json') throw new Error('a small row is no file');
    const { row, types } = item.content as { row: Record<string, string>; types: object };
    expect(types).toMatchObject({ embedding: 'vector' });
    const same = `SELECT user_id FROM ${table} WHERE id = $1 AND embedding = $2::vector`;
    expect(await postgres.query(same, [row['id'], row['embedding']])).toEqual([
      { user_id: person['user-id'] },
    ]);
  }
});

test('after an erasure a search for near vectors finds nothing of the person, and all of others', async () => {
  const { postgres, table, people, ...connector } = await openPassages();
  /** The ten nearest, by the index: what an assistant retrieves. */
  const nearest = async (index: number): Promise<readonly unknown[]> => {
    const vector = [JSON.stringify(near(index, 0))];
    const inOrder = `FROM ${table} ORDER BY embedding <=> $1 LIMIT 10`;
    const plan = await postgres.query(`EXPLAIN SELECT id ${inOrder}`, vector);
    expect(JSON.stringify(plan)).toContain('passages_near');
    const rows = await postgres.query(`SELECT id, user_id ${inOrder}`, vector);
    return rows.map((row) => row['user_id']);
  };
  const idOf = (index: number) => people[index]?.['user-id'];
  const [erased] = people;
  await postgres.query('SET enable_seqscan = off');
  const before = await nearest(0);
  const othersBefore = await nearest(7);

  const pages = await connector.erase(erased);

  expect(before).toEqual(Array.from({ length: 10 }, () => idOf(0)));
  expect(totalOf(pages)).toBe(10);
  expect(totalOf(await connector.find(erased))).toBe(0);
  const after = await nearest(0);
  expect(after).toHaveLength(10);
  expect(after).not.toContain(idOf(0));
  expect(await nearest(7)).toEqual(othersBefore);
  expect(await postgres.query(`SELECT count(*)::int AS n FROM ${table}`)).toEqual([{ n: 190 }]);
  await postgres.query('SET enable_seqscan = on');
});
