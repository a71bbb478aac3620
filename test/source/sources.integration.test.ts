import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reportOverdueSources } from '../../lambda/fulfilment/overdue-sources.ts';
import { requestSweep } from '../../lambda/fulfilment/needs.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { overviewHandlers } from '../../lambda/overview/api.ts';
import { overviewApi } from '../../lambda/overview/needs.ts';
import { overviewRoutes } from '../../lambda/overview/routes.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { fromItem } from '../../lambda/platform/dynamo/statement.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { sourceHandlers } from '../../lambda/source/api.ts';
import { sourceApi } from '../../lambda/source/needs.ts';
import { sourceRoutes } from '../../lambda/source/routes.ts';
import { sourceNotices } from '../../lambda/source/table.ts';
import {
  assistant,
  mine,
  newPerson,
  post,
  write,
  writeBatch,
  writeRequest,
} from '../record/calls.ts';
import type { Person } from '../record/calls.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';

const steward = {
  kind: 'staff',
  issuer: 'https://login.example.com',
  name: 'dpo@example.com',
} as const;

let fixture: RecordFixture;
let recordApp: App;
let sourceApp: App;
let overviewApp: App;
beforeAll(async () => {
  fixture = await openRecordFixture();
  recordApp = fixture.recordApp();
  const { keyring, subjectKeys, policy, clock, log } = fixture;
  const partsFor = (facts: Parameters<typeof boundTo>[0]) => ({
    ...{ keyring, subjectKeys, policy, clock, log },
    database: boundTo(facts, fixture, fixture.database),
  });
  const sourceParts = partsFor(sourceApi);
  sourceApp = createApp(sourceParts, sourceRoutes, sourceHandlers(sourceParts));
  const overviewParts = partsFor(overviewApi);
  overviewApp = createApp(overviewParts, overviewRoutes, overviewHandlers(overviewParts));
});
let ada: Person;
beforeEach(async () => {
  fixture.setClock('2026-11-24T10:00:00Z');
  ada = await newPerson(fixture);
});
afterEach(() => fixture.setClock(undefined));
afterAll(() => fixture.stop());

const source = { recipient: 'support-desk' };
const fromOthers = (rest: object = {}) => writeRequest(ada, { source, ...rest });
const profile = { category: 'account-profile', content: { name: 'Ada' } };
async function rowsOf(table: TableFacts): Promise<Record<string, unknown>[]> {
  const TableName = fixture.database.physicalName(table);
  const { Items = [] } = await fixture.database.client.send(new ScanCommand({ TableName }));
  return Items.map(fromItem);
}
const noticesOf = async ({ subjectId }: Pick<Person, 'subjectId'>) =>
  (await rowsOf(sourceNotices)).filter((row) => row['subjectId'] === subjectId);
const categoriesIn = (row: Record<string, unknown> | undefined) =>
  row?.['categories'] as { category: string; informedAt?: string }[];
const namesIn = (row: Record<string, unknown>) => categoriesIn(row).map(({ category }) => category);
const informed = (rest: object = {}, key?: string) =>
  post(sourceApp, '/v1/sources/informed', { subject: ada.subject, ...source, ...rest }, key ?? '');
const asStaff = (method: 'GET' | 'POST', path: string, rest: object = {}) =>
  call(
    sourceApp,
    justSignedIn(
      { method, path: `/v1/governance/sources${path}`, caller: steward, ...rest },
      fixture.clock(),
    ),
  );
const informedByStaff = (body: object) => asStaff('POST', '/informed', { body });

async function commandsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const commands: string[] = [];
  fixture.database.client.middlewareStack.add(
    (next, context) => (args) => {
      commands.push(`${String(context.commandName)} ${JSON.stringify(args.input)}`);
      return next(args);
    },
    { step: 'initialize', name: 'watch' },
  );
  try {
    await work();
  } finally {
    fixture.database.client.middlewareStack.remove('watch');
  }
  return commands;
}

