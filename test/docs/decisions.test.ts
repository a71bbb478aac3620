import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';

const index = 'docs/decisions/README.md';
const records = globSync('docs/decisions/*.md')
  .filter((page) => page !== index)
  .sort();

test.each(records)('%s has a status with a date, context, decision and consequences', (page) => {
  const text = readFileSync(page, 'utf8');
  const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);

  expect(text).toMatch(
    /^# .+\n\nStatus: (?:proposed|accepted|superseded by .+), \d{4}-\d\d-\d\d\n/,
  );
  expect(headings).toEqual(['Context', 'Decision', 'Consequences']);
});

test('the index lists every decision', () => {
  const listed = [...readFileSync(index, 'utf8').matchAll(/\]\(([a-z-]+\.md)\)/g)].map(
    ([, page]) => page,
  );

  expect(listed.sort()).toEqual(records.map((page) => basename(page)));
});
