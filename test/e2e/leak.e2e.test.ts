import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf, uploadMedia } from '../../client/index.ts';
import type { Person } from '../../local/demo/people.ts';
import { gpsBytes, photoWith } from '../../local/demo/photo.ts';
import type { ApiAccess, PrivateText } from '../../local/demo/steps.ts';
import {
  answerConsent,
  askDecision,
  assistant,
  clientOf,
  completeRequest,
  download,
  passThroughModel,
  storePrompts,
} from '../../local/demo/steps.ts';
import { homeAt } from '../../local/home.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { destroyedAgain } from '../restore/replayed.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { fromItem } from '../../lambda/platform/dynamo/statement.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { recordRow } from '../../lambda/record/rows.ts';
import { records } from '../../lambda/record/table.ts';
import { startDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { leaksIn, readFolder, scanEverything } from '../support/leaks.ts';
import type { ScannedRow } from '../support/leaks.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';

const people: Person[] = ['ada', 'bo', 'cy'].map((name) => ({
  email: `Planted.${name}+leak@Mail.Example.org`,
  agrees: name !== 'cy',
  prompts: Array.from({ length: 8 }, (_, index) => `my name is planted-${name}-secret-${index}`),
}));
const [erased, ...others] = people as [Person, ...Person[]];
const secretsOf = (person: Person) => [
  person.email,
  person.email.replace(/@.*/, (domain) => domain.toLowerCase()),
  `planted-${person.email.slice(8, person.email.indexOf('+'))}-secret`,
];

const card = '4111 1111 1111 1111';
/** With a name, a card and an address, each of which something is to be found in. */
const typedBy = ({ email }: Person) => [
  `My name is Planted Leakington and my card is ${card}.`,
  `Write to ${email} or to my doctor, Dr. Leakington.`,
];
const modelRead: PrivateText[] = [];
const typed = ['Leakington', card];

const position = [48.137_15, 11.576_12] as const;
/** Planted in Exif, XMP and the comment, and the position; the name of the file is planted, too. */
const photoOf = (person: Person) => {
  const [, , secret = ''] = secretsOf(person);
  const metadata = { position, artist: `${secret} ${person.email}`, comment: `home of ${secret}` };
  return new File([photoWith(metadata)], `${secret}.jpg`, { type: 'image/jpeg' });
};
/** What left this process for a photo, and where it is opened. */
const addresses: string[] = [];
const opened: Buffer[] = [];
let exported: Record<string, Uint8Array>;

let world: LocalWorld;
let before: ScannedRow[];
let after: ScannedRow[];
let output: string;

beforeAll(async () => {
  world = await localWorld();
  const runtime = await world.start();
  const stage = world.stage(runtime);
  for (const person of people) {
    await answerConsent(stage, person);
    await askDecision(stage, person);
    expect(await storePrompts(stage, person)).toBe(person.prompts.length);
    modelRead.push(await passThroughModel(stage, person, typedBy(person)));
    opened.push(await storePhoto(stage, person));
    await disclose(stage, person);
    await measure(stage, person);
  }
  // An export of a person who is not erased is among the files that are read below.
  for (const person of people.slice(0, 2)) {
    const { request } = await completeRequest(stage, person, 'access', () => undefined);
    exported = unzipSync((await download(stage, person, request.requestId)).zip);
  }
  before = await scanEverything(world.database.endpoint);
  await completeRequest(stage, erased, 'erasure', () => undefined);
  after = await scanEverything(world.database.endpoint);
  await destroyWithoutOrder();
  await runtime.stop();
  output = runtime.output();
}, 240_000);
afterAll(() => world.end());

/** Gives data to a recipient under a reference that names the person, once it is permitted. */
async function disclose(stage: ApiAccess, person: Person): Promise<void> {
  const [, , reference = ''] = secretsOf(person);
  const disclosed = await assistant(stage).post('/v1/disclosures', {
    body: {
      subject: { type: 'email', value: person.email },
      ...{ recipient: 'support-desk', purpose: 'support', categories: ['feedback'], reference },
    },
  });
  bodyOf(disclosed);
}

/** Sends a measurement, and one with the name of the person for a dimension, which is refused. */
async function measure(stage: ApiAccess, person: Person): Promise<void> {
  const [email = '', , secret = ''] = secretsOf(person);
  const of = {
    subject: { type: 'email', value: email },
    measure: 'answer-ratings',
    value: 4,
  } as const;
  const measured = await assistant(stage).post('/v1/measurements', {
    body: {
      items: [
        { ...of, dimensions: { model: 'assistant-1', language: 'en' } },
        { ...of, dimensions: { model: secret, language: email } },
      ],
    },
  });
  expect(bodyOf(measured)).toMatchObject({
    accepted: 1,
    refused: [{ item: 1, reason: 'invalid-input' }],
  });
}

/** Uploads the photo of a person; returns what they see of it. */
async function storePhoto(stage: ApiAccess, person: Person): Promise<Buffer> {
  const outcome = await uploadMedia(assistant(stage), photoOf(person), {
    subject: { type: 'email', value: person.email },
    category: 'prompt-image',
    purposes: ['service-provision'],
    fetch: (url, init) => {
      const form = init.body as FormData;
      const file = form.get('file') as File;
      form.forEach((value, name) => addresses.push(value instanceof File ? name : value));
      addresses.push(url, file.name);
      return fetch(url, init);
    },
  });
  if (outcome.kind !== 'stored') throw new Error(`the photo was not stored: ${outcome.kind}`);
  const path = { recordId: outcome.recordId };
  const link = await clientOf(stage, person.email).get('/v1/me/media/{recordId}', { path });
  const { url } = bodyOf(link);
  addresses.push(url);
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

/** A mail in the outbox names the address it goes to, there and nowhere else. */
const recipient = /^To: .*\r\n/m;

describe('what people type', () => {
  test('reaches a model with pseudonyms only, and comes back as it was', () => {
    const values = [...typed, ...people.flatMap(secretsOf)];

    for (const [index, { redacted, restored }] of modelRead.entries()) {
      expect(leaksIn('prompt', redacted.join(' '), values)).toEqual([]);
      expect(restored).toEqual(typedBy(people[index]!));
    }
    expect(modelRead).toHaveLength(people.length);
  });
});

describe('no identifier of a person is readable', () => {
  test('the scan finds a planted identifier', () => {
    const planted = Buffer.from(erased.email).toString('base64');

    expect(leaksIn('here', `x${planted}x`, [erased.email])).not.toEqual([]);
    expect(before.length).toBeGreaterThan(50);
  });

  test('in any row of any table, keys, ledger and checkpoints included', () => {
    const leaks = [...before, ...after].flatMap(({ table, text }) =>
      leaksIn(table, text, [...typed, ...people.flatMap(secretsOf)]),
    );

    expect(leaks).toEqual([]);
  });

  test('in the output and logs of the runtime and its functions', async () => {
    const log = (await readFolder(world.home)).find(({ name }) => name === 'functions.log');

    expect(log?.content).toContain('COMPLETED');
    const values = [...typed, ...people.flatMap(secretsOf)];
    expect(leaksIn('log', log?.content ?? '', values)).toEqual([]);
    expect(leaksIn('output', output, values)).toEqual([]);
  });

  test('in the form of an upload, the address of a link, or the name of a file', () => {
    expect(addresses.length).toBeGreaterThan(people.length * 5);
    expect(leaksIn('address', addresses.join('\n'), people.flatMap(secretsOf))).toEqual([]);
  });

  test('in a photo as it is opened or exported, though it was in the photo that was sent', async () => {
    const values = people.flatMap(secretsOf);
    const planted = Buffer.from(await photoOf(erased).arrayBuffer());
    const inExport = Object.entries(exported).filter(([name]) => name.startsWith('media/'));
    const photos = [...opened, ...inExport.map(([, bytes]) => Buffer.from(bytes))];

    expect(leaksIn('photo', planted.toString('latin1'), secretsOf(erased))).not.toEqual([]);
    expect(planted.includes(gpsBytes(position))).toBe(true);
    expect(photos).toHaveLength(people.length + 1);
    for (const photo of photos) {
      expect(photo.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
      expect(leaksIn('photo', photo.toString('latin1'), values)).toEqual([]);
      expect(photo.includes(gpsBytes(position))).toBe(false);
    }
  });

  test('in the names or contents of files', async () => {
    const files = await readFolder(world.home);

    expect(files.length).toBeGreaterThan(3);
    const mails = files.filter(({ name }) => name.endsWith('.eml'));
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.filter(({ content }) => !recipient.test(content))).toEqual([]);
    expect(
      files.flatMap(({ name, content }) =>
        leaksIn(name, `${name}\n${content.replace(recipient, '')}`, people.flatMap(secretsOf)),
      ),
    ).toEqual([]);
    const place = gpsBytes(position).toString('latin1');
    expect(files.filter(({ content }) => content.includes(place))).toEqual([]);
  });
});

describe('erased data stays unreadable', () => {
  test('its records and keys are deleted from the live tables, those of other people are not', () => {
    expect(goneIds()).toHaveLength(1);
    expect(subjectIds(after).size).toBe(others.length);
  });

  test('an earlier copy of the tables cannot be decrypted with the live keys and keyring', async () => {
    const opened = await openCopied('live-keys');

    expect(opened).toEqual({ erased: 0, others: 18 });
  });

  test('a restored key table does not decrypt it either, once tombstones are replayed', async () => {
    const opened = await openCopied('restored-keys');

    expect(opened).toEqual({ erased: 0, others: 18 });
  });

  test('the negative control: without the replay the restored key would decrypt it', async () => {
    const opened = await openCopied('restored-keys-without-replay');

    expect(opened).toEqual({ erased: 9, others: 18 });
  });
});

describe('destroyed keys are watched', () => {
  test('only the key that was destroyed without an order raises the alarm', async () => {
    const stones = after.filter(isTombstone);
    const alarms = await alarmsLogged();

    expect(stones.length).toBeGreaterThan(1);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toContain('"function":"retention-stream"');
  });
});

const subjectIds = (rows: readonly ScannedRow[]) =>
  new Set(
    rows.flatMap(({ item }) => (item['sealed'] && item['recordId'] ? [item['subjectId']?.S] : [])),
  );
/** People who have records before the erasure, and none after it. */
const goneIds = () => [...subjectIds(before)].filter((id) => !subjectIds(after).has(id));

const isTombstone = ({ item }: ScannedRow) =>
  item['commitment'] !== undefined && item['destroyedAt'] !== undefined;

const alarmsLogged = async (): Promise<readonly string[]> => {
  const log = (await readFolder(world.home)).find(({ name }) => name === 'functions.log');
  return (log?.content ?? '')
    .split('\n')
    .filter((line) => line.includes('KEY_DESTRUCTION_UNEXPLAINED'));
};

/** A tombstone as code would write it that destroys keys without a request. */
async function destroyWithoutOrder(): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: world.database.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { table } = after.find(isTombstone)!;
  const Item = { kid: { S: 'ab'.repeat(16) }, commitment: { S: 'c' } };
  await client.send(new PutItemCommand({ TableName: table, Item }));
  client.destroy();
  // The stream keeps its order: the keys of the erasure were checked before.
  await vi.waitUntil(async () => (await alarmsLogged()).length > 0, {
    timeout: 20_000,
    interval: 250,
  });
}

/** Restores rows into a new server and tries to decrypt every record with the live keyring. */
async function openCopied(
  keys: 'live-keys' | 'restored-keys' | 'restored-keys-without-replay',
): Promise<{ erased: number; others: number }> {
  const restored = await startDatabase();
  try {
    const isKey = ({ item }: ScannedRow) => item['wrappedKey'] !== undefined;
    const copy = keys === 'live-keys' ? after : before;
    await put(restored, 'subject-keys', copy.filter(isKey));
    if (keys === 'restored-keys') {
      await put(restored, 'tombstones', after.filter(isTombstone));
      await destroyedAgain(restored.database);
    }
    return await openAll(restored);
  } finally {
    await restored.stop();
  }
}

async function openAll(restored: TestDatabase): Promise<{ erased: number; others: number }> {
  const subjectKeys = openSubjectKeys({
    database: restored.database,
    keyring: new FileKeyring(() => homeAt(world.home).keyFile),
    clock: systemClock,
    cacheSeconds: 0,
  });
  const gone = goneIds();
  // Eight prompts and a photo of each person.
  const opened = { erased: 0, others: 0 };
  for (const { item } of before) {
    if (item['sealed'] === undefined || item['recordId'] === undefined) continue;
    const row = recordRow.parse(fromItem(item));
    const { subjectId, recordId, contentVersion } = row;
    const address = { table: records, key: { subjectId, recordId }, contentVersion };
    const outcome = await subjectKeys.open(subjectId, row.erasureClass, address, row.sealed);
    if (outcome.kind !== 'opened') continue;
    opened[gone.includes(subjectId) ? 'erased' : 'others'] += 1;
  }
  return opened;
}

async function put(restored: TestDatabase, table: string, rows: readonly ScannedRow[]) {
  expect(rows.length).toBeGreaterThan(0);
  for (const { item } of rows) {
    await restored.database.client.send(
      new PutItemCommand({ TableName: restored.tables[table], Item: item }),
    );
  }
}
