import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Database } from '../../../lambda/platform/dynamo/database.ts';
import { CorruptRowError } from '../../../lambda/platform/dynamo/errors.ts';
import { insert, remove } from '../../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';
import { kidOf } from '../../../lambda/platform/envelope/envelope.ts';
import { newEventId, newRecordId, newSubjectId } from '../../../lambda/value/ids.ts';
import type { SubjectId } from '../../../lambda/value/ids.ts';
import { SealBrokenError } from '../../../lambda/platform/keyring/errors.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';
import { versionOf } from '../../../lambda/platform/keyring/key-row.ts';
import { checkedInPlace, destroyedAgain } from '../../restore/replayed.ts';
import { openJson, sealJson } from '../../../lambda/platform/keyring/sealed-json.ts';
import { openSubjectKeys } from '../../../lambda/platform/keyring/subject-keys.ts';
import type { RowAddress, SubjectKeys } from '../../../lambda/platform/keyring/subject-keys.ts';
import { subjectKeys, tombstones } from '../../../lambda/platform/keyring/table.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import { consentStates } from '../../../lambda/consent/table.ts';
import { records } from '../../../lambda/record/table.ts';
import { startDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { anyOrder } from '../../support/destruction.ts';

const plaintext = Buffer.from('what the person wrote');
const now = Date.parse('2026-11-24T09:00:00Z');

let server: TestDatabase;
let database: Database;
let directory: string;
let keyring: FileKeyring;

beforeAll(async () => {
  server = await startDatabase();
  database = server.database;
  directory = await mkdtemp(join(tmpdir(), 'custos-'));
  keyring = new FileKeyring(() => join(directory, 'keys.json'));
});

afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true });
});

/** A new execution environment: nothing is cached. */
const cold = (cacheSeconds = 300, clock = () => milliseconds(now)): SubjectKeys =>
  openSubjectKeys({ database, keyring, clock, cacheSeconds });

const recordAddress = (subjectId: SubjectId, contentVersion = 1): RowAddress => ({
  table: records,
  key: { subjectId, recordId: newRecordId() },
  contentVersion,
});

async function sealedRow(keys: SubjectKeys, erasureClass = 'prompt-text') {
  const subjectId = newSubjectId();
  const address = recordAddress(subjectId);
  const ciphertext = await keys.seal(subjectId, erasureClass, address, plaintext);
  return { subjectId, erasureClass, address, ciphertext };
}

const openRow = (keys: SubjectKeys, row: Awaited<ReturnType<typeof sealedRow>>) =>
  keys.open(row.subjectId, row.erasureClass, row.address, row.ciphertext);

async function keyRowsOf(subjectId: SubjectId): Promise<Record<string, AttributeValue>[]> {
  const { Items = [] } = await database.client.send(
    new ScanCommand({ TableName: database.physicalName(subjectKeys), ConsistentRead: true }),
  );
  return Items.filter((item) => item['subjectId']?.S === subjectId);
}

const putBack = (item: Record<string, AttributeValue>) =>
  database.client.send(
    new PutItemCommand({ TableName: database.physicalName(subjectKeys), Item: item }),
  );

/** An environment that counts its reads by key. */
function counting() {
  const client = new DynamoDBClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  let reads = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      (input) => {
        if (commandName?.endsWith('GetItemCommand')) reads += 1;
        return next(input);
      },
    { step: 'initialize' },
  );
  const connection = { client, physicalName: database.physicalName };
  const keys = openSubjectKeys({
    ...{ database: connection, keyring, cacheSeconds: 300 },
    clock: () => milliseconds(now),
  });
  return { keys, connection, reads: () => reads };
}

describe('decrypting many rows', () => {
  test('at the same time reads each of their keys once', async () => {
    const { keys, reads } = counting();
    const prompt = await sealedRow(cold());
    const log = await sealedRow(cold(), 'usage-log');

    await Promise.all(
      Array.from({ length: 50 }, () => [openRow(keys, prompt), openRow(keys, log)]).flat(),
    );

    expect(reads()).toBe(2);
  });

  test('one after the other reads the key each time, so that its destruction is seen', async () => {
    const { keys, reads } = counting();
    const row = await sealedRow(cold());

    const before = await openRow(keys, row);
    await cold().destroy(row.subjectId, { order: anyOrder, keep: [] });
    const after = await Promise.all([openRow(keys, row), openRow(keys, row)]);

    expect(before.kind).toBe('opened');
    expect(after.map(({ kind }) => kind)).toEqual(['key-destroyed', 'key-destroyed']);
    // The key twice; once it is not there, whether a rotation is replacing it.
    expect(reads()).toBe(3);
  });
});

