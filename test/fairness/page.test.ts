import { expect, test } from 'vitest';
import { fairnessColumns, fairnessRows } from '../../lambda/fairness/csv.ts';
import { fairnessPage } from '../../lambda/fairness/page.ts';
import { csvOf } from '../../lambda/platform/http/csv.ts';
import { group, measured } from './model/people.ts';
import { fixtureReport } from './model/report-fixture.ts';

const titles = {
  system: 'Upload limits',
  period: 'November 2026',
  attributes: { residence: 'country of residence' },
  values: { residence: { CH: 'Switzerland', LI: 'Liechtenstein' } },
};

test('the page has each group in a table, by its title, and says which are not shown', () => {
  const page = fairnessPage(fixtureReport, titles);

  expect(page).toContain('By country of residence and language');
  expect(page).toMatch(/<th scope="row">Switzerland<\/th>\s*<td class="number">\d/);
  expect(page).toMatch(
    /<th scope="row">Liechtenstein<\/th>\s*<td class="number"><span class="soft">not shown/,
  );
  expect(page).toContain('Breached, established');
  expect(page).toContain('seed 9f86d081');
});

test('each chart has a title and a description in words', () => {
  const page = fairnessPage(fixtureReport, titles);
  const charts = [...page.matchAll(/<svg[^>]*role="img"[^>]*aria-labelledby="(\S+) (\S+)"/g)];

  expect(charts.length).toBeGreaterThan(6);
  for (const [, title, description] of charts) {
    expect(page).toMatch(new RegExp(`<title id="${title}">[^<]+</title>`));
    expect(page).toMatch(new RegExp(`<desc id="${description}">[^<]+</desc>`));
  }
});

test('what the policy or a person wrote is text, never markup', () => {
  const hostile = `"><script>alert('x')</script>`;
  const report = measured(
    [
      ...group({ [hostile]: hostile }, { of: 40, selected: 20 }),
      ...group({ [hostile]: 'other' }, { of: 40, selected: 10 }),
    ],
    { attributes: [hostile], seed: hostile },
  );
  const page = fairnessPage(report, { system: hostile, period: hostile });

  expect(page).not.toContain('<script');
  expect(page).toContain('&lt;script&gt;');
});

test('the page runs, loads and sends nothing', () => {
  const page = fairnessPage(fixtureReport, titles);

  expect(page).toContain("default-src 'none'; style-src 'sha256-");
  expect(page).not.toMatch(/\s(?:src|href|style|on\w+)=/);
});

test('a report without groups to compare says so', () => {
  const page = fairnessPage(measured(group({ region: 'north' }, { of: 4, selected: 2 })), titles);

  expect(page).toContain('Fewer than two groups are shown: nothing is compared.');
  expect(page).not.toContain('<svg');
});

test('the table of a spreadsheet has a row for each figure, and none of a suppressed group', () => {
  const rows = fairnessRows(fixtureReport).map((row) =>
    Object.fromEntries(fairnessColumns.map((column, index) => [column, row[index]])),
  );
  const liechtenstein = rows.filter(({ group: name }) => String(name).startsWith('LI'));

  expect(liechtenstein.length).toBeGreaterThan(0);
  expect(new Set(liechtenstein.map(({ figure }) => figure))).toEqual(new Set(['suppressed']));
  expect(liechtenstein.every(({ value, n }) => value === '' && n === '')).toBe(true);
  expect(rows).toContainEqual(
    expect.objectContaining({
      by: 'residence',
      group: '',
      figure: 'demographicParityRatio',
      value: fixtureReport.metrics.demographicParityRatio,
      threshold: 0.8,
      verdict: 'established',
    }),
  );
  expect(csvOf(fairnessColumns, fairnessRows(fixtureReport)).split('\r\n')[0]).toBe(
    'by,group,figure,value,low,high,n,pValue,threshold,verdict',
  );
});
