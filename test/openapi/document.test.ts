import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineRoutes, problemsOf } from '../../lambda/platform/http/contract.ts';
import { problems } from '../../lambda/platform/http/problem.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { openApiDocument } from '../../lib/openapi/document.ts';
import { generate } from '../../lib/openapi/generate.ts';

const routes = routesOf(functions);
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
const published: any = JSON.parse(readFileSync('lib/openapi/openapi.json', 'utf8'));
const operationOf = ({ path, method }: { path: string; method: string }) =>
  published.paths[path]?.[method.toLowerCase()];
const resolved = (object: { $ref?: string }) =>
  object.$ref === undefined
    ? object
    : object.$ref
        .split('/')
        .slice(1)
        .reduce((node, step) => node[step], published);

describe('the committed files are generated from the routes: else run `npm run openapi`', () => {
  let generated: Readonly<Record<string, string>>;
  beforeAll(async () => {
    generated = await generate();
  });

  test.each([
    'lib/openapi/openapi.json',
    'client/schema.ts',
    'client/facts.ts',
    'docs/api.md',
    'SECURITY.md',
  ])('%s', (file) => {
    expect(
      readFileSync(file, 'utf8') === generated[file],
      `${file} is stale: run npm run openapi`,
    ).toBe(true);
  });
});

test('every response that names a law can say that it is advisory', () => {
  const naming: string[] = [];
  const silent: string[] = [];
  const look = (schema: object, at: string): void => {
    if ('properties' in schema) {
      const names = Object.entries(schema.properties as Record<string, object>);
      const isLaw = (text: string): boolean =>
        text.includes('/schemas/Jurisdiction"') && !text.includes('"properties"');
      if (names.some(([, property]) => isLaw(JSON.stringify(property)))) {
        naming.push(at);
        if (!names.some(([name]) => name === 'advisory' || name === 'law')) silent.push(at);
      }
    }
    for (const [name, value] of Object.entries(schema)) {
      if (typeof value === 'object' && value !== null) look(value as object, `${at}/${name}`);
    }
  };
  look(published.components.schemas, 'schemas');
  for (const [path, operations] of Object.entries(published.paths)) {
    for (const { operationId, responses } of Object.values(operations as object)) {
      if (operationId !== undefined) look(responses, `${path} ${operationId}`);
    }
  }

  expect(naming.length).toBeGreaterThan(5);
  expect(silent).toEqual([]);
});

describe('the linter', () => {
  // Rules that the recommended set omits and readers of this document rely on.
  const rules = {
    'component-name-unique': 'error',
    'no-invalid-parameter-examples': 'error',
    // A redirect is an answer as well: see "every operation".
    'operation-2xx-response': 'off',
    'operation-4xx-problem-details-rfc7807': 'error',
    'operation-description': 'error',
    'operation-singular-tag': 'error',
    'operation-tag-defined': 'error',
    'parameter-description': 'error',
    'tag-description': 'error',
  } as const;

  const lint = async (document: object) => {
    const found = await lintFromString({
      source: JSON.stringify(document),
      absoluteRef: resolve('lib/openapi/openapi.json'),
      config: await createConfig({ extends: ['recommended'], rules }),
    });
    return found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]);
  };

  test('has neither errors nor warnings', async () => {
    expect(await lint(published)).toEqual([]);
  });

  test('would report an invalid example and an operation without a summary', async () => {
    const broken = structuredClone(published);
    delete broken.paths['/v1/health'].get.summary;
    broken.paths['/v1/health'].get.responses[200].content['application/json'].example.status = 1;

    const rulesBroken = (await lint(broken)).map(([rule]) => rule);

    expect(rulesBroken).toEqual(
      expect.arrayContaining(['operation-summary', 'no-invalid-media-type-examples']),
    );
  });
});

