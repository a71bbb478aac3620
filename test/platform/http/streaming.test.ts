import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineRoutes } from '../../../lambda/platform/http/contract.ts';
import { streamed } from '../../../lambda/platform/http/handlers.ts';
import type { Outcome } from '../../../lambda/platform/http/handlers.ts';
import { problem } from '../../../lambda/platform/http/problem.ts';
import {
  serveStream,
  StreamingUnavailableError,
} from '../../../lambda/platform/http/serve-stream.ts';
import { createStreamingApp } from '../../../lambda/platform/http/streaming-app.ts';
import type { StreamingApp } from '../../../lambda/platform/http/streaming-app.ts';
import { openLog } from '../../../lambda/platform/log/log.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { ResponseStream } from '../../../local/lambda-streams.ts';
import { proxyEvent } from '../../support/call.ts';
import { callStream, streamingRuntime } from '../../support/call-stream.ts';
import { examplePolicy } from '../../support/example-policy.ts';

const routes = defineRoutes({
  openThing: {
    method: 'GET',
    path: '/v1/opened/{thing}',
    access: { kind: 'public' },
    summary: 'Open',
    pathParameters: z.strictObject({ thing: z.string().max(20) }),
    personal: true,
    streams: true,
    responses: { 200: { description: 'The bytes', bytes: ['image/png'] } },
  },
});
const list = Object.values(routes);
const open = { method: 'GET', path: '/v1/opened/one' };
const headers = { 'content-type': 'image/png', 'content-length': '6' };

let reply: () => Outcome;
let selecting: unknown;
let lines: { code: string; outcome?: string; status?: number }[];
let app: StreamingApp;

beforeEach(() => {
  lines = [];
  const log = openLog(
    { function: 'opened', stage: 'test' },
    (line) => void lines.push(JSON.parse(line) as (typeof lines)[number]),
  );
  const none = (): never => {
    throw new Error('not opened');
  };
  const platform = {
    get database() {
      return none();
    },
    get keyring() {
      return none();
    },
    policy: { ...examplePolicy, cors: { origins: ['https://privacy.example'] } },
    clock: systemClock,
    log,
  };
  const handlers = {
    openThing: (request: { readonly selecting: unknown }) => {
      selecting = request.selecting;
      return Promise.resolve(reply());
    },
  };
  app = createStreamingApp(platform, routes, handlers, streamingRuntime);
});

const codes = () => lines.map(({ code }) => code);

describe('a streamed response', () => {
  test('has the bytes, the fixed headers, and one line when it ends', async () => {
    reply = () => streamed(200, headers, Readable.from([Buffer.from('one'), Buffer.from('two')]));

    const got = await callStream(app, open, list);

    expect(got.bytes.toString()).toBe('onetwo');
    expect(got.status).toBe(200);
    expect(got.headers).toMatchObject({
      ...headers,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.stringContaining('max-age=') as string,
      'x-request-id': expect.any(String) as string,
    });
    expect(lines.map(({ code, outcome }) => [code, outcome])).toEqual([
      ['STARTED', undefined],
      ['COMPLETED', 'answered'],
    ]);
  });

  test('is of the part and the version that the client asks for', async () => {
    reply = () => streamed(200, headers, Readable.from([]));
    const asked = { Range: 'bytes=0-9', 'If-Range': '"a"', 'If-None-Match': '"b"' };

    await callStream(app, { ...open, headers: asked }, list);
    expect(selecting).toEqual({ range: 'bytes=0-9', ifRange: '"a"', ifNoneMatch: '"b"' });

    // RFC 9110 section 14.2: ranges are defined for GET alone.
    await callStream(app, { ...open, method: 'HEAD', headers: asked }, list);
    expect(selecting).toEqual({ ifRange: '"a"', ifNoneMatch: '"b"' });
  });

  test('can be empty', async () => {
    reply = () => streamed(200, headers, Readable.from([]));

    expect((await callStream(app, open, list)).bytes).toHaveLength(0);
  });

  test('can be read by pages of the origins of the policy', async () => {
    reply = () => streamed(200, headers, Readable.from(['x']));
    const origin = 'https://privacy.example';

    const got = await callStream(app, { ...open, headers: { origin } }, list);

    expect(got.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'origin' });
    expect(got.headers['access-control-expose-headers']).toContain('content-range');
  });

  test('RFC 9110 section 9.3.2: HEAD has the headers of GET and reads no byte', async () => {
    const body = new Readable({
      read() {
        throw new Error('read');
      },
    });
    reply = () => streamed(200, headers, body);

    const got = await callStream(app, { ...open, method: 'HEAD' }, list);

    expect([got.status, got.bytes.length]).toEqual([200, 0]);
    expect(got.headers).toMatchObject(headers);
    expect(body.destroyed).toBe(true);
  });
});

describe('instead of a stream', () => {
  test('a problem is a problem document', async () => {
    reply = () => problem('not-found');

    const got = await callStream(app, open, list);

    expect(got.status).toBe(404);
    expect(got.body).toMatchObject({ type: 'urn:custos:problem:not-found' });
  });

  test('a fault before the first byte is one too', async () => {
    reply = () =>
      streamed(
        200,
        headers,
        new Readable({
          read() {
            this.destroy(new RangeError('secret'));
          },
        }),
      );

    const got = await callStream(app, open, list);

    expect(got.status).toBe(500);
    expect(got.bytes.toString()).not.toContain('secret');
    expect(codes()).toEqual(['STARTED', 'FAILED', 'COMPLETED']);
  });

  test('a fault of a body that has failed already is one too', async () => {
    const body = new Readable({ read: () => undefined }).on('error', () => undefined);
    body.destroy(new RangeError('secret'));
    await pause(1);
    reply = () => streamed(200, headers, body);

    expect((await callStream(app, open, list)).status).toBe(500);
  });
});

describe('after the first byte', () => {
  test('a fault is logged and thrown, so that the runtime ends the response as failed', async () => {
    reply = () =>
      streamed(
        200,
        headers,
        Readable.from(
          (async function* () {
            yield Buffer.from('one');
            await pause(5);
            throw new RangeError('secret');
          })(),
        ),
      );
    const stream = new ResponseStream(() => Promise.resolve());

    await expect(app(proxyEvent(open, list), stream)).rejects.toThrow(RangeError);

    expect(stream.writableEnded).toBe(false);
    expect(codes()).toEqual(['STARTED', 'FAILED']);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  test('a receiver that goes away ends the body, and is no fault', async () => {
    const body = Readable.from(
      (async function* () {
        for (;;) {
          yield Buffer.alloc(1024);
          await pause(1);
        }
      })(),
    );
    reply = () => streamed(200, headers, body);
    const stream = new ResponseStream(() => Promise.resolve());
    setTimeout(() => stream.destroy(), 20);

    await app(proxyEvent(open, list), stream);

    expect(body.destroyed).toBe(true);
    expect(lines.at(-1)).toMatchObject({ code: 'COMPLETED', outcome: 'interrupted' });
  });
});

test('outside Lambda and the embedded runtime a function that streams does not start', () => {
  const facts = {
    name: 'opened',
    area: 'requests',
    entry: 'lambda/opened/handler.ts',
    purpose: 'Opens things',
    worstCase: 'opens things',
    trigger: { kind: 'routes', routes: list },
    needs: [],
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  } as const;

  expect(() =>
    serveStream(facts, routes, () => ({ openThing: () => Promise.resolve(reply()) })),
  ).toThrow(StreamingUnavailableError);
});
