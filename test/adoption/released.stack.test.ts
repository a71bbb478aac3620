import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { synthesize } from '../stacks/templates.ts';
import { released } from './released.ts';
import type { Released } from './released.ts';

const before = JSON.parse(
  readFileSync(new URL('released.json', import.meta.url), 'utf8'),
) as Released;
const now = released(synthesize('prod'));

describe('compared with the last release', () => {
  test.each(Object.entries(before.tables))(
    'table %s keeps its keys: CloudFormation would create an empty second table',
    (name, { keys }) => {
      expect(now.tables[name]?.keys).toBe(keys);
    },
  );

  test.each(Object.entries(before.tables))(
    'table %s gains or loses one index: DynamoDB allows no more in one update',
    (name, { indexes }) => {
      const after = now.tables[name]?.indexes ?? {};
      const retained = Object.keys(indexes).filter((index) => index in after);
      const gained = Object.keys(after).length - retained.length;
      const lost = Object.keys(indexes).length - retained.length;

      expect(gained + lost).toBeLessThanOrEqual(1);
      for (const index of retained) expect(after[index]).toBe(indexes[index]);
    },
  );

  test('every permission in the policy of a key or a table is still there, or lib/leaving.ts has it for one release', () => {
    expect(before.rights.length).toBeGreaterThan(20);
    expect(before.rights.filter((right) => !now.rights.includes(right))).toEqual([]);
  });
});
