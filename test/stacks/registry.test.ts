import { glob, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import type { Route, TableFacts } from '../../lib/facts.ts';
import { allFunctions, functions, functionsByStack } from '../../lib/functions.ts';
import { reservedSystemIds } from '../../lambda/policy/system-section.ts';
import { connectorEntries } from '../../lib/system-functions.ts';
import {
  lastUseSeconds,
  memoryMegabytes,
  reservedConcurrency,
  stages,
  timeoutSeconds,
} from '../../lib/stages.ts';
import { tables } from '../../lib/tables.ts';
import { allTables } from '../support/database.ts';

const root = resolve(import.meta.dirname, '../..');

const connectors = /^lambda\/system\/(?:dynamodb|function|langgraph|postgresql|s3|webhook)\//;

async function files(pattern: string): Promise<string[]> {
  const found = await Array.fromAsync(glob(pattern, { cwd: root }));
  if (found.length === 0) throw new Error(`no file is called ${pattern}`);
  return found.map((file) => file.replaceAll('\\', '/')).sort();
}

test('every table of every table.ts is provisioned, once', async () => {
  const declared = await allTables();

  expect(names(tables), 'list it in lambda/tables.ts').toEqual(names(declared));
  expect(new Set(names(tables)).size).toBe(tables.length);
});

test('erasure is final once destroyed keys and identities are in no recovery window', () => {
  const soonest = tables.filter(({ recoveryDays }) => recoveryDays === 7);

  expect(names(soonest)).toEqual([
    'aliases',
    'idempotency',
    'intake-limits',
    'pending-requests',
    'subject-keys',
    'subjects',
  ]);
});

test('every function of every needs.ts is provisioned, once', async () => {
  const declared: FunctionFacts[] = [];
  for (const file of await files('lambda/**/needs.ts')) {
    const module = (await import(pathToFileURL(resolve(root, file)).href)) as Record<
      string,
      unknown
    >;
    // Of connectors there are as many as the policy asks for.
    if (connectors.test(file)) continue;
    const [list] = Object.entries(module).filter(([name]) => name.endsWith('Functions'));
    expect(list, `${file} exports its list`).toBeDefined();
    declared.push(...(list?.[1] as FunctionFacts[]));
  }

  expect(names(allFunctions), 'list it in lib/functions.ts').toEqual(names(declared));
  expect(new Set(names(allFunctions)).size).toBe(allFunctions.length);
});

test('every entry point belongs to exactly one function', async () => {
  const entryPoints = await files(
    'lambda/**/{handler,workflow,stream,schedule,recount,policy-change}.ts',
  );
  const rooms = entryPoints.filter((file) => !/platform\/(workflow|http)\//.test(file));

  expect(
    [...allFunctions, ...connectorEntries].map(({ entry }) => entry).sort(),
    'an entry point and its function in needs.ts name each other',
  ).toEqual(rooms);
});

test('no system can take the name of a function', () => {
  const taken = functionsByStack.systems
    .map(({ name }) => /^system-(.*)$/.exec(name)?.[1])
    .filter((id) => id !== undefined);

  expect(reservedSystemIds).toEqual(expect.arrayContaining(taken));
  expect(names(functions).filter((name) => name.startsWith('recipient-'))).toEqual([]);
});

test('a function streams all of its routes with serveStream, or none of them', async () => {
  for (const { name, entry, trigger } of functions) {
    if (trigger.kind !== 'routes') continue;
    const streaming = trigger.routes.filter(({ streams }) => streams === true);
    const source = await readFile(resolve(root, entry), 'utf8');

    expect([0, trigger.routes.length], name).toContain(streaming.length);
    expect(source.includes('serveStream('), name).toBe(streaming.length > 0);
  }
});

test('every route has one id and one path over all modules', () => {
  const routes = functions.flatMap(({ trigger }) =>
    trigger.kind === 'routes' ? trigger.routes : [],
  );
  const places = routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);

  expect(routes.length).toBeGreaterThan(10);
  expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length);
  expect(new Set(places).size).toBe(places.length);
});

