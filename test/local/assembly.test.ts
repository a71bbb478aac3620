import { describe, expect, test } from 'vitest';
import { readApi } from '../../local/api-routes.ts';
import { localFunctions } from '../../local/functions.ts';
import { functionNameOf } from '../../local/invocation.ts';
import { localSchedules, rateSeconds } from '../../local/schedules.ts';
import { streamMappings } from '../../local/streams.ts';
import { localTables } from '../../local/tables.ts';
import { TemplateError } from '../../local/template.ts';
import { fixtureAssembly } from './fixture.ts';

const places = {
  secretOf: (name: string) => `secret-of-${name}`,
  databaseUrl: 'http://127.0.0.1:1',
  invokeUrl: 'http://127.0.0.1:2',
  keyFile: '/home/keys.json',
  objectsDirectory: '/home/objects',
  objectsUrl: 'http://127.0.0.1:3/_objects',
  pagesUrl: 'http://localhost:1',
  mediaDirectory: '/home/media',
  systemEndpoints: {},
  mediaUrl: 'http://127.0.0.1:3/_media',
  eventsFile: '/home/events.jsonl',
  outbox: '/home/outbox',
  quarantine: '/home/quarantine',
  copies: '/home/copies',
  mailEvents: '/home/mail-events.jsonl',
  issuers: '[{"issuer":"local"}]',
};

describe('what the runtime reads from templates', () => {
  test('functions of Custos, with the local adapter of every port, and none that the CDK adds', () => {
    const functions = localFunctions(fixtureAssembly('/asset'), places);

    expect(functions.map(({ name }) => name)).toEqual(['echo', 'fulfilment']);
    expect(functions[0]).toMatchObject({
      module: '/asset/index.mjs',
      exported: 'handler',
      timeoutSeconds: 2,
      memoryMegabytes: 128,
    });
    expect(functions[0]?.environment).toMatchObject({
      CUSTOS_FUNCTION: 'echo',
      CUSTOS_KEYRING_DATA: '/home/keys.json',
      CUSTOS_TABLE_THINGS: 'Things',
      CUSTOS_WORKFLOW_FULFILMENT: 'local',
      CUSTOS_EVENTS_AT: '/home/events.jsonl',
      CUSTOS_ISSUERS: '[{"issuer":"local"}]',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:2',
    });
    expect(JSON.parse(functions[0]?.environment['CUSTOS_OBJECTS_AT'] ?? '')).toEqual({
      directory: '/home/objects',
      baseUrl: 'http://127.0.0.1:3/_objects',
      keyFile: '/home/keys.json',
    });
    expect(JSON.parse(functions[0]?.environment['CUSTOS_MEDIA_AT'] ?? '')).toEqual({
      directory: '/home/media',
      bucket: 'Files',
      formUrl: 'http://127.0.0.1:3/_media',
      keyFile: '/home/keys.json',
    });
  });

  test('which functions are durable, and for how long', () => {
    const timeouts = localFunctions(fixtureAssembly(), places).map((one) => [
      one.name,
      one.executionTimeoutSeconds,
    ]);

    expect(timeouts).toEqual([
      ['echo', undefined],
      ['fulfilment', 1_209_600],
    ]);
  });

  test('tables with keys, indexes, stream and time to live, and those for workflows', () => {
    const [things, ...workflows] = localTables(fixtureAssembly());

    expect(things?.timeToLive).toBe('expiresAt');
    expect(things?.create).toMatchObject({
      TableName: 'Things',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    expect(things?.create.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual([
      'by-owner',
    ]);
    expect(workflows.map(({ create }) => create.TableName)).toEqual([
      'workflow-executions',
      'workflow-checkpoints',
    ]);
  });

  test('streams with their table, function, size and filter', () => {
    const [mapping] = streamMappings(fixtureAssembly());

    expect(mapping).toMatchObject({
      functionName: 'echo',
      tableName: 'Things',
      batchSize: 2,
      retries: 1,
    });
    expect(mapping?.filter({ eventName: 'REMOVE' })).toBe(true);
    expect(mapping?.filter({ eventName: 'INSERT' })).toBe(false);
  });

  test('schedules', () => {
    expect(localSchedules(fixtureAssembly())).toEqual([
      { functionName: 'echo', everySeconds: 3_600 },
    ]);
  });

  test.each([
    ['rate(1 minute)', 60],
    ['rate(15 minutes)', 900],
    ['rate(2 hours)', 7_200],
    ['rate(40 days)', 3_456_000],
  ])('%s is %d seconds', (expression, seconds) => {
    expect(rateSeconds(expression)).toBe(seconds);
  });

  test.each(['cron(0 0 * * ? *)', 'rate(0 minutes)', 'rate(1 fortnight)'])(
    'rejects the schedule %s rather than never running it',
    (expression) => {
      expect(() => rateSeconds(expression)).toThrow(TemplateError);
    },
  );

  test('methods with their path, function and authorizer, whose cache is a minute at most', () => {
    const api = readApi(fixtureAssembly());

    expect(api.stage).toBe('local');
    expect(api.methods.map(({ method, resource }) => `${method} ${resource}`).sort()).toEqual([
      'GET /v1/items',
      'GET /v1/items/latest',
      'GET /v1/items/{itemId}',
      'HEAD /v1/items/latest',
      'POST /v1/items',
    ]);
    expect(api.match('GET', '/v1/items/a')?.authorizer).toEqual({
      functionName: 'echo',
      cacheSeconds: 60,
    });
    expect(api.match('GET', '/v1/items')?.authorizer).toBeUndefined();
  });

  test.each([
    ['GET', '/v1/items/a%20b', '/v1/items/{itemId}', { itemId: 'a%20b' }],
    ['GET', '/v1/items/latest', '/v1/items/latest', {}],
    ['GET', '/v1/items', '/v1/items', {}],
  ])('%s %s is handled by %s', (method, path, resource, pathParameters) => {
    expect(readApi(fixtureAssembly()).match(method, path)).toMatchObject({
      resource,
      pathParameters,
    });
  });

  test.each([
    ['GET', '/'],
    ['GET', '/v1/items/'],
    ['GET', '/v1/items/a/b'],
    ['PUT', '/v1/items'],
    ['GET', '/v1/items/%E0%A4%A'],
    ['GET', '/v1/Items'],
  ])('%s %s has no handler', (method, path) => {
    expect(readApi(fixtureAssembly()).match(method, path)).toBeUndefined();
  });

  test.each([
    ['echo', 'echo'],
    ['arn:aws:lambda:eu-central-1:000000000000:function:echo', 'echo'],
    ['arn:aws:lambda:eu-central-1:000000000000:function:echo:live', 'echo'],
    ['echo:live', 'echo'],
  ])('%s names the function %s', (reference, name) => {
    expect(functionNameOf(reference)).toBe(name);
  });
});
