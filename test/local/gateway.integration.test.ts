import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../lambda/value/time.ts';
import { DirectoryObjects } from '../../local/adapters/objects/directory-objects.ts';
import { Readable } from 'node:stream';
import { readApi } from '../../local/api-routes.ts';
import { apiServer } from '../../local/api-server.ts';
import { authorizeThrough } from '../../local/authorizer.ts';
import { runFunctions } from '../../local/function-pool.ts';
import type { Functions } from '../../local/function-pool.ts';
import { localFunctions } from '../../local/functions.ts';
import { gatewayAnswers } from '../../local/gateway-answers.ts';
import { InnerSecrets } from '../../local/inner-port.ts';
import { invokeServer } from '../../local/invoke-server.ts';
import { close, listen } from '../../local/ports.ts';
import { fixtureAssembly } from './fixture.ts';
import { writeBundle } from './fixture-bundle.ts';

interface Echo {
  readonly event: Record<string, unknown>;
  readonly calls: number;
  readonly remaining: number;
  readonly table: string;
  readonly path?: string;
}

const secrets = new InnerSecrets();

let folder: string;
let functions: Functions;
let server: Server;
let invokeApi: Server;
let objects: DirectoryObjects;
let url: string;
let lambda: LambdaClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-gateway-'));
  await writeBundle(folder);
  const assembly = fixtureAssembly(folder);
  const keyFile = join(folder, 'keys.json');
  functions = runFunctions(
    localFunctions(assembly, {
      secretOf: (name) => secrets.of({ kind: 'function', name }),
      databaseUrl: '',
      invokeUrl: '',
      keyFile,
      objectsDirectory: folder,
      objectsUrl: '',
      pagesUrl: 'http://localhost:1',
      mediaDirectory: folder,
      systemEndpoints: {},
      mediaUrl: '',
      eventsFile: '',
      outbox: '',
      quarantine: '',
      copies: '',
      mailEvents: '',
      issuers: '[]',
    }),
    { compileCache: join(folder, 'cache'), log: (output) => output.resume() },
  );
  const api = readApi(assembly);
  server = apiServer({
    api,
    invoke: functions.invoke,
    invokeStream: functions.invokeStream,
    authorize: authorizeThrough(functions.invoke, api.stage),
    gateway: gatewayAnswers(assembly),
    serveLink: (link) => objects.serveLink(link),
  });
  url = `http://127.0.0.1:${await listen(server, 0)}`;
  objects = new DirectoryObjects(
    { directory: join(folder, 'objects'), baseUrl: `${url}/_objects`, keyFile },
    systemClock,
  );
  invokeApi = invokeServer(() => functions, secrets);
  lambda = new LambdaClient({
    endpoint: `http://127.0.0.1:${await listen(invokeApi, 0)}`,
    region: 'eu-central-1',
    credentials: {
      accessKeyId: 'test',
      secretAccessKey: 'test',
      sessionToken: secrets.of({ kind: 'runtime' }),
    },
    maxAttempts: 1,
  });
});

