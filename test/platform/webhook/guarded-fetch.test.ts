import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { resolve as pathOf } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { openResolver } from '../../../lambda/platform/webhook/destination.ts';
import { EgressError } from '../../../lambda/platform/webhook/egress-error.ts';
import { guardedFetch } from '../../../lambda/platform/webhook/guarded-fetch.ts';
import { makeAuthority } from '../../support/certificates.ts';
import { startNameServer } from './name-server.ts';
import type { Answers } from './name-server.ts';

const authority = makeAuthority();
const server = authority.issueFor(['crm.example.com']);
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listening(started: Server): Promise<number> {
  closing.push(() => {
    if ('closeAllConnections' in started) (started.closeAllConnections as () => void)();
    started.close();
  });
  started.listen(0, '127.0.0.1');
  await once(started, 'listening');
  return (started.address() as AddressInfo).port;
}

/** A receiver on this machine, with a count of connections. */
async function receiver(listener: RequestListener, certificate = server) {
  const https = createHttpsServer(
    { cert: certificate.certificate, key: certificate.privateKey },
    listener,
  );
  const seen = { connections: 0 };
  https.on('connection', () => (seen.connections += 1));
  return { port: await listening(https), seen };
}

async function rules(
  port: number,
  {
    answers = here,
    ...other
  }: { readonly answers?: Answers; readonly allowsLoopback?: boolean } & Partial<
    Parameters<typeof guardedFetch>[0]
  > = {},
) {
  const names = await startNameServer(answers);
  closing.push(names.stop);
  return {
    names,
    hosts: [`crm.example.com:${port}`],
    allowsLoopback: true,
    resolve: openResolver([names.address]),
    connectMilliseconds: 1_000,
    totalMilliseconds: 2_000,
    maximumResponseBytes: 1_000,
    certificateAuthority: authority.certificate,
    ...other,
  };
}

const here: Answers = (_name, family) => (family === 4 ? ['127.0.0.1'] : []);
const call = (port: number, url = `https://crm.example.com:${port}/privacy`) => ({
  method: 'POST' as const,
  url,
  headers: { 'x-test': '1' },
  body: Buffer.from('{}'),
});
const ok: RequestListener = (_request, response) => response.end('fine');

const reasonOf = async (sent: Promise<unknown>): Promise<string> => {
  const error = await sent.then(
    () => 'sent',
    (thrown: unknown) => thrown,
  );
  return error instanceof EgressError ? error.reason : String(error);
};

test('a declared host whose addresses are allowed gets the call, and its response is returned', async () => {
  const asked: unknown[] = [];
  const { port } = await receiver((request, response) => {
    asked.push(request.method, request.url, request.headers['x-test'], request.headers.host);
    request.on('data', (chunk: Buffer) => asked.push(chunk.toString()));
    request.on('end', () => response.writeHead(202, { 'retry-after': '7' }).end('later'));
  });

  const response = await guardedFetch(await rules(port), call(port));

  expect(response.status).toBe(202);
  expect(response.headers['retry-after']).toBe('7');
  expect(Buffer.from(response.body).toString()).toBe('later');
  expect(asked).toEqual(['POST', '/privacy', '1', `crm.example.com:${port}`, '{}']);
});