describe('the ledger keys of several people', () => {
  test('are those of each person, created if there is none', async () => {
    const [known, unknown] = [newSubjectId(), newSubjectId()];
    const entryId = newEventId();
    const before = await cold().commitment(known, entryId);

    const several = await cold().ledgerKeysOf([known, unknown, known]);

    expect(await several.commitment(known, entryId)).toBe(before);
    expect(await several.commitment(unknown, entryId)).toBe(
      await cold().commitment(unknown, entryId),
    );
    const address = recordAddress(unknown);
    const ciphertext = await several.seal(unknown, 'ledger', address, plaintext);
    expect(await cold().open(unknown, 'ledger', address, ciphertext)).toEqual({
      kind: 'opened',
      plaintext,
    });
  });

  test('are created once each by ten concurrent environments', async () => {
    const people = Array.from({ length: 20 }, newSubjectId);
    const entryId = newEventId();

    const made = await Promise.all(
      // In another order each, and each with other people.
      Array.from({ length: 10 }, async (_, index) => {
        const own = people.filter((__, place) => place !== index).reverse();
        const keys = await cold().ledgerKeysOf(own);
        return Promise.all(own.map((id) => keys.commitment(id, entryId)));
      }),
    );

    expect(new Set(made.flat()).size).toBe(people.length);
    for (const subjectId of people) expect(await keyRowsOf(subjectId)).toHaveLength(1);
  });

  test('include no key that was not requested', async () => {
    const subjectId = newSubjectId();
    const keys = await cold().ledgerKeysOf([subjectId]);

    await expect(keys.commitment(newSubjectId(), newEventId())).rejects.toThrow(TypeError);
    await expect(
      keys.seal(subjectId, 'prompt-text', recordAddress(subjectId), plaintext),
    ).rejects.toThrow(TypeError);
  });

  test('of an empty list are none, without a call', async () => {
    const { keys, reads } = counting();

    await keys.ledgerKeysOf([]);

    expect(reads()).toBe(0);
  });
});

describe('sealing', () => {
  test('a row encrypted in one environment is decrypted in another', async () => {
    const row = await sealedRow(cold());

    expect(await openRow(cold(), row)).toEqual({ kind: 'opened', plaintext });
  });

  test('each erasure class of a person has its own key', async () => {
    const keys = cold();
    const subjectId = newSubjectId();

    const first = await keys.seal(subjectId, 'prompt-text', recordAddress(subjectId), plaintext);
    const second = await keys.seal(subjectId, 'usage-log', recordAddress(subjectId), plaintext);

    expect(kidOf(first)).not.toBe(kidOf(second));
    expect(await keys.list(subjectId)).toEqual([
      { erasureClass: 'prompt-text', kid: kidOf(first), createdAt: '2026-11-24T09:00:00.000Z' },
      { erasureClass: 'usage-log', kid: kidOf(second), createdAt: '2026-11-24T09:00:00.000Z' },
    ]);
  });

  test.each([300, 0])(
    'a hundred first uses of a class in one environment create one key (cache %i s)',
    async (cacheSeconds) => {
      const keys = cold(cacheSeconds);
      const subjectId = newSubjectId();

      const ciphertexts = await Promise.all(
        Array.from({ length: 100 }, () =>
          keys.seal(subjectId, 'prompt-text', recordAddress(subjectId), plaintext),
        ),
      );

      expect(new Set(ciphertexts.map(kidOf)).size).toBe(1);
      expect(await keyRowsOf(subjectId)).toHaveLength(1);
    },
  );

  test('a hundred first uses of a class in a hundred environments create one key', async () => {
    const subjectId = newSubjectId();
    const addresses = Array.from({ length: 100 }, () => recordAddress(subjectId));

    const ciphertexts = await Promise.all(
      addresses.map((address) => cold().seal(subjectId, 'prompt-text', address, plaintext)),
    );

    expect(new Set(ciphertexts.map(kidOf)).size).toBe(1);
    expect(await keyRowsOf(subjectId)).toHaveLength(1);
    const keys = cold();
    const opened = await Promise.all(
      ciphertexts.map((ciphertext, index) =>
        keys.open(subjectId, 'prompt-text', addresses[index]!, ciphertext),
      ),
    );
    expect(new Set(opened.map(({ kind }) => kind))).toEqual(new Set(['opened']));
  });

  test('a row names its key by a random kid and has no plaintext key', async () => {
    const row = await sealedRow(cold());

    const [item] = await keyRowsOf(row.subjectId);

    expect(item?.['kid']?.S).toBe(kidOf(row.ciphertext));
    expect(Object.keys(item ?? {}).sort()).toEqual([
      'commitment',
      'createdAt',
      'erasureClass',
      'kid',
      'subjectId',
      'version',
      'wrapAlgorithm',
      'wrappedKey',
    ]);
  });
});

