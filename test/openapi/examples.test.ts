import { describe, expect, test } from 'vitest';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';

const routes = routesOf(functions);
const bodies = routes.filter(({ body }) => body !== undefined);
const responses = routes.flatMap((route) =>
  Object.entries(route.responses).map(([status, response]) => ({ id: route.id, status, response })),
);
const withBody = responses.filter(({ response }) => response.body !== undefined);
const paths = routes.filter(({ path }) => path.includes('{'));

describe('every example is valid for its own schema', () => {
  test('there are routes', () => {
    expect([bodies.length, withBody.length, paths.length].every((count) => count > 5)).toBe(true);
  });

  test.each(bodies)('the body of $id', ({ body, example }) => {
    for (const one of [example?.body, ...Object.values(example?.otherBodies ?? {})]) {
      expect(one).toBeDefined();
      expect(body?.safeParse(one).error).toBeUndefined();
    }
  });

  test.each(withBody)('the response $status of $id', ({ response }) => {
    for (const one of [response.example, ...Object.values(response.otherExamples ?? {})]) {
      expect(one).toBeDefined();
      expect(response.body?.safeParse(one).error).toBeUndefined();
    }
  });

  test('in other types than JSON, by its columns', () => {
    const others = withBody.flatMap(({ response }) => response.others?.['text/csv'] ?? []);

    expect(others.length).toBeGreaterThan(0);
    for (const { columns, others: more, example } of others) {
      const [head, ...lines] = example.trimEnd().split('\r\n');
      const names = head?.split(',') ?? [];
      expect(more === undefined ? names : names.filter((one) => columns.includes(one))).toEqual(
        columns,
      );
      expect(lines.map((line) => line.split(',').length)).toEqual(lines.map(() => names.length));
    }
  });

  test('as a page, which runs nothing', () => {
    const pages = withBody.flatMap(({ response }) => response.others?.['text/html'] ?? []);

    expect(pages.length).toBeGreaterThan(0);
    for (const { example } of pages) {
      expect(example).toMatch(/^<!doctype html>/);
      expect(example).not.toMatch(/<script|\son\w+=|https?:\/\//);
    }
  });

  test.each(paths)('the path of $id', ({ path, pathParameters, example }) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

    expect(Object.keys(pathParameters?.shape ?? {})).toEqual(names);
    expect(pathParameters?.safeParse(example?.pathParameters).error).toBeUndefined();
  });
});

test('a response without a body has neither schema nor example', () => {
  const empty = responses.filter(({ status }) => ['204', '304'].includes(status));

  expect(empty.length).toBeGreaterThan(0);
  expect(empty.filter(({ response }) => response.body ?? response.example)).toEqual([]);
});