describe('every operation', () => {
  test('is in the document, and no other', () => {
    const places = Object.entries<object>(published.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(places.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  test.each(routes)('$id names every response that it can return, and no other', (route) => {
    const expected = new Set([
      ...Object.keys(route.responses),
      ...problemsOf(route).map((slug) => String(problems[slug].status)),
    ]);

    const { responses } = operationOf(route);

    expect(Object.keys(responses).sort()).toEqual([...expected].sort());
  });

  test.each(routes)('$id names its problems as a closed list', (route) => {
    const documents = Object.values<{ $ref?: string }>(operationOf(route).responses)
      .map(resolved)
      .flatMap(({ content }) => content?.['application/problem+json'] ?? []);
    const types = documents.flatMap(({ schema }) =>
      (schema.oneOf ?? [schema]).map((one: object) => resolved(one).properties.type.const),
    );

    expect(types.sort()).toEqual(
      problemsOf(route)
        .map((slug) => `urn:custos:problem:${slug}`)
        .sort(),
    );
  });

  test.each(routes)('$id says who may call it', (route) => {
    const { security } = operationOf(route);

    expect(security).toEqual(
      {
        token: [
          { token: [route.access.kind === 'token' ? route.access.scope : ''] },
          ...('staff' in route.access && route.access.staff
            ? [{ token: [route.access.staff.scope] }]
            : []),
        ],
        'follow-up': [{ 'follow-up': [] }],
        'system-answer': [{ 'system-answer': [] }],
        public: [],
      }[route.access.kind],
    );
  });

  test.each(routes)(
    '$id says whether it takes an Idempotency-Key, and bounds its body',
    (route) => {
      const { parameters = [], requestBody } = operationOf(route);
      const key = parameters
        .map(resolved)
        .find(({ name }: { name: string }) => name === 'Idempotency-Key');

      expect(key?.required).toBe(
        { none: undefined, optional: false, required: true }[route.idempotency ?? 'none'],
      );
      expect(requestBody?.['x-maximum-bytes']).toBe(
        route.body && (route.maximumBodyBytes ?? 64 * 1024),
      );
    },
  );

  test.each(routes)('$id says that a response about one person is never cached', (route) => {
    const [answer] = Object.entries<{ headers: Record<string, object> }>(
      operationOf(route).responses,
    )
      .filter(([status]) => /^[23]/.test(status))
      .map(([, response]) => response);

    expect(answer?.headers['x-request-id']).toBeDefined();
    expect(resolved(answer?.headers['cache-control'] ?? {}).schema.const).toBe(
      route.personal ? 'no-store' : undefined,
    );
  });
});

test('a temporary problem says how long to wait', () => {
  const waits = ['too-many-requests', 'temporarily-unavailable', 'request-in-progress'];
  const responses = Object.entries<{ headers: object }>(published.components.responses);
  const waiting = responses.filter(([name]) => waits.some((slug) => name.includes(slug)));

  expect(waiting.length).toBeGreaterThan(2);
  expect(waiting.filter(([, { headers }]) => !('retry-after' in headers))).toEqual([]);
});

test('a response in several types names each, and that it varies', () => {
  const { paths } = openApiDocument(
    routes.filter(({ id }) => id === 'readRetention'),
    '1.0.0',
  );

  expect(paths?.['/v1/governance/retention']?.get?.responses?.[200]).toMatchObject({
    headers: { vary: { required: true } },
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/RetentionReport' } },
      'text/csv': {
        schema: { type: 'string' },
        example: expect.stringContaining('category,records') as string,
      },
    },
  });
});

test('a PATCH requires If-Match and may return 412', () => {
  const { patchThing } = defineRoutes({
    patchThing: {
      method: 'PATCH',
      path: '/v1/things',
      access: { kind: 'public' },
      summary: 'Changes a thing',
      body: z.strictObject({ name: z.string() }),
      personal: false,
      responses: { 204: { description: 'Changed' } },
      example: { body: { name: 'x' } },
    },
  });

  const { paths } = openApiDocument([patchThing], '1.0.0');

  expect(paths?.['/v1/things']?.patch).toMatchObject({
    parameters: [{ $ref: '#/components/parameters/if-match' }],
    responses: { 412: { $ref: '#/components/responses/precondition-failed' } },
  });
});