test('a cached key is out of use after cache, longest timeout of a function with keys, and skew', () => {
  const facts = {
    name: 'some-api',
    area: 'machinery',
    entry: 'lambda/some/handler.ts',
    purpose: 'Opens personal data',
    worstCase: 'nothing about people',
    trigger: { kind: 'invoked' },
    needs: [{ keyring: ['unwrap'] }],
    timeoutSeconds: 120,
    memoryMegabytes: 512,
  } as const satisfies FunctionFacts;
  const withoutKeys = {
    ...facts,
    needs: [{ keyring: ['hmac-alias'] }],
    timeoutSeconds: 900,
  } as const;

  expect(lastUseSeconds(stages.prod, [facts, withoutKeys])).toBe(300 + 120 + 60);
});

test('a function behind the API ends before the gateway does, which waits longer for a stream', () => {
  const route = (streams: boolean) =>
    ({
      ...{ id: 'one', method: 'GET', path: '/v1/one', access: { kind: 'public' } },
      ...{ summary: 'One', personal: false, responses: {}, ...(streams && { streams }) },
    }) as Route;
  const facts = (streams: boolean): FunctionFacts => ({
    name: 'some-api',
    area: 'machinery',
    entry: 'lambda/some/handler.ts',
    purpose: 'Responds',
    worstCase: 'nothing about people',
    trigger: { kind: 'routes', routes: [route(streams)] },
    needs: [],
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  });

  expect(timeoutSeconds(stages.prod, facts(false))).toBe(29);
  expect(timeoutSeconds(stages.prod, facts(true))).toBe(900);
  expect(timeoutSeconds(stages.local, facts(true))).toBe(900);
  expect(timeoutSeconds(stages.local, facts(false))).toBe(10);
});

test('the real functions: 12 seconds on one machine, and in AWS the 15 minutes that one may run', () => {
  expect(lastUseSeconds(stages.local, functions)).toBe(1 + 10 + 1);
  expect(lastUseSeconds(stages.prod, functions)).toBe(300 + 900 + 60);
});

test.each(Object.values(stages))(
  '$name: no function behind the API outlasts the gateway',
  (stage) => {
    for (const facts of functions) {
      if (facts.trigger.kind !== 'routes') continue;
      const streams = facts.trigger.routes.some((route) => route.streams);
      expect(timeoutSeconds(stage, facts)).toBeLessThanOrEqual(streams ? 15 * 60 : 29);
    }
  },
);

test('a function gets the memory of its facts, within the limits of the stage', () => {
  const [some] = functions;
  const sized = (memoryMegabytes: number) => ({ ...some!, memoryMegabytes });

  expect(memoryMegabytes(stages.prod, sized(256))).toBe(1_024);
  expect(memoryMegabytes(stages.prod, sized(1_536))).toBe(1_536);
  expect(memoryMegabytes(stages.dev, sized(10_240))).toBe(1_024);
});

test('no stage reserves concurrency unless an operator names the function', () => {
  const [some] = functions;
  const stage = { ...stages.prod, reservedConcurrency: { [some!.name]: 20 } };

  for (const { reservedConcurrency: reserved } of Object.values(stages)) {
    expect(reserved).toEqual({ off: expect.stringMatching(/^[A-Z].{40,}\.$/) as string });
  }
  expect(reservedConcurrency(stages.prod, some!)).toBeUndefined();
  expect(reservedConcurrency(stage, some!)).toBe(20);
});

test('a stage cannot be changed at run time', () => {
  expect(() =>
    Object.assign(stages.prod.protections, { deletion: { off: 'for a moment' } }),
  ).toThrow(TypeError);
});

const names = (facts: readonly (TableFacts | FunctionFacts)[]): string[] =>
  facts.map(({ name }) => name).sort();
