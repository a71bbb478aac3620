import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf as csvOfApi } from '../../lambda/platform/http/csv.ts';
import { csvOf } from '../../web/console/list/csv.ts';

test('a list of the console is the file that the API would answer', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const heads = ['one', 'other'];

      expect(csvOf(heads, rows)).toBe(csvOfApi(heads, rows));
    }),
  );
});

const cell = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.constantFrom('=1+1', '+1', '-1', '@a', '\tx', '\rx', 'a,b', 'a"b', 'a\nb', '=a,"b"', ''),
);
