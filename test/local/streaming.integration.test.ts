import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { matcherOf } from '../../local/api-match.ts';
import { apiServer } from '../../local/api-server.ts';
import { runFunctions } from '../../local/function-pool.ts';
import type { Functions } from '../../local/function-pool.ts';
import type { LocalFunction } from '../../local/functions.ts';
import { gatewayAnswers } from '../../local/gateway-answers.ts';
import { close, listen } from '../../local/ports.ts';
import { fixtureAssembly } from './fixture.ts';

/** Streams what the header `x-do` says, and logs each block before it writes it. */
const code = `
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
let calls = 0;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
async function* blocks(count, size, last) {
  const call = calls;
  try {
    for (let index = 0; index < count; index += 1) {
      console.log('block of call ' + call);
      yield Buffer.alloc(size, index % 251);
      if (index % 16 === 0) await pause(0);
    }
    await last?.();
  } finally {
    console.log('closed call ' + call + '.');
  }
}
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  calls += 1;
  const what = event.headers['x-do'];
  if (what === 'throw') throw new RangeError('a secret of the function');
  if (what === 'no prelude') {
    stream.write('plain');
    stream.end();
    return;
  }
  if (what === 'long prelude') {
    stream.write('x'.repeat(20_000));
    stream.end();
    return;
  }
  const out = awslambda.HttpResponseStream.from(stream, {
    statusCode: 200,
    headers: { 'content-type': 'image/png', 'x-calls': String(calls) },
    multiValueHeaders: { 'x-many': ['a', 'b'] },
  });
  if (what === 'nothing written') {
    out.end();
    return;
  }
  if (what === 'unfinished') {
    out.write('one');
    return;
  }
  out.write('');
  const size = 64 * 1024;
  const body = {
    small: () => blocks(3, 2),
    large: () => blocks(800, size),
    endless: () => blocks(Infinity, size),
    broken: () => blocks(4, size, async () => { await pause(50); throw new RangeError('a secret of the function'); }),
    silent: () => blocks(1, 2, () => pause(60_000)),
  }[what]();
  await pipeline(Readable.from(body), out);
});
export const buffered = () => ({ statusCode: 200, body: 'buffered' });
`;

let folder: string;
let functions: Functions;
let server: Server;
let port: number;
let output = '';

const functionCalled = (name: string, exported: string, timeoutSeconds = 60): LocalFunction => ({
  name,
  module: join(folder, 'streams.mjs'),
  exported,
  timeoutSeconds,
  memoryMegabytes: 128,
  environment: {},
  deployed: { arn: '', roleArn: '', variables: {} },
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-streams-'));
  await writeFile(join(folder, 'streams.mjs'), code);
  functions = runFunctions(
    [
      functionCalled('streams', 'handler'),
      functionCalled('brief', 'handler', 2),
      functionCalled('buffered', 'buffered'),
    ],
    {
      compileCache: join(folder, 'cache'),
      log: (from) => void from.on('data', (text: Buffer) => (output += text.toString())),
    },
  );
  const place = (method: string, resource: string, functionName: string, streams: boolean) => ({
    method,
    resource,
    functionName,
    streams,
  });
  const methods = [
    place('GET', '/v1/file', 'streams', true),
    place('GET', '/v1/brief', 'brief', true),
    place('GET', '/v1/mistaken', 'streams', false),
    place('GET', '/v1/misplaced', 'buffered', true),
  ];
  server = apiServer({
    api: { stage: 'local', bodiesAsBytes: true, methods, match: matcherOf(methods) },
    invoke: functions.invoke,
    invokeStream: functions.invokeStream,
    authorize: () => Promise.resolve({ kind: 'unauthenticated' }),
    gateway: gatewayAnswers(fixtureAssembly()),
    serveLink: () => Promise.resolve({ kind: 'not-found' }),
  });
  port = await listen(server, 0);
});

afterAll(async () => {
  await close(server, 0);
  await functions.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  output = '';
});

/** With node:http, which reads no byte before it is asked to. */
const open = (what: string, path = '/v1/file'): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    httpRequest({ port, path, headers: { 'x-do': what }, agent: false }, resolve)
      .once('error', reject)
      .end();
  });

async function lengthOf(response: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) length += chunk.length;
  return length;
}

const get = (what: string, path = '/v1/file') =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'x-do': what } });

const written = () => output.split('\n').filter((line) => line.startsWith('block of')).length;

async function eventually(reached: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !reached(); tries += 1) await pause(10);
  expect(reached()).toBe(true);
}

const mebibyte = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Of buffers, without those that are garbage. */
const bytesInUse = (): number => {
  collect();
  return process.memoryUsage().external;
};

describe('a function that streams', () => {
  test('sends status, headers and bytes', async () => {
    const response = await get('small');

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('x-many')).toBe('a, b');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('50 MiB reach a client, in memory that stays flat', async () => {
    await get('small');
    const before = bytesInUse();
    let length = 0;
    let peak = 0;
    for await (const chunk of (await open('large')) as AsyncIterable<Buffer>) {
      if (Math.floor((length + chunk.length) / mebibyte) > Math.floor(length / mebibyte)) {
        peak = Math.max(peak, bytesInUse() - before);
      }
      length += chunk.length;
    }

    expect(length).toBe(50 * mebibyte);
    expect(peak).toBeLessThan(10 * mebibyte);
  });

  test('waits for a client that does not read', async () => {
    const response = await open('large');
    response.pause();
    let early = -1;
    while (early !== written()) {
      early = written();
      await pause(500);
    }

    // The buffers of the sockets take some megabytes.
    expect(early * 64 * 1024).toBeLessThan(25 * mebibyte);
    expect(await lengthOf(response)).toBe(50 * mebibyte);
  });

  test('stops when the client goes away, and takes the next call', async () => {
    const first = await open('endless');
    const calls = Number(first.headers['x-calls']);
    first.destroy();
    await eventually(() => output.includes(`closed call ${calls}.`));

    const next = await get('small');

    expect(next.headers.get('x-calls')).toBe(String(calls + 1));
  });

  test('that fails after its first bytes ends the connection, and takes the next call', async () => {
    const response = await open('broken');
    const calls = Number(response.headers['x-calls']);

    await expect(lengthOf(response)).rejects.toMatchObject({ code: 'ECONNRESET' });

    const next = await get('small');
    expect(next.status).toBe(200);
    expect(next.headers.get('x-calls')).toBe(String(calls + 1));
  });

  test('has its timeout for the whole response', async () => {
    const response = await open('silent', '/v1/brief');

    await expect(lengthOf(response)).rejects.toMatchObject({ code: 'ECONNRESET' });

    expect((await get('small', '/v1/brief')).status).toBe(200);
  });

  test.each([
    ['that fails before its first byte', 'throw', '/v1/file', 503],
    ['that sends no prelude', 'no prelude', '/v1/file', 500],
    ['whose prelude has no end', 'long prelude', '/v1/file', 500],
    [
      'that ends without a write, which sends no prelude in Lambda either',
      'nothing written',
      '/v1/file',
      500,
    ],
    ['behind an integration that buffers', 'small', '/v1/mistaken', 500],
    ['that does not stream behind one that does', 'small', '/v1/misplaced', 500],
  ])('%s: a problem document', async (_, what, path, status) => {
    const response = await get(what, path);

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.text()).not.toContain('secret');
  });

  test('that returns before its stream has ended has failed', async () => {
    await expect(lengthOf(await open('unfinished'))).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
