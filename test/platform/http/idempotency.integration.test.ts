import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { physicalNames } from '../../../lambda/platform/dynamo/database.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';
import { answer } from '../../../lambda/platform/http/handlers.ts';
import type { Caller, Idempotency } from '../../../lambda/platform/http/handlers.ts';
import { problem } from '../../../lambda/platform/http/problem.ts';
import { canonicalJson } from '../../../lambda/value/canonical.ts';
import { idempotency as idempotencyTable } from '../../../lambda/platform/http/table.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';
import type { Keyring } from '../../../lambda/platform/keyring/keyring.ts';
import { startDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { scanEverything } from '../../support/leaks.ts';
import { ask, assistant, openThings } from './things.ts';
import type { Asked, Things } from './things.ts';

let server: TestDatabase;
let directory: string;
let keyring: Keyring;
let things: Things;
/** How often a handler ran. */
let done: number;

beforeAll(async () => {
  server = await startDatabase();
  directory = await mkdtemp(join(tmpdir(), 'custos-'));
  keyring = new FileKeyring(() => join(directory, 'keys.json'));
});
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true });
});
beforeEach(() => {
  things = openThings({ database: server.database, keyring });
  done = 0;
  things.reply = () => answer(500);
});

const body = { subject: { type: 'email', value: 'ottilie.lovelace@example.com' }, name: 'a thing' };
const later = (hours: number) => (things.now += hours * 3_600_000);
const at = (time: string) => (things.now = Date.parse(time));

// What every module does: build the first response again, or commit the key with the change.
async function completeRequest({ idempotency }: { idempotency?: Idempotency }) {
  if (idempotency?.replay) {
    const { status, ids } = idempotency.replay;
    return answer(status, ids);
  }
  const ids = { thingId: randomUUID() };
  if (idempotency) {
    const outcome = await transact(server.database, [idempotency.record(201, ids)]);
    if (outcome.kind !== 'committed') return problem('request-in-progress');
  }
  done += 1;
  return answer(201, ids);
}

const post = (key?: string, changes: object = {}, caller: Caller = assistant): Promise<Asked> => {
  things.reply = completeRequest;
  return ask(things, {
    method: 'POST',
    path: '/v1/things',
    caller,
    body: { ...body, ...changes },
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
};

describe('an Idempotency-Key', () => {
  test('executes the same call once and returns the first response again', async () => {
    const key = randomUUID();

    const first = await post(key);
    const second = await post(key);

    expect(first.status).toBe(201);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(second).toMatchObject({
      status: 201,
      text: first.text,
      headers: { 'idempotency-replayed': 'true' },
    });
    expect(done).toBe(1);
  });

  test('recognizes the same body in any formatting', async () => {
    const key = randomUUID();
    await post(key);

    const { status } = await ask(things, {
      method: 'POST',
      path: '/v1/things',
      caller: assistant,
      body: ` {"name":"a\\u0020thing", "subject":{"value":"ottilie.lovelace@example.com","type":"email"}}`,
      headers: { 'Idempotency-Key': key },
    });

    expect({ status, done }).toEqual({ status: 201, done: 1 });
  });

  test('is rejected with another body', async () => {
    const key = randomUUID();
    await post(key);

    const { status, document } = await post(key, { name: 'another thing' });

    expect(status).toBe(422);
    expect(document).toMatchObject({ type: 'urn:custos:problem:idempotency-key-reused' });
    expect(done).toBe(1);
  });

  test('belongs to one caller', async () => {
    const key = randomUUID();
    await post(key);
    await post(key, {}, { ...assistant, name: 'another-program' });
    await post(key, {}, { ...assistant, issuer: 'https://other.example.com' });

    expect(done).toBe(3);
  });

  test('may be absent where it is optional', async () => {
    await post();
    await post();

    expect(done).toBe(2);
  });

  const malformed = ['', 'ä', 'a\tb', 'x'.repeat(256)];

  test.each([undefined, ...malformed])(
    'has 1 to 255 printable characters where it is required: %j',
    async (key) => {
      things.reply = completeRequest;
      const { status, document, text } = await ask(things, {
        method: 'POST',
        path: '/v1/things/once',
        caller: assistant,
        body: { name: 'a thing' },
        ...(key !== undefined && { headers: { 'idempotency-key': key } }),
      });

      expect(status).toBe(422);
      expect(document).toMatchObject({ errors: [{ pointer: '/header/idempotency-key' }] });
      expect(text).not.toContain('ä');
      expect(done).toBe(0);
    },
  );

  test.each(malformed)('is ignored where it is optional and malformed: %j', async (key) => {
    expect([(await post(key)).status, (await post(key)).status]).toEqual([201, 201]);
    expect(done).toBe(2);
  });

  test.each(['x', 'ä', '', 'k'.repeat(256)])(
    'is ignored where the route has no use for it: %j',
    async (key) => {
      things.reply = () => answer(200);
      const choose = async () => {
        const { status, headers } = await ask(things, {
          method: 'POST',
          path: '/v1/choices',
          body: { name: 'n', count: 1 },
          headers: { 'Idempotency-Key': key },
        });
        return { status, replayed: headers['idempotency-replayed'] };
      };

      expect([await choose(), await choose()]).toEqual([
        { status: 200, replayed: undefined },
        { status: 200, replayed: undefined },
      ]);
    },
  );

  test('stores nothing that leads from a person to a row', async () => {
    await post(randomUUID());
    await post(randomUUID());
    const { Items = [] } = await server.database.client.send(
      new ScanCommand({ TableName: server.database.physicalName(idempotencyTable) }),
    );
    const macs = Items.flatMap((item) => (item['body']?.S === undefined ? [] : [item['body'].S]));
    const input = canonicalJson({ path: {}, query: {}, body });
    const guessed = Buffer.from(await keyring.hmac('idempotency-key/v1', [input]));

    expect(macs.length).toBeGreaterThan(1);
    expect(new Set(macs).size).toBe(macs.length);
    expect(macs).not.toContain(guessed.toString('base64url'));
  });

  test('stores no id in clear text that leads to a person', async () => {
    const { text } = await post(randomUUID());
    const { thingId } = JSON.parse(text) as { thingId: string };
    const { Items = [] } = await server.database.client.send(
      new ScanCommand({ TableName: server.database.physicalName(idempotencyTable) }),
    );
    const bytes = Items.flatMap((item) =>
      Object.values(item).map(({ S, N, B }) => Buffer.from(B ?? S ?? N ?? '')),
    );

    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.filter((value) => value.includes(thingId))).toEqual([]);
    // Attributes in clear text are strings, numbers and bytes: nothing is nested and overlooked.
    expect(Items.flatMap((item) => Object.values(item)).filter(({ M, L }) => M ?? L)).toEqual([]);
  });

  test('makes one change from fifty concurrent calls', async () => {
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 50 }, () => post(key)));

    expect(done).toBe(1);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).not.toEqual([]);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect((await post(key)).status).toBe(201);
    expect(done).toBe(1);
  });
});

