import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeAt } from '../../local/home.ts';
import { underItsNames } from '../../local/hosts.ts';
import { InnerSecrets, newSecret, secretHeader } from '../../local/inner-port.ts';
import { invokeServer } from '../../local/invoke-server.ts';
import { localDatabase } from '../../local/local-database.ts';
import type { LocalDatabase } from '../../local/local-database.ts';
import { close, listen } from '../../local/ports.ts';
import { sweepOnce } from '../../local/time-to-live.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';

const secrets = new InnerSecrets();
const secret = secrets.of({ kind: 'runtime' });
const invoked: string[] = [];

let folder: string;
let database: LocalDatabase;
let client: DynamoDBClient;
let invokeApi: Server;
let invokeUrl: string;
/** A server that checks the `Host` header, like those of the API and of the issuer. */
let named: Server;
let namedPort: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-inner-'));
  database = await localDatabase(homeAt(folder), secrets);
  client = new DynamoDBClient({
    endpoint: database.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: secret },
    maxAttempts: 1,
  });
  invokeApi = invokeServer(
    () => ({
      has: () => true,
      invoke: (name) => {
        invoked.push(name);
        return Promise.resolve({ kind: 'returned', payload: '"called"' });
      },
      stop: () => Promise.resolve(),
    }),
    secrets,
  );
  const port = await listen(invokeApi, 0);
  invokeUrl = `http://127.0.0.1:${port}/2015-03-31/functions/request-api/invocations`;
  named = createServer(
    underItsNames(['privacy.test'], (_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<title>here</title>');
    }),
  );
  namedPort = await listen(named, 0);
});

afterAll(async () => {
  client.destroy();
  await close(named, 0);
  await close(invokeApi, 0);
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Arguments of fetch in the page. */
interface Call {
  readonly method: string;
  readonly mode?: 'no-cors';
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** With node:http, which sends any `Host` and `Origin`. */
function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      text(response).then((read) => {
        const { statusCode = 0, headers: got } = response;
        resolve({ status: statusCode, headers: got, body: read });
      }, reject);
    });
    request.once('error', reject);
    request.end(body);
  });
}

const listTables = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.ListTables',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=any/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=any',
};

const inner = () => [
  ['the database', database.url] as const,
  ['the functions', invokeUrl] as const,
];

const forged: readonly (readonly [string, Record<string, string>])[] = [
  ['no secret', {}],
  ['another secret', { [secretHeader]: newSecret() }],
  ['an empty secret', { [secretHeader]: '' }],
  ['the secret and more', { [secretHeader]: `${secret}, ${secret}` }],
  ['an Origin', { [secretHeader]: secret, origin: 'https://attacker.example' }],
  ['an Origin of loopback', { [secretHeader]: secret, origin: 'http://127.0.0.1:3000' }],
  ['the Origin null', { [secretHeader]: secret, origin: 'null' }],
  ['a foreign Host', { [secretHeader]: secret, host: 'attacker.example' }],
  ['a Host that only begins like ours', { [secretHeader]: secret, host: '127.0.0.1.nip.io' }],
  ['a Host with a user', { [secretHeader]: secret, host: 'localhost@attacker.example' }],
];

describe('a port within the runtime', () => {
  test('serves parts of the runtime: the SDK reaches the database with the session token', async () => {
    await expect(client.send(new ListTablesCommand({}))).resolves.toMatchObject({ TableNames: [] });
    const called = await send(invokeUrl, 'POST', { [secretHeader]: secret }, '{}');
    expect([called.status, called.body]).toEqual([200, '"called"']);
  });

  test('serves parts of the runtime: the sweep deletes expired rows', async () => {
    const TableName = 'Expiring';
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    const TimeToLiveSpecification = { AttributeName: 'expiresAt', Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    const now = Math.floor(Date.now() / 1_000);
    for (const [id, seconds] of Object.entries({ expired: now - 60, current: now + 60 })) {
      const Item = { id: { S: id }, expiresAt: { N: String(seconds) } };
      await client.send(new PutItemCommand({ TableName, Item }));
    }

    await sweepOnce(database.mcp ?? { url: 'there is none' });

    const { Items } = await client.send(new ScanCommand({ TableName }));
    expect(Items?.map(({ id }) => id?.S)).toEqual(['current']);
    await client.send(new DeleteTableCommand({ TableName }));
  });

  test.each(forged)('rejects a call with %s', async (_, headers) => {
    invoked.length = 0;
    for (const [, url] of inner()) {
      const answer = await send(url, 'POST', { ...listTables, ...headers }, '{}');

      expect(answer.status).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.body).not.toContain('TableNames');
    }
    expect(invoked).toEqual([]);
  });

  test('responds to a preflight without allowing any origin', async () => {
    for (const [, url] of inner()) {
      const { status, headers } = await send(url, 'OPTIONS', {
        origin: 'https://attacker.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': `authorization, ${secretHeader}`,
        'access-control-request-private-network': 'true',
      });

      expect(status).toBe(403);
      const granted = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
      expect(granted).toEqual([]);
    }
  });

  test('rejects a head that never ends or has the secret twice', async () => {
    const { port } = new URL(database.url);
    const twice = `${secretHeader}: ${secret}\r\n`.repeat(2);
    for (const head of [
      `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\n${twice}\r\n`,
      `POST / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}`,
    ]) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(head);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 /);
    }
  });

  test('accepts a request in pieces, and several requests in a connection', async () => {
    const { port } = new URL(database.url);
    const request = Object.entries({ ...listTables, host: '127.0.0.1', [secretHeader]: secret })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    const whole = `POST / HTTP/1.1\r\n${request}content-length: 2\r\n\r\n{}`;
    const last = whole.replace('content-length', 'connection: close\r\ncontent-length');
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(whole.slice(0, 40));
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.write(whole.slice(40) + last);

    expect((await text(socket)).match(/"TableNames":\[\]/g)).toHaveLength(2);
  });

  test('has no bypass: the endpoint that deletes expired rows requires a token', async () => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const call = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });

    const { status } = await send(database.mcp?.url ?? '', 'POST', headers, call);

    expect(status).toBe(401);
  });
});