describe('a record from a recipient', () => {
  test('GDPR Art. 14(3)(a): notes by when its person has to be informed', async () => {
    const { status, body } = await write(recordApp, fromOthers());

    expect(status).toBe(201);
    expect(await noticesOf(ada)).toEqual([
      {
        subjectId: ada.subjectId,
        recipient: 'support-desk',
        version: 1,
        categories: [
          { category: 'prompt-text', since: '2026-11-24T10:00:00.000Z', informBy: '2026-12-24' },
        ],
        informBy: '2026-12-24',
        waiting: 'for-information',
      },
    ]);
    expect((await mine(recordApp, ada, 'GET', body.recordId)).body).toMatchObject({
      source: { recipient: 'support-desk', name: 'Example Helpdesk Ltd' },
    });
  });

  test('is shown to its person with the recipient and the date', async () => {
    await write(recordApp, fromOthers());

    const { body } = await call(overviewApp, {
      method: 'GET',
      path: '/v1/me/data',
      caller: ada.caller,
    });

    const items = body.items as { category: string; sources?: unknown }[];
    expect(items.filter(({ sources }) => sources !== undefined)).toMatchObject([
      {
        category: 'prompt-text',
        sources: [
          {
            recipient: 'support-desk',
            name: 'Example Helpdesk Ltd',
            since: '2026-11-24T10:00:00.000Z',
            informBy: '2026-12-24',
          },
        ],
      },
    ]);
  });

  test('that names a recipient the policy does not have is rejected, alone in its batch', async () => {
    const unknown = fromOthers({ source: { recipient: 'somebody-else' } });

    const one = await write(recordApp, unknown);
    const batch = await writeBatch(recordApp, [unknown, fromOthers()]);

    expect(one.status).toBe(422);
    expect(one.body.errors[0]?.pointer).toBe('/source/recipient');
    expect(batch.body.items.map(({ status }) => status)).toEqual([422, 201]);
    expect(batch.body.items[0]?.problem.errors[0]?.pointer).toBe('/items/0/source/recipient');
  });

  test('is no statement of its person: they cannot correct or delete it at once', async () => {
    const { body } = await write(recordApp, fromOthers());

    const deleted = await mine(recordApp, ada, 'DELETE', body.recordId);

    expect(deleted.status).toBe(409);
    expect(deleted.body).toMatchObject({ origin: 'observed', requestKind: 'erasure' });
  });

  test('of a batch is noted once for each person and recipient', async () => {
    const other = await newPerson(fixture);
    const desk = { recipient: 'annotation-partner' };

    await writeBatch(recordApp, [
      fromOthers(),
      fromOthers(profile),
      fromOthers({ source: desk }),
      writeRequest(other, { source }),
      writeRequest(other),
    ]);

    const noted = (await noticesOf(ada)).map((row) => [row['recipient'], namesIn(row)]);
    expect(Object.fromEntries(noted)).toEqual({
      'support-desk': ['account-profile', 'prompt-text'],
      'annotation-partner': ['prompt-text'],
    });
    expect(await noticesOf(other)).toHaveLength(1);
  });

  test('stored at the same moment as others is noted with all of them', async () => {
    const categories = ['prompt-text', 'output-text', 'usage-log', 'account-profile'];

    const answers = await Promise.all(
      categories.map((category) => write(recordApp, fromOthers({ category }))),
    );

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await noticesOf(ada)).map(namesIn)).toEqual([categories.toSorted()]);
  });

  test('without a person whose law names a period waits for no one', async () => {
    const californian = await newPerson(fixture, 'US-CA');

    await write(recordApp, writeRequest(californian, { source }));

    const [row] = await noticesOf(californian);
    expect(row).toMatchObject({ recipient: 'support-desk' });
    expect(row).not.toHaveProperty('informBy');
    expect(row).not.toHaveProperty('waiting');
  });

  test('takes one read more; one with a source in words takes none', async () => {
    const table = fixture.database.physicalName(sourceNotices);
    await write(recordApp, writeRequest(ada));
    const withWords = await commandsDuring(() => write(recordApp, fromOthers({ source: 'chat' })));
    const withRecipient = await commandsDuring(() => write(recordApp, fromOthers()));

    expect(withWords.filter((command) => command.includes(table))).toEqual([]);
    const own = withRecipient.filter((command) => command.includes(table));
    expect(own.map((command) => command.split(' ')[0])).toEqual([
      'GetItemCommand',
      'ExecuteTransactionCommand',
    ]);
    expect(withRecipient).toHaveLength(withWords.length + 1);
  });
});