describe('the 24 hours of a key', () => {
  test('last over midnight', async () => {
    at('2026-11-24T12:00:00Z');
    const key = randomUUID();
    const first = await post(key);

    later(23.9);

    expect((await post(key)).text).toBe(first.text);
    expect(done).toBe(1);
  });

  test.each(['00:00:30', '12:00:00', '23:59:30', '23:59:59.999'])(
    'end, and the key can be used again, although its old row still exists: %s',
    async (time) => {
      at(`2026-11-24T${time}Z`);
      const key = randomUUID();
      await post(key);

      later(24.001);
      const again = await post(key, { name: 'another thing' });

      expect(again.status).toBe(201);
      expect(again.headers).not.toHaveProperty('idempotency-replayed');
      expect(done).toBe(2);
      expect((await post(key, { name: 'another thing' })).text).toBe(again.text);
      expect(done).toBe(2);
    },
  );

  test('cover concurrent calls whose clocks show different days', async () => {
    const key = randomUUID();
    const times = ['24T23:59:59.990Z', '24T23:59:59.999Z', '25T00:00:00.000Z', '25T00:00:00.010Z'];
    const twins = times.map((time) => {
      things = openThings({ database: server.database, keyring });
      at(`2026-11-${time}`);
      return post(key);
    });

    const statuses = (await Promise.all(twins)).map(({ status }) => status);

    expect(done).toBe(1);
    expect(statuses.filter((status) => status === 201)).not.toEqual([]);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
  });

  test('cover a call of a clock that was ahead', async () => {
    const key = randomUUID();
    at('2026-11-25T00:00:01Z');
    const first = await post(key);

    at('2026-11-24T23:59:58Z');

    expect((await post(key)).text).toBe(first.text);
    expect(done).toBe(1);
  });

  test('let a call that failed around midnight be retried two minutes later', async () => {
    const key = randomUUID();
    at('2026-11-24T23:59:59Z');
    const request = { method: 'POST', path: '/v1/things', caller: assistant, body };
    things.reply = () => problem('conflict');
    await ask(things, { ...request, headers: { 'Idempotency-Key': key } });
    expect((await post(key)).status).toBe(409);

    at('2026-11-25T00:02:00Z');

    expect((await post(key)).status).toBe(201);
  });
});

test('rows have hashes and ids, nothing of the call', async () => {
  const key = `planted-key-${randomUUID()}`;
  await post(key);

  const rows = await scanEverything(server.endpoint);

  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/planted|ottilie|lovelace|a thing|assistant/);
});

test('an unavailable database returns 503 before anything is done', async () => {
  const client = Object.create(server.database.client, {
    send: { value: () => Promise.reject(new Error('ottilie.lovelace@example.com')) },
  }) as TestDatabase['database']['client'];
  things = openThings({
    keyring,
    database: { client, physicalName: physicalNames(server.tables) },
  });

  const { status, document, text } = await post(randomUUID());

  expect(status).toBe(503);
  expect(document).toMatchObject({ type: 'urn:custos:problem:temporarily-unavailable' });
  expect(text + things.lines.join()).not.toContain('lovelace');
  expect(done).toBe(0);
});