describe('a port for callers', () => {
  test.each([
    ['127.0.0.1', 200],
    ['127.0.0.1:8787', 200],
    ['localhost:8787', 200],
    ['LOCALHOST', 200],
    ['[::1]:8787', 200],
    ['privacy.test', 200],
    ['attacker.example', 421],
    ['attacker.example:8787', 421],
    ['localhost.attacker.example', 421],
    ['127.0.0.1@attacker.example', 421],
    ['privacy.test.attacker.example', 421],
    ['0.0.0.0', 421],
  ])('responds under its own names only: %s is %d', async (host, status) => {
    const answer = await send(`http://127.0.0.1:${namedPort}/`, 'GET', { host });

    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('attacker');
  });
});

describe.skipIf(withoutBrowser)('a page in a browser on this machine', () => {
  let browser: Browser;
  let site: Server;
  let siteUrl: string;

  beforeAll(async () => {
    browser = await openBrowser(['--host-resolver-rules=MAP rebound.example 127.0.0.1']);
    site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end('<title>attacker</title>');
    });
    siteUrl = `http://127.0.0.1:${await listen(site, 0)}/`;
  });
  afterAll(async () => {
    await browser.close();
    await close(site, 0);
  });

  /**
   * Sends a call from the page; returns what the page can read, and whether it could be made at
   * all.
   */
  async function tried(url: string, init: Call): Promise<string> {
    const page = await browser.newPage();
    try {
      await page.goto(siteUrl);
      return await page.evaluate(
        ([to, how]) =>
          fetch(to, how).then(
            async (response) => `${response.type} ${response.status} ${await response.text()}`,
            (error: unknown) => String(error),
          ),
        [url, init] as const,
      );
    } finally {
      await page.close();
    }
  }

  test('reads nothing of the database, whatever it sends', async () => {
    for (const headers of [{}, listTables, { ...listTables, [secretHeader]: 'guess' }]) {
      const learned = await tried(database.url, { method: 'POST', headers, body: '{}' });

      expect(learned).toBe('TypeError: Failed to fetch');
    }
  });

  test('does not reach the database without the proxy', async () => {
    // The endpoint for expired rows is at the address of the database, on another port.
    const { hostname } = new URL(database.mcp?.url ?? '');
    const urls = [6665, 6666, 6667, 6668, 6669].map((port) => `http://${hostname}:${port}/`);
    const reached = await Promise.allSettled(
      urls.map((url) => send(url, 'POST', listTables, '{}')),
    );
    const isDatabase = reached.map(({ status }) => status === 'fulfilled');
    expect(isDatabase).toContain(true);

    const learned = await Promise.all(
      urls.map((url) => tried(url, { method: 'POST', mode: 'no-cors' })),
    );

    expect(new Set(learned)).toEqual(new Set(['TypeError: Failed to fetch']));
  });

  test('calls no function, not even without reading the response', async () => {
    invoked.length = 0;
    const body = JSON.stringify({ requestContext: { authorizer: { callerKind: 'staff' } } });

    const simple = await tried(invokeUrl, { method: 'POST', mode: 'no-cors', body });
    const json = await tried(invokeUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });

    expect(simple).not.toContain('called');
    expect(json).toBe('TypeError: Failed to fetch');
    expect(invoked).toEqual([]);
  });

  test('does not get the origin of the API with a domain that resolves to this machine', async () => {
    const page = await browser.newPage();
    const response = await page.goto(`http://rebound.example:${namedPort}/`);

    expect(response?.status()).toBe(421);
    await page.close();
  });
});