afterAll(async () => {
  lambda.destroy();
  await close(server, 0);
  await close(invokeApi, 0);
  await functions.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { headers });
const echoOf = async (response: Response): Promise<Echo> => (await response.json()) as Echo;

describe('the local API', () => {
  test('sends the event of a REST API, without the address of the caller', async () => {
    const response = await get('/v1/items?a=1&a=2&b=%20', { 'x-one': 'eins' });

    const { event, table } = await echoOf(response);
    expect(response.headers.get('x-many')).toBe('a, b');
    expect(table).toBe('Things');
    expect(event).toMatchObject({
      resource: '/v1/items',
      path: '/v1/items',
      httpMethod: 'GET',
      queryStringParameters: { a: '2', b: ' ' },
      multiValueQueryStringParameters: { a: ['1', '2'], b: [' '] },
      pathParameters: null,
      body: null,
      isBase64Encoded: false,
    });
    expect(event['headers']).toMatchObject({ 'x-one': 'eins' });
    expect(event['requestContext']).toMatchObject({
      stage: 'local',
      resourcePath: '/v1/items',
      identity: { userAgent: null },
    });
    expect(event['requestContext']).not.toHaveProperty('authorizer');
  });

  test('sends any body as bytes if the template registers all types', async () => {
    const sent = Buffer.from([0x22, 0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x22]);

    const response = await fetch(`${url}/v1/items`, { method: 'POST', body: sent });

    const { event } = await echoOf(response);
    expect(event).toMatchObject({ body: sent.toString('base64'), isBase64Encoded: true });
  });

  test('gives a function its own environment, not that of the runtime', async () => {
    const { path } = await echoOf(await get('/v1/items'));

    expect(path).toBeUndefined();
  });

  test('passes the context of the authorizer, as strings, with the parameters of the path', async () => {
    const { event } = await echoOf(await get('/v1/items/a%2Fb', { authorization: 'Bearer good' }));

    expect(event['pathParameters']).toEqual({ itemId: 'a%2Fb' });
    expect(event['requestContext']).toMatchObject({
      authorizer: { callerKind: 'subject', authenticatedAt: '12', principalId: 'subject' },
    });
  });

  test('caches the result of the authorizer for the same token', async () => {
    const asked = async () => {
      const { event } = await echoOf(await get('/v1/items/a', { authorization: 'Bearer good' }));
      const { authorizer } = event['requestContext'] as { authorizer: { asked: string } };
      return authorizer.asked;
    };

    expect(await asked()).toBe(await asked());
  });

  test('RFC 9110 section 15.5.6: a method that a path does not have returns 405', async () => {
    for (const method of ['DELETE', 'PATCH', 'HEAD', 'OPTIONS']) {
      const response = await fetch(`${url}/v1/items`, { method });

      expect(response.status).toBe(405);
      expect(response.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'POST']);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('access-control-allow-origin')).toBe('https://privacy.example');
    }
    expect((await fetch(`${url}/v1/nothing`, { method: 'DELETE' })).status).toBe(404);
  });

  test('RFC 9110 section 8.6: the Content-Length of HEAD is that of GET, or absent', async () => {
    const head = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, { method: 'HEAD', headers });
    const length = async (response: Promise<Response>) =>
      (await response).headers.get('content-length');
    const refused = await get('/v1/nothing');
    const { byteLength } = await refused.arrayBuffer();

    expect(await length(head('/v1/items/latest', { 'x-do': 'empty' }))).toBeNull();
    expect(await length(head('/v1/items/latest', { 'x-do': 'bytes' }))).toBe('3');
    expect(await length(head('/v1/nothing'))).toBe(String(byteLength));
    expect(await (await head('/v1/nothing')).text()).toBe('');
  });

  test.each([
    ['an unknown path', '/v1/nothing', {}, 404, 'not-found'],
    ['no token', '/v1/items/a', {}, 401, 'unauthenticated'],
    ['a refused token', '/v1/items/a', { authorization: 'Bearer bad' }, 401, 'unauthenticated'],
    ['a denied token', '/v1/items/a', { authorization: 'Bearer denied' }, 403, 'scope-missing'],
    [
      'a route not allowed',
      '/v1/items/a',
      { authorization: 'Bearer narrow' },
      403,
      'scope-missing',
    ],
    [
      'a failing authorizer',
      '/v1/items/a',
      { authorization: 'Bearer broken' },
      503,
      'temporarily-unavailable',
    ],
    ['a function that throws', '/v1/items', { 'x-do': 'throw' }, 503, 'temporarily-unavailable'],
    ['a function that crashes', '/v1/items', { 'x-do': 'crash' }, 503, 'temporarily-unavailable'],
    ['a function that exits', '/v1/items', { 'x-do': 'exit' }, 503, 'temporarily-unavailable'],
    ['a function that hangs', '/v1/items', { 'x-do': 'hang' }, 503, 'temporarily-unavailable'],
    ['an answer beyond 6 MiB', '/v1/items', { 'x-do': 'large' }, 503, 'temporarily-unavailable'],
    ['a malformed answer', '/v1/items', { 'x-do': 'malformed' }, 500, 'internal-error'],
  ])('%s: %s', async (_, path, headers, status, slug) => {
    const response = await get(path, headers);

    const body = await response.text();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-request-id')).toBeTruthy();
    expect(body).toContain(`urn:custos:problem:${slug}`);
    expect(body).not.toContain('secret');
  });

  test('rejects a body of more than 10 MiB without a call', async () => {
    const response = await fetch(`${url}/v1/items`, {
      method: 'POST',
      body: 'x'.repeat(10 * 1024 * 1024 + 1),
    });

    expect(response.status).toBe(413);
  });

  test('returns bytes as bytes', async () => {
    const response = await get('/v1/items', { 'x-do': 'bytes' });

    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 1, 2]));
  });

  test('continues after a function timed out and crashed', async () => {
    await Promise.all([
      get('/v1/items', { 'x-do': 'hang' }),
      get('/v1/items', { 'x-do': 'crash' }),
    ]);

    expect((await get('/v1/items')).status).toBe(200);
  });

  test('runs one event at a time per environment, and several environments concurrently', async () => {
    const since = Date.now();
    const responses = await Promise.all(
      Array.from({ length: 6 }, () => get('/v1/items', { 'x-do': 'slow' })),
    );

    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    // Six in a row would take 2.4 seconds, and six at once 0.4.
    expect(Date.now() - since).toBeGreaterThanOrEqual(750);
  });

  test('serves the links to objects, and nothing else at that path', async () => {
    const name = 'exports/019abc00-0000-7000-8000-000000000001' as const;
    await objects.put(name, Readable.from([Buffer.from('zip')]), 'application/zip');
    const link = await objects.link(name, 'data.zip', (Date.now() + 60_000) as never);

    const served = await fetch(link);
    const forged = await fetch(
      link.replace(/signature=(.)/, (_, first) => `signature=${first === '_' ? '-' : '_'}`),
    );

    expect(await served.text()).toBe('zip');
    expect(served.headers.get('content-disposition')).toContain('data.zip');
    expect(forged.status).toBe(403);
  });
});

describe('the local Invoke API', () => {
  const invoke = (FunctionName: string, payload: object) =>
    lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }));

  test('runs a function by name or ARN', async () => {
    const arn = 'arn:aws:lambda:eu-central-1:000000000000:function:echo:live';

    for (const name of ['echo', arn]) {
      const { Payload, FunctionError } = await invoke(name, { do: 'nothing' });
      expect(FunctionError).toBeUndefined();
      expect(Payload?.transformToString()).toContain('statusCode');
    }
  });

  test('reports a failure of the function as Lambda does', async () => {
    const { FunctionError, Payload } = await invoke('echo', { do: 'throw' });

    expect(FunctionError).toBe('Unhandled');
    expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({
      errorType: 'RangeError',
    });
  });

  test('rejects other functions', async () => {
    await expect(invoke('nobody', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
