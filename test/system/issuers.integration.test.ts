import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../lambda/policy/schema.ts';
import { isClosed } from '../../lambda/request/model/request.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import { openDynamoDbConnector } from '../../lambda/system/dynamodb/connector.ts';
import type { Connector } from '../../lambda/system/model/connector.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { recordDisclosure } from '../disclosure/recorded.ts';
import { follow, issuer as home, signedIn, submit } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { arnOf, createIndexedTable, everyItem, putItems } from './dynamodb/tables.ts';
import { openOperatorStore } from './operator-store.ts';
import { openRunning, statesOf } from './running.ts';
import type { Running } from './running.ts';

const work = 'https://work.example.com';
/** At each of the two issuers, and of the operator, an id of another person. */
const id = '42';

const systemOf = (table: string, issuer: string | undefined): Policy['systems'][string] => ({
  ...{ title: table, owner: 'team@example.com', categories: ['prompt-text'], timeAllowed: 'P7D' },
  ...{ cannot: {}, issuer },
  connector: {
    kind: 'dynamodb',
    tables: [
      {
        ...{ table: arnOf(table), category: 'prompt-text', restricted: 'restricted' },
        key: { identifier: 'user-id', attribute: 'user' },
        second: { identifier: 'user-id', attribute: 'account', index: 'byAccount' },
      },
    ],
  },
});
const { 'model-provider': provider } = examplePolicy.recipients;
const policy: Policy = {
  ...examplePolicy,
  issuers: [
    ...examplePolicy.issuers,
    ...examplePolicy.issuers
      .filter(({ caller }) => caller === 'subject')
      .map((one) => ({ ...one, issuer: work })),
  ],
  systems: {
    chats: systemOf('Chats', home),
    office: systemOf('Office', work),
    billing: systemOf('Billing', 'none'),
    unclear: systemOf('Unclear', undefined),
  },
  recipients: {
    ...examplePolicy.recipients,
    'model-provider': {
      ...provider!,
      notify: { url: 'https://models.example.com/', identifiers: ['user-id'], issuer: home },
    },
  },
};

let running: Running;
let stop: () => Promise<void>;
let notified: ReturnType<typeof openOperatorStore>;

beforeEach(async () => {
  const systems: Record<string, Connector> = {};
  notified = openOperatorStore();
  running = await openRunning(policy, {
    ...{ connectors: systems, recipients: { 'model-provider': notified.connector } },
  });
  const { client } = running.fixture.database;
  for (const [name, { connector, title }] of Object.entries(policy.systems)) {
    if (connector.kind !== 'dynamodb') continue;
    await createIndexedTable(client, title, {
      key: ['user', 'at'],
      second: { index: 'byAccount', attribute: 'account' },
    });
    await putItems(
      client,
      title,
      ['1', '2', '3'].map((at) => ({
        ...{ user: { S: id }, at: { S: at }, account: { S: id } },
        text: { S: `of ${title}` },
      })),
    );
    systems[name] = openDynamoDbConnector(connector, { clientOf: () => client });
  }
  stop = running.drive();
});
afterEach(async () => {
  await stop();
  await running.stop();
});

const rows = async () => {
  const { client } = running.fixture.database;
  const counts: Record<string, number> = {};
  for (const [name, { title }] of Object.entries(policy.systems)) {
    counts[name] = (await everyItem(client, title)).length;
  }
  return counts;
};

/** A person who signs in with the same id as others do elsewhere. */
async function personAt(issuer: string) {
  const { fixture } = running;
  const caller = { ...signedIn(fixture), issuer, sub: id };
  const { subject } = await fixture.subjects.register(caller, { by: 'subject', residence: 'DE' });
  return { caller, subjectId: subject.subjectId };
}

async function ask(person: Awaited<ReturnType<typeof personAt>>, kind: string) {
  const { body } = await submit(running.fixture, person.caller, { kind });
  const requestId = body.request.requestId as RequestId;
  const until = (isSo: (row: RequestRow) => boolean) => running.until(requestId, isSo);
  return { token: body.followUpToken as string, until };
}

const areSettled = ({ tasks }: RequestRow) =>
  Object.values(tasks ?? {}).length > 0 &&
  Object.values(tasks ?? {}).every(({ state }) => ['done', 'waiting-for-staff'].includes(state));