describe('a moved or altered row', () => {
  const moved: [string, (row: RowAddress) => RowAddress][] = [
    [
      'another table',
      ({ key, contentVersion }) => ({
        table: consentStates,
        key: { ...key, purpose: key['recordId']! },
        contentVersion,
      }),
    ],
    ['another key', ({ key, ...rest }) => ({ ...rest, key: { ...key, recordId: newRecordId() } })],
    [
      'another content version',
      ({ contentVersion, ...rest }) => ({ ...rest, contentVersion: contentVersion + 1 }),
    ],
  ];

  test.each(moved)('cannot be decrypted at %s', async (_, move) => {
    const keys = cold();
    const row = await sealedRow(keys);

    const opening = keys.open(row.subjectId, row.erasureClass, move(row.address), row.ciphertext);

    await expect(opening).rejects.toThrow(SealBrokenError);
    await expect(opening).rejects.toThrow('wrong-key-or-row');
  });

  test('cannot be decrypted under another person', async () => {
    const keys = cold();
    const row = await sealedRow(keys);
    const other = await sealedRow(keys);

    expect(
      await keys.open(other.subjectId, other.erasureClass, other.address, row.ciphertext),
    ).toEqual({
      kind: 'key-destroyed',
    });
  });

  test('is a separate error if its ciphertext is altered', async () => {
    const keys = cold();
    const row = await sealedRow(keys);
    row.ciphertext[row.ciphertext.length - 1]! ^= 1;

    await expect(openRow(keys, row)).rejects.toThrow('tampered');
  });

  test('can be decrypted in a table restored under another physical name', async () => {
    const row = await sealedRow(cold());
    const restored: Database = { ...database, physicalName: (table) => server.tables[table.name]! };
    const keys = openSubjectKeys({
      database: restored,
      keyring,
      clock: () => milliseconds(now),
      cacheSeconds: 0,
    });

    expect(await openRow(keys, row)).toEqual({ kind: 'opened', plaintext });
  });
});

describe('the cache', () => {
  test('keeps an unwrapped key for cacheSeconds and not a millisecond longer', async () => {
    let time = now;
    const warm = cold(300, () => milliseconds(time));
    const row = await sealedRow(warm);
    const [item] = await keyRowsOf(row.subjectId);
    // Unwrapping it again fails now.
    await putBack({ ...item, wrappedKey: { B: Buffer.alloc(61, 1) } });

    time = now + 300_000;
    expect(await openRow(warm, row)).toEqual({ kind: 'opened', plaintext });
    time = now + 300_001;
    await expect(openRow(warm, row)).rejects.toThrow('does not open with this keyring');
  });

  test('is not prolonged by use', async () => {
    let time = now;
    const warm = cold(300, () => milliseconds(time));
    const row = await sealedRow(warm);
    const [item] = await keyRowsOf(row.subjectId);
    await putBack({ ...item, wrappedKey: { B: Buffer.alloc(61, 1) } });

    time = now + 200_000;
    await openRow(warm, row);
    time = now + 400_000;

    await expect(openRow(warm, row)).rejects.toThrow('does not open with this keyring');
  });

  test('with 0 seconds nothing is cached', async () => {
    const keys = cold(0);
    const row = await sealedRow(keys);
    const [item] = await keyRowsOf(row.subjectId);
    await putBack({ ...item, wrappedKey: { B: Buffer.alloc(61, 1) } });

    await expect(openRow(keys, row)).rejects.toThrow('does not open with this keyring');
  });
});

