import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';

/** `GET, PATCH /me/settings` names two routes. */
const named = [
  ...readFileSync('README.md', 'utf8').matchAll(
    /`((?:(?:GET|POST|PUT|PATCH|DELETE),? )+)(\/[^\s`]*)`/g,
  ),
].flatMap(([, methods = '', path = '']) =>
  methods.match(/[A-Z]+/g)!.map((method) => `${method} ${path}`),
);

test('README names every route of the contract, and no other', () => {
  const routes = routesOf(functions).map(
    ({ method, path }) => `${method} ${path.replace(/^\/v1(?=\/)/, '')}`,
  );

  expect([...new Set(named)].sort()).toEqual(routes.sort());
});
