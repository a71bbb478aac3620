/** Files of a connector of one's own: a function that AWS Lambda runs, and its test. */
export const ownCode: Readonly<Record<string, string>> = {
  'connector.mjs': `/**
 * Answers what Custos asks about one person (docs/systems.md, "Your own function"). Replace the
 * store below by yours. An action may be repeated at any time: what is erased already counts as zero.
 */

/** @param {Store} store */
export function connectorOf(store) {
  return async (event) => {
    const rows = await store.rowsOf(event.identifiers, event.categories, event.path);
    switch (event.action) {
      case 'find':
        return { counts: countsOf(rows), selectors: typesOf(event.identifiers) };
      case 'export':
        return {
          counts: countsOf(rows),
          items: rows.map(({ category, content }) => ({ kind: 'json', category, content })),
        };
      case 'erase':
        for (const { id } of rows) await store.remove(id);
        return { counts: countsOf(rows) };
      case 'rectify': {
        const changed = rows.filter((row) => correct(row, event.corrections));
        for (const row of changed) await store.write(row);
        return { counts: countsOf(changed) };
      }
      case 'restrict': {
        const changed = rows.filter(({ restricted = false }) => restricted !== event.restricted);
        for (const row of changed) await store.write({ ...row, restricted: event.restricted });
        return { counts: countsOf(changed) };
      }
      case 'control':
        // Another person, counted before and after an erasure.
        return store.other(event.identifiers, event.remembered);
      default:
        throw Object.assign(new Error('an action that is not known'), { name: 'misconfigured' });
    }
  };
}

/** Changes a row in place where a value is still the old one. */
function correct(row, corrections) {
  let isChanged = false;
  for (const { category, old, new: value } of corrections) {
    if (category !== row.category) continue;
    for (const [name, is] of Object.entries(row.content)) {
      if (is !== old) continue;
      row.content[name] = value;
      isChanged = true;
    }
  }
  return isChanged;
}

const typesOf = (identifiers) => [...new Set(identifiers.map(({ type }) => type))];

function countsOf(rows) {
  const counts = {};
  for (const { category } of rows) counts[category] = (counts[category] ?? 0) + 1;
  return counts;
}
`,
  'store.mjs': `/** Rows in memory, with which the test runs: replace it by calls of your store. */
export function memoryStore(rows = []) {
  const all = new Map(rows.map((row) => [row.id, row]));
  const isOf = (row, identifiers) =>
    identifiers.some(({ type, value }) => row.people[type] === value);
  return {
    all,
    rowsOf: async (identifiers, categories) =>
      [...all.values()]
        .filter((row) => categories.includes(row.category) && isOf(row, identifiers))
        .map((row) => structuredClone(row)),
    remove: async (id) => void all.delete(id),
    write: async (row) => void all.set(row.id, row),
    other: async (identifiers, remembered) => {
      const others = [...all.values()].filter((row) => !isOf(row, identifiers));
      const person = remembered ?? others[0]?.people['user-id'];
      const count = others.filter(({ people }) => people['user-id'] === person).length;
      return { rows: count, ...(person !== undefined && { remembered: person }) };
    },
  };
}
`,
  'handler.mjs': `import { connectorOf } from './connector.mjs';
import { memoryStore } from './store.mjs';

// Let only the role of the function of Custos call it.
export const handler = connectorOf(memoryStore());
`,
  'connector.test.mjs': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectorOf } from './connector.mjs';
import { memoryStore } from './store.mjs';

const row = (id, user, text) => ({
  ...{ id, category: 'notes', people: { 'user-id': user }, content: { text } },
});
const ask = { categories: ['notes'], path: 'first', identifiers: [{ type: 'user-id', value: 'ada' }] };
const opened = () => {
  const store = memoryStore([row('1', 'ada', 'one'), row('2', 'ada', 'two'), row('3', 'bob', 'one')]);
  return { store, connector: connectorOf(store) };
};

test('finds and exports what is of the person', async () => {
  const { connector } = opened();

  assert.deepEqual((await connector({ ...ask, action: 'find' })).counts, { notes: 2 });
  assert.equal((await connector({ ...ask, action: 'export' })).items.length, 2);
});

test('finds nothing of a person who does not exist', async () => {
  const { connector } = opened();
  const invented = { ...ask, identifiers: [{ type: 'user-id', value: 'invented' }] };

  assert.deepEqual((await connector({ ...invented, action: 'find' })).counts, {});
});

test('erases what is of the person and nothing of others, and can be repeated', async () => {
  const { store, connector } = opened();
  const before = await connector({ ...ask, action: 'control' });

  assert.deepEqual(await connector({ ...ask, action: 'erase' }), { counts: { notes: 2 } });
  assert.deepEqual(await connector({ ...ask, action: 'erase' }), { counts: {} });
  assert.deepEqual([...store.all.keys()], ['3']);
  assert.deepEqual(await connector({ ...ask, ...before, action: 'control' }), before);
});

test('corrects a value that is still the old one', async () => {
  const { store, connector } = opened();
  const corrections = [{ category: 'notes', old: 'one', new: 'first' }];

  const answer = await connector({ ...ask, action: 'rectify', corrections });

  assert.deepEqual(answer, { counts: { notes: 1 } });
  assert.equal(store.all.get('1').content.text, 'first');
  assert.equal(store.all.get('3').content.text, 'one');
});

test('restricts and releases', async () => {
  const { connector } = opened();
  const restrict = (restricted) => connector({ ...ask, action: 'restrict', restricted });

  assert.deepEqual(await restrict(true), { counts: { notes: 2 } });
  assert.deepEqual(await restrict(true), { counts: {} });
  assert.deepEqual(await restrict(false), { counts: { notes: 2 } });
});
`,
};