describe('is not sent', () => {
  test('to a host, a port or a scheme that the policy does not name', async () => {
    const { port, seen } = await receiver(ok);
    const declared = await rules(port);
    const at = (url: string) => reasonOf(guardedFetch(declared, call(port, url)));

    expect(await at(`https://other.example.com:${port}/`)).toBe('host-not-declared');
    expect(await at('https://crm.example.com/')).toBe('host-not-declared');
    expect(await at(`https://crm.example.com.evil.example:${port}/`)).toBe('host-not-declared');
    expect(await at(`https://127.0.0.1:${port}/`)).toBe('host-not-declared');
    expect(await at(`ftp://crm.example.com:${port}/`)).toBe('not-https');
    expect(
      await reasonOf(
        guardedFetch(
          { ...declared, allowsLoopback: false },
          call(port, `http://crm.example.com:${port}/`),
        ),
      ),
    ).toBe('not-https');
    expect(seen.connections).toBe(0);
  });

  test.each([
    ['127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['fd00:ec2::254'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['192.0.2.1'],
    ['224.0.0.1'],
    ['100.64.0.1'],
  ])('to a name with the address %s, also beside a public one', async (address) => {
    const { port, seen } = await receiver(ok);
    const family = address.includes(':') ? 6 : 4;
    const alone: Answers = (_name, asked) => (asked === family ? [address] : []);
    const beside: Answers = (_name, asked) =>
      asked === 4
        ? ['8.8.8.8', ...(family === 4 ? [address] : [])]
        : family === 6
          ? ['2606:4700::1', address]
          : [];

    for (const answers of [alone, beside]) {
      const strict = await rules(port, { answers, allowsLoopback: false });
      expect(await reasonOf(guardedFetch(strict, call(port)))).toBe('address-not-public');
    }
    expect(seen.connections).toBe(0);
  });

  test.each(['169.254.169.254', '10.0.0.1', '::ffff:127.0.0.1'])(
    'to %s on the stage local either: loopback alone is allowed there',
    async (address) => {
      const family = address.includes(':') ? 6 : 4;
      const answers: Answers = (_name, asked) => (asked === family ? [address] : []);

      expect(await reasonOf(guardedFetch(await rules(1, { answers }), call(1)))).toBe(
        'address-not-public',
      );
    },
  );

  test.each([
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::ffff:7f00:1]/',
  ])('to an address instead of a name: %s', async (url) => {
    const strict = await rules(1, { allowsLoopback: false, hosts: [new URL(url).host] });

    expect(await reasonOf(guardedFetch(strict, call(1, url)))).toBe('address-not-public');
    expect(strict.names.questions).toEqual([]);
  });

  test('where the name server says that there is no such name, or half of it fails', async () => {
    const absent = await rules(1, { answers: () => undefined });
    const broken = await rules(1, {
      answers: (_name, family) => (family === 4 ? ['127.0.0.1'] : 'broken'),
    });

    expect(await reasonOf(guardedFetch(absent, call(1)))).toBe('name-not-resolved');
    expect(await reasonOf(guardedFetch(broken, call(1)))).toBe('name-not-resolved');
  });
});

describe('a name that has another address at the next question (DNS rebinding)', () => {
  test('gets the call at the address that was checked', async () => {
    const { port } = await receiver(ok);
    const once = await rules(port, {
      answers: (_name, family, times) =>
        family === 6 ? [] : [times === 1 ? '127.0.0.1' : '169.254.169.254'],
    });

    expect((await guardedFetch(once, call(port))).status).toBe(200);
    expect([...once.names.questions].sort()).toEqual(['crm.example.com 4', 'crm.example.com 6']);
  });

  test('reaches nothing on this machine once a public address was checked', async () => {
    const { port, seen } = await receiver(ok);
    const turned = await rules(port, {
      answers: (_name, family, times) =>
        // An address that no host has: https://www.rfc-editor.org/rfc/rfc7535 leaves it empty here.
        family === 6 ? [] : [times === 1 ? '192.31.196.1' : '127.0.0.1'],
      allowsLoopback: false,
      connectMilliseconds: 300,
    });

    expect(['timed-out', 'unreachable']).toContain(
      await reasonOf(guardedFetch(turned, call(port))),
    );
    expect(seen.connections).toBe(0);
  });
});

test.each([301, 302, 303, 307, 308])('a redirect is not followed: %d', async (status) => {
  const { port, seen } = await receiver((request, response) => {
    if (request.url === '/privacy') {
      response.writeHead(status, { location: `https://crm.example.com:${port}/next` }).end();
    } else response.end('followed');
  });

  expect(await reasonOf(guardedFetch(await rules(port), call(port)))).toBe('redirected');
  expect(seen.connections).toBe(1);
});

describe('a certificate is checked', () => {
  test.each([
    ['of an authority that is not trusted', makeAuthority().issueFor(['crm.example.com'])],
    ['for another name', authority.issueFor(['other.example.com'])],
    ['that has expired', authority.issueFor(['crm.example.com'], -1)],
  ])('%s', async (_what, certificate) => {
    let asked = 0;
    const { port } = await receiver((_request, response) => {
      asked += 1;
      response.end();
    }, certificate);

    expect(await reasonOf(guardedFetch(await rules(port), call(port)))).toBe('certificate-invalid');
    expect(asked).toBe(0);
  });
});

