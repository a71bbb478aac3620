import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultMaximumBytes, idempotencyHours } from '../../lambda/platform/http/contract.ts';
import { problems } from '../../lambda/platform/http/problem.ts';
import {
  maximumBatchBytes,
  maximumBatchItems,
  maximumContentBytes,
} from '../../lambda/record/model/record.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';

const page = readFileSync('docs/api.md', 'utf8');

test('docs/api.md names every problem with its status, and no other', () => {
  const rows = [...page.matchAll(/^\| (\d{3}) +\| `([a-z-]+)`/gm)].map(([, status, slug]) => [
    slug,
    Number(status),
  ]);
  const published = Object.entries(problems).map(([slug, { status }]) => [slug, status]);

  expect(rows.sort()).toEqual(published.sort());
});

test('docs/api.md names every route of the contract once, and no other', () => {
  const rows = [...page.matchAll(/^\| `([A-Z]+ \/[^`]*)` +\|/gm)].map(([, route]) => route);
  const routes = routesOf(functions).map(({ method, path }) => `${method} ${path}`);

  expect(rows.sort()).toEqual(routes.sort());
});

test('docs/api.md has the limits of the code', () => {
  const flowing = page.replaceAll(/\s+/g, ' ');

  for (const limit of [
    `A body has at most ${defaultMaximumBytes / 1024} KiB`,
    `a record's content ${maximumContentBytes / 1024} KiB`,
    `a batch ${maximumBatchItems} records and ${maximumBatchBytes / 1024 ** 2} MiB`,
    `stores it for ${idempotencyHours} hours`,
  ]) {
    expect(flowing).toContain(limit);
  }
});