describe('destroying keys', () => {
  test('makes the class unreadable at once, in cold and warm environments', async () => {
    let time = now;
    const warm = cold(300, () => milliseconds(time));
    const row = await sealedRow(warm);
    await openRow(warm, row);

    const destroyed = await cold().destroy(row.subjectId, { order: anyOrder, keep: [] });

    expect(destroyed).toEqual([
      {
        erasureClass: 'prompt-text',
        kid: kidOf(row.ciphertext),
        commitment: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      },
    ]);
    expect(await openRow(cold(), row)).toEqual({ kind: 'key-destroyed' });
    expect(await openRow(warm, row)).toEqual({ kind: 'key-destroyed' });
    time = now + 300_001;
    expect(await openRow(warm, row)).toEqual({ kind: 'key-destroyed' });
  });

  test('does not affect exempt classes and other people', async () => {
    const keys = cold();
    const neighbour = await sealedRow(keys);
    const row = await sealedRow(keys);
    const evidence = await keys.seal(row.subjectId, 'consent-evidence', row.address, plaintext);

    await keys.destroy(row.subjectId, { order: anyOrder, keep: ['consent-evidence'] });

    expect(await openRow(keys, row)).toEqual({ kind: 'key-destroyed' });
    expect(await keys.open(row.subjectId, 'consent-evidence', row.address, evidence)).toEqual({
      kind: 'opened',
      plaintext,
    });
    expect(await openRow(keys, neighbour)).toEqual({ kind: 'opened', plaintext });
  });

  test('repeated with the same plan returns the same, whatever a crash interrupted', async () => {
    const keys = cold();
    const row = await sealedRow(keys);
    await keys.seal(row.subjectId, 'usage-log', row.address, plaintext);
    const planned = await keys.list(row.subjectId);
    const first = await keys.destroy(row.subjectId, { order: anyOrder, keep: ['usage-log'] });

    const second = await keys.destroy(row.subjectId, { order: anyOrder, keep: [], planned });
    const third = await keys.destroy(row.subjectId, { order: anyOrder, keep: [], planned });

    expect(first).toHaveLength(1);
    expect(second).toHaveLength(2);
    expect(third).toEqual(second);
    expect(second).toEqual(expect.arrayContaining([...first]));
  });

  test('of two at once, both return and the keys are destroyed', async () => {
    const keys = cold();
    const row = await sealedRow(keys);

    await Promise.all(
      [1, 2].map(() => cold().destroy(row.subjectId, { order: anyOrder, keep: [] })),
    );

    expect(await keyRowsOf(row.subjectId)).toEqual([]);
    expect(await openRow(keys, row)).toEqual({ kind: 'key-destroyed' });
  });

  test('repeated, destroys keys that were created late', async () => {
    const keys = cold();
    const row = await sealedRow(keys);
    await keys.destroy(row.subjectId, { order: anyOrder, keep: [] });
    const late = await keys.seal(row.subjectId, 'prompt-text', row.address, plaintext);

    const destroyed = await keys.destroy(row.subjectId, { order: anyOrder, keep: [] });

    expect(destroyed.map(({ kid }) => kid)).toEqual([kidOf(late)]);
    expect(await keyRowsOf(row.subjectId)).toEqual([]);
  });

  test('a person without keys is not an error', async () => {
    expect(await cold().destroy(newSubjectId(), { order: anyOrder, keep: [] })).toEqual([]);
  });

  test('a key row that a restore brought back is destroyed again', async () => {
    const keys = cold();
    const row = await sealedRow(keys);
    const [item] = await keyRowsOf(row.subjectId);
    await keys.destroy(row.subjectId, { order: anyOrder, keep: [] });
    await putBack(item!);

    const destroyed = await keys.destroy(row.subjectId, { order: anyOrder, keep: [] });

    expect(destroyed.map(({ kid }) => kid)).toEqual([kidOf(row.ciphertext)]);
    expect(await keyRowsOf(row.subjectId)).toEqual([]);
  });

  test('a destruction of one key never removes its successor', async () => {
    const keys = cold();
    const row = await sealedRow(keys);
    const begun = remove(
      subjectKeys,
      { subjectId: row.subjectId, erasureClass: row.erasureClass },
      versionOf(kidOf(row.ciphertext)!),
    );
    await keys.destroy(row.subjectId, { order: anyOrder, keep: [] });
    const ciphertext = await keys.seal(row.subjectId, row.erasureClass, row.address, plaintext);

    const outcome = await transact(database, [begun]);

    expect(outcome.kind).toBe('stale');
    expect(await openRow(keys, { ...row, ciphertext })).toEqual({ kind: 'opened', plaintext });
  });
});