describe('is ended', () => {
  test('where nothing takes the connection, and where TLS does not begin', async () => {
    const silent = await listening(createTcpServer(() => undefined));
    const closed = await listening(createTcpServer((socket) => socket.destroy()));
    const free = await listening(createTcpServer());
    await closing.pop()?.();

    expect(
      await reasonOf(guardedFetch(await rules(silent, { connectMilliseconds: 200 }), call(silent))),
    ).toBe('timed-out');
    expect(await reasonOf(guardedFetch(await rules(closed), call(closed)))).toBe('unreachable');
    expect(await reasonOf(guardedFetch(await rules(free), call(free)))).toBe('unreachable');
  });

  test('where the response does not come, or comes byte by byte for longer than allowed', async () => {
    const never = await receiver(() => undefined);
    const slow = await receiver((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    });

    for (const { port } of [never, slow]) {
      expect(
        await reasonOf(guardedFetch(await rules(port, { totalMilliseconds: 400 }), call(port))),
      ).toBe('timed-out');
    }
  });

  test('where the body is larger than allowed, whatever its length says', async () => {
    const { port } = await receiver((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (response.write(Buffer.alloc(64_000)));
        response.once('drain', more);
      };
      more();
    });
    const exact = await receiver((_request, response) => response.end(Buffer.alloc(1_000)));
    const one = await receiver((_request, response) => response.end(Buffer.alloc(1_001)));

    expect(await reasonOf(guardedFetch(await rules(port), call(port)))).toBe('response-too-large');
    expect((await guardedFetch(await rules(exact.port), call(exact.port))).body).toHaveLength(
      1_000,
    );
    expect(await reasonOf(guardedFetch(await rules(one.port), call(one.port)))).toBe(
      'response-too-large',
    );
  });

  test('where the body is compressed, or ends before its length', async () => {
    const zipped = await receiver((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    );
    const cut = await receiver((_request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('x');
      setTimeout(() => response.destroy(), 50);
    });

    expect(await reasonOf(guardedFetch(await rules(zipped.port), call(zipped.port)))).toBe(
      'response-encoded',
    );
    expect(await reasonOf(guardedFetch(await rules(cut.port), call(cut.port)))).toBe('unreachable');
  });
});

test('no variable that names a proxy is read', async () => {
  const { port } = await receiver(ok);
  let proxied = 0;
  const proxy = createHttpServer(ok);
  proxy.on('connection', () => (proxied += 1));
  const proxyUrl = `http://127.0.0.1:${await listening(proxy)}`;
  const { names } = await rules(port);
  const file = (name: string) =>
    JSON.stringify(pathOf(import.meta.dirname, '../../../lambda/platform/webhook', name));
  const script = `
    const { guardedFetch } = await import(${file('guarded-fetch.ts')});
    const { openResolver } = await import(${file('destination.ts')});
    const { status } = await guardedFetch(
      { hosts: ['crm.example.com:${port}'], allowsLoopback: true, resolve: openResolver(['${names.address}']),
        connectMilliseconds: 1000, totalMilliseconds: 2000, maximumResponseBytes: 100,
        certificateAuthority: ${JSON.stringify(authority.certificate)} },
      { method: 'POST', url: 'https://crm.example.com:${port}/', headers: {}, body: Buffer.from('{}') });
    process.stdout.write(String(status));`;

  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', script],
    {
      env: {
        ...{ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl },
        ...{ https_proxy: proxyUrl, http_proxy: proxyUrl, ALL_PROXY: proxyUrl },
      },
    },
  );

  expect(stdout).toBe('200');
  expect(proxied).toBe(0);
});

test('on the stage local a receiver without TLS is called, on this machine alone', async () => {
  const port = await listening(createHttpServer(ok));
  const local = await rules(port);
  const elsewhere = await rules(port, {
    answers: (_name, family) => (family === 4 ? ['8.8.8.8'] : []),
  });
  const plain = call(port, `http://crm.example.com:${port}/`);

  expect((await guardedFetch(local, plain)).status).toBe(200);
  expect(await reasonOf(guardedFetch(elsewhere, plain))).toBe('address-not-public');
});