describe('a person who is informed', () => {
  test('is not waited for any more; the ledger and their activity say so', async () => {
    await write(recordApp, fromOthers());
    const entries = async () => (await rowsOf(outbox)).filter(({ type }) => type !== undefined);
    const before = (await entries()).length;

    fixture.setClock('2026-11-24T10:30:00Z');
    const { status, body } = await informed({ at: '2026-11-24T10:15:00Z' });

    expect(status).toBe(200);
    expect(body).toEqual({
      recipient: 'support-desk',
      categories: [
        {
          category: 'prompt-text',
          since: '2026-11-24T10:00:00.000Z',
          informBy: '2026-12-24',
          informedAt: '2026-11-24T10:15:00.000Z',
        },
      ],
    });
    const [row] = await noticesOf(ada);
    expect(row).not.toHaveProperty('waiting');
    expect((await entries()).length).toBe(before + 1);
    const { body: done } = await call(overviewApp, {
      method: 'GET',
      path: '/v1/me/activity',
      caller: ada.caller,
    });
    expect(done.items).toContainEqual(
      expect.objectContaining({
        kind: 'source-informed',
        codes: { recipient: 'support-desk', by: 'service' },
        ledger: expect.objectContaining({ type: 'source.informed' }) as unknown,
      }),
    );
  });

  test('stays informed at the first time, and is informed again of another category', async () => {
    await write(recordApp, fromOthers());
    const first = await informed();
    fixture.setClock('2026-11-25T10:00:00Z');
    expect((await informed()).body).toEqual(first.body);

    await write(recordApp, fromOthers(profile));

    const [row] = await noticesOf(ada);
    expect(row).toMatchObject({ informBy: '2026-12-28', waiting: 'for-information' });
    expect(categoriesIn(row).map(({ category, informedAt }) => [category, informedAt])).toEqual([
      ['account-profile', undefined],
      ['prompt-text', '2026-11-24T10:00:00.000Z'],
    ]);
  });

  test('is not informed of another category by a call about the first that arrives late', async () => {
    await write(recordApp, fromOthers());
    await informed();
    fixture.setClock('2026-11-25T10:00:00Z');
    await write(recordApp, fromOthers(profile));

    const late = await informed({ at: '2026-11-24T10:00:00Z' });
    const row = (await noticesOf(ada))[0];

    expect([late.status, late.body.errors[0]?.pointer]).toEqual([422, '/at']);
    expect(row).toHaveProperty('waiting');
    expect((await informed()).status).toBe(200);
    expect((await noticesOf(ada))[0]).not.toHaveProperty('waiting');
  });

  test('in advance is informed of the categories that the call names', async () => {
    await write(recordApp, fromOthers());
    await write(recordApp, fromOthers(profile));
    const at = '2026-11-23T10:00:00.000Z';

    const one = await informed({ at, categories: ['account-profile'] });
    const never = await informed({ at, categories: ['usage-log'] });

    expect(one.body).toMatchObject({
      categories: [{ category: 'account-profile', informedAt: at }, { category: 'prompt-text' }],
    });
    expect(never.status).toBe(404);
    expect((await noticesOf(ada))[0]).toHaveProperty('waiting');
  });

  test('of nothing that was obtained, in the future or unknown is rejected', async () => {
    expect((await informed()).status).toBe(404);
    await write(recordApp, fromOthers());

    const ahead = await informed({ at: '2026-11-24T11:00:00Z' });
    const unknown = await informed({ subject: { type: 'email', value: 'no-one@example.org' } });

    expect([ahead.status, ahead.body.errors[0]?.pointer]).toEqual([422, '/at']);
    expect(unknown.status).toBe(404);
    expect((await noticesOf(ada))[0]).toHaveProperty('waiting');
  });

  test('by a call that is repeated with its key is recorded once', async () => {
    await write(recordApp, fromOthers());

    const first = await informed({}, 'informed-1');
    const again = await informed({}, 'informed-1');

    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });
});

describe('the list of those who were not informed yet', () => {
  test('is by random ids, the most urgent first, page after page, overdue ones marked', async () => {
    const people: Person[] = [];
    for (const day of ['2026-03-01', '2026-01-01', '2026-02-01']) {
      fixture.setClock(`${day}T10:00:00Z`);
      const person = await newPerson(fixture);
      await write(recordApp, writeRequest(person, { source }));
      people.push(person);
    }
    fixture.setClock('2026-03-10T10:00:00Z');
    const [march, january, february] = people.map(({ subjectId }) => subjectId);

    const first = await asStaff('GET', '', { query: { limit: '2' } });
    const second = await asStaff('GET', '', {
      query: { limit: '1', cursor: first.body.nextCursor as string },
    });

    expect(first.body.items).toEqual([
      { subjectId: january, recipient: 'support-desk', informBy: '2026-02-02', overdue: true },
      { subjectId: february, recipient: 'support-desk', informBy: '2026-03-02', overdue: true },
    ]);
    expect(second.body.items).toEqual([
      { subjectId: march, recipient: 'support-desk', informBy: '2026-04-01', overdue: false },
    ]);

    const { status } = await informedByStaff({ subjectId: january, ...source });
    expect(status).toBe(200);
    const left = (await asStaff('GET', '', { query: { limit: '1' } })).body.items;
    expect(left).toMatchObject([{ subjectId: february }]);
    await informedByStaff({ subjectId: february, ...source });
    await informedByStaff({ subjectId: march, ...source });
  });

  test('is for staff alone, and reading it enters the ledger', async () => {
    const refused = await call(sourceApp, {
      method: 'GET',
      path: '/v1/governance/sources',
      caller: assistant,
    });
    await asStaff('GET', '');

    expect(refused.status).toBe(403);
    expect((await rowsOf(outbox)).map(({ codes }) => codes)).toContainEqual({
      route: 'listUninformed',
    });
  });

  test('a cursor of another list is rejected', async () => {
    const { status, body } = await asStaff('GET', '', { query: { cursor: 'bm9uc2Vuc2U' } });

    expect([status, body.errors[0].pointer]).toEqual([422, '/query/cursor']);
  });
});

test('people who were not informed in time are reported as a number, once they are late', async () => {
  fixture.setClock('2025-01-02T10:00:00Z');
  const late = await newPerson(fixture);
  await write(recordApp, writeRequest(late, { source }));
  const database = boundTo(requestSweep, fixture, fixture.database);
  const reported = async (day: string) => {
    fixture.lines.length = 0;
    await reportOverdueSources({ database, log: fixture.log }, day);
    return fixture.lines.map((line) => {
      const { code, count } = JSON.parse(line) as Record<string, unknown>;
      return [code, count];
    });
  };

  expect(await reported('2025-02-03')).toEqual([]);
  expect(await reported('2025-02-04')).toEqual([['SOURCE_OVERDUE', 1]]);
  expect(fixture.lines.join()).not.toContain(late.subjectId);
});