describe('a copy of the tables from before the destruction', () => {
  test('can be decrypted until tombstones are replayed, and not afterwards', async () => {
    const keys = cold();
    const row = await sealedRow(keys);
    const neighbour = await sealedRow(keys);
    const [item] = await keyRowsOf(row.subjectId);
    await keys.destroy(row.subjectId, { order: anyOrder, keep: [] });
    await putBack(item!);
    expect(await openRow(cold(), row)).toEqual({ kind: 'opened', plaintext });

    const replayed = await destroyedAgain(database);

    expect(replayed).toBe(1);
    expect(await openRow(cold(), row)).toEqual({ kind: 'key-destroyed' });
    expect(await openRow(cold(), neighbour)).toEqual({ kind: 'opened', plaintext });
    expect(await destroyedAgain(database)).toBe(0);
  });

  test('is replayed past the first page of key rows', async () => {
    const subjectId = newSubjectId();
    const kid = 'ab'.repeat(16);
    await transact(database, [
      insert(tombstones, {
        kid,
        commitment: '0'.repeat(64),
        destroyedAt: '2026-11-24T09:00:00.000Z',
      }),
    ]);
    // 3 MB of key rows, of which the last one has a tombstone.
    for (let index = 0; index < 10; index += 1) {
      await putBack(keyItem(subjectId, `class-${index}`, '0'.repeat(32), 300_000));
    }
    await putBack(keyItem(subjectId, 'class-x', kid, 16));

    const replayed = await destroyedAgain(database);

    expect(replayed).toBe(1);
    expect((await keyRowsOf(subjectId)).some((item) => item['kid']?.S === kid)).toBe(false);
  });
});

test('tombstones are read for a hundred keys at a time', async () => {
  const subjectId = newSubjectId();
  for (let index = 0; index < 250; index += 1) {
    const kid = index.toString(16).padStart(32, '0');
    await putBack(keyItem(subjectId, `class-${index}`, kid, 16));
  }
  const { connection, reads } = counting();

  const [checked] = await checkedInPlace(connection);

  const read = checked?.read ?? 0;
  expect(read).toBeGreaterThan(250);
  // It looks twice; one page more than a full hundred each, at most.
  expect(reads()).toBeLessThanOrEqual(2 * (read / 100 + 10));
});

const keyItem = (subjectId: SubjectId, erasureClass: string, kid: string, bytes: number) => ({
  subjectId: { S: subjectId },
  erasureClass: { S: erasureClass },
  kid: { S: kid },
  wrappedKey: { B: Buffer.alloc(bytes) },
  wrapAlgorithm: { N: '1' },
  commitment: { S: '0'.repeat(64) },
  createdAt: { S: '2026-11-24T09:00:00.000Z' },
  version: { N: String(Number.parseInt(kid.slice(0, 12), 16)) },
});

describe('the commitment of a ledger entry', () => {
  test('is the same for every holder of the key, and differs by entry and person', async () => {
    const [subjectId, other] = [newSubjectId(), newSubjectId()];
    const [entryId, otherEntry] = [newEventId(), newEventId()];
    const commitment = await cold().commitment(subjectId, entryId);

    expect(commitment).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await cold().commitment(subjectId, entryId)).toBe(commitment);
    expect(await cold().commitment(subjectId, otherEntry)).not.toBe(commitment);
    expect(await cold().commitment(other, entryId)).not.toBe(commitment);
  });

  test('means nothing once the ledger key is destroyed', async () => {
    const subjectId = newSubjectId();
    const entryId = newEventId();
    const before = await cold().commitment(subjectId, entryId);

    await cold().destroy(subjectId, { order: anyOrder, keep: [] });

    expect(await cold().commitment(subjectId, entryId)).not.toBe(before);
  });
});

describe('an encrypted JSON value', () => {
  const value = { text: 'written by the person \u2603', tags: ['a', 1, null, true] };
  const schema = z.strictObject({ text: z.string(), tags: z.array(z.unknown()) });
  const sealed = async (content: unknown) => {
    const subjectId = newSubjectId();
    const address = recordAddress(subjectId);
    const ciphertext = await sealJson(cold(), subjectId, 'prompt-text', address, content);
    return {
      open: () => openJson(cold(), subjectId, 'prompt-text', address, ciphertext, schema),
      subjectId,
    };
  };

  test('is decrypted unchanged', async () => {
    expect(await (await sealed(value)).open()).toEqual({ kind: 'opened', value });
  });

  test('of another schema is a corrupt row, and the error repeats nothing of it', async () => {
    const error: unknown = await (
      await sealed({ ...value, text: 42, planted: 'identifier' })
    )
      .open()
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(CorruptRowError);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/planted|42/);
  });

  test('that is not JSON is a corrupt row, and the error repeats nothing of it', async () => {
    const row = await sealedRow(cold());

    const error: unknown = await openJson(
      cold(),
      row.subjectId,
      row.erasureClass,
      row.address,
      row.ciphertext,
      schema,
    ).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(CorruptRowError);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('person');
  });

  test('is unreadable without its key', async () => {
    const { open, subjectId } = await sealed(value);

    await cold().destroy(subjectId, { order: anyOrder, keep: [] });

    expect(await open()).toEqual({ kind: 'key-destroyed' });
  });
});