describe('an id that two issuers give to two people', () => {
  test.each([
    [home, 'chats', 'office'],
    [work, 'office', 'chats'],
  ])('erases the data of the person of %s alone', async (issuer, its, other) => {
    const request = await ask(await personAt(issuer), 'erasure');

    const row = await request.until(areSettled);

    expect(await rows()).toEqual({ chats: 3, office: 3, billing: 3, unclear: 3, [its]: 0 });
    expect(row.tasks?.[`system:${its}`]).toMatchObject({
      ...{ state: 'done', done: { 'prompt-text': 3 } },
    });
    // Nothing was searched there, which is no proof of nothing.
    expect(statesOf(row)[`system:${other}`]).toBe('waiting-for-staff (no-identifier)');
  });

  test('exports the data of the person who asks alone', async () => {
    const request = await ask(await personAt(work), 'access');
    await request.until(areSettled);
    running.fixture.pass(7 * 86_400 + 60);
    await request.until(({ status }) => isClosed(status));

    const { body } = await follow(running.fixture, request.token, 'POST', '/download');
    const files = unzipSync((await running.fixture.fetchObject(body.url)) as Buffer);

    const text = Object.entries(files)
      .filter(([name]) => name.startsWith('systems/'))
      .map(([, bytes]) => Buffer.from(bytes).toString())
      .join('');
    expect(text).toContain('of Office');
    expect(text).not.toMatch(/of (Chats|Billing|Unclear)/);
  });

  test('restricts and releases the data of the person who asks alone', async () => {
    const request = await ask(await personAt(home), 'restriction');
    await request.until(areSettled);

    const { client } = running.fixture.database;
    const restricted = async (table: string) =>
      (await everyItem(client, table)).filter((item) => item['restricted']?.BOOL === true).length;
    expect(await restricted('Chats')).toBe(3);
    expect(await restricted('Office')).toBe(0);
    expect(await restricted('Billing')).toBe(0);
  });

  test('of a service that names it without an issuer, is looked for where such ids are', async () => {
    const { fixture } = running;
    const person = await personAt(home);
    const own = { type: 'user-id', value: 'u-1' } as const;
    const { subject } = await fixture.subjects.register(own, { by: 'service' });
    expect(subject.subjectId).not.toBe(person.subjectId);
    await putItems(fixture.database.client, 'Billing', [
      { user: { S: 'u-1' }, at: { S: '1' }, account: { S: 'u-1' } },
    ]);
    const linked = await fixture.subjects.link(
      { type: 'oidc', value: id, issuer: home },
      { type: 'user-id', value: 'u-2' },
      'service-verified',
    );
    expect(linked.kind).toBe('linked');
    await putItems(fixture.database.client, 'Billing', [
      { user: { S: 'u-2' }, at: { S: '1' }, account: { S: 'u-2' } },
    ]);
    await putItems(fixture.database.client, 'Chats', [
      { user: { S: 'u-2' }, at: { S: '1' }, account: { S: 'u-2' } },
    ]);

    const row = await (await ask(person, 'erasure')).until(areSettled);

    expect(row.tasks?.['system:billing']).toMatchObject({ done: { 'prompt-text': 1 } });
    // Three of 42 and that of u-1; of the table of accounts, that of u-2.
    expect(await rows()).toMatchObject({ billing: 4, chats: 1 });
  });

  test('is sent nowhere without knowing whose it is: that waits for staff', async () => {
    const row = await (await ask(await personAt(home), 'erasure')).until(areSettled);

    expect(statesOf(row)).toMatchObject({
      'system:unclear': 'waiting-for-staff (misconfigured)',
    });
    expect((await rows())['unclear']).toBe(3);
  });
});

describe('GDPR Art. 19: a recipient that knows accounts of one issuer', () => {
  const received = async (issuer: string) => {
    const person = await personAt(issuer);
    await recordDisclosure(running.fixture, person.subjectId, {
      ...{ recipient: 'model-provider', purpose: 'inference', categories: ['prompt-text'] },
    });
    await (await ask(person, 'restriction')).until(areSettled);
    return notified.calls.flatMap(({ identifiers }) => identifiers);
  };

  test('is sent the id of that issuer', async () => {
    expect(await received(home)).toEqual([{ type: 'user-id', value: id, issuer: home }]);
  });

  test('is not sent the id of another issuer', async () => {
    expect(await received(work)).toEqual([]);
  });
});
