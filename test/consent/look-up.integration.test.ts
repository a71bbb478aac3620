import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openSubjects } from '../../lambda/subject/store.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import {
  byEmail,
  newPerson,
  openSubjectFixture,
  withoutEmail,
  yes,
} from '../subject/subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

type Caller = Parameters<typeof withoutEmail>[0];

const put = (caller: Caller, body: unknown) =>
  people.send({ method: 'PUT', path: '/v1/me/consents/improvement', body, caller });

/** A person who has signed in with their address before. */
async function known() {
  const caller = newPerson();
  await put(caller, { state: 'refused' });
  return caller;
}

/** What one call reads by key, and the aliases that it computes. */
async function countedIn(work: () => Promise<{ readonly status: number }>) {
  const { database, keyring } = people.deps;
  const tables: string[] = [];
  let aliasKeyUses = 0;
  const uncounted = keyring.hmac.bind(keyring);
  keyring.hmac = (...given) => {
    if (given[0] === 'alias/v1') aliasKeyUses += 1;
    return uncounted(...given);
  };
  database.client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const { TableName, RequestItems = {} } = args.input as {
          readonly TableName?: string;
          readonly RequestItems?: object;
        };
        if (commandName === 'GetItemCommand') tables.push(String(TableName));
        tables.push(...Object.keys(RequestItems));
        return next(args);
      },
    { step: 'initialize', name: 'reads' },
  );
  try {
    const { status } = await work();
    const readsOf = (table: TableFacts) =>
      tables.filter((name) => name === database.physicalName(table)).length;
    return { status, aliases: readsOf(aliases), people: readsOf(subjects), aliasKeyUses };
  } finally {
    database.client.middlewareStack.remove('reads');
    keyring.hmac = uncounted;
  }
}

describe('a call looks its person up once', () => {
  test.each(['given', 'refused'])('who states that a consent is %s', async (state) => {
    const caller = await known();
    const body = state === 'given' ? yes(people.policy) : { state };

    // Of the sign-in, and of the address that it brings.
    const once = { aliases: 1, people: 1, aliasKeyUses: 2 };
    expect(await countedIn(() => put(caller, body))).toEqual({ status: 201, ...once });
  });

  test('who brings no address', async () => {
    const caller = withoutEmail(await known());

    const once = { aliases: 1, people: 1, aliasKeyUses: 1 };
    expect(await countedIn(() => put(caller, { state: 'withdrawn' }))).toEqual({
      status: 201,
      ...once,
    });
  });

  test('who changes a setting', async () => {
    const caller = await known();
    const headers = { 'If-Match': '*' };
    const body = { training: 'off' };

    expect(
      await countedIn(() =>
        people.send({ method: 'PATCH', path: '/v1/me/settings', caller, headers, body }),
      ),
    ).toEqual({ status: 200, aliases: 1, people: 1, aliasKeyUses: 1 });
  });

  test.each([
    ['a choice', '/v1/consents', { purpose: 'improvement', state: 'refused' }, 201],
    ['a signal', '/v1/signals', { gpc: true }, 200],
  ])('of whom a service sends %s', async (_, path, body, status) => {
    const subject = byEmail((await known()).email);

    expect(await countedIn(() => people.post(path, { ...body, subject }))).toEqual({
      ...{ status, aliases: 1, people: 1, aliasKeyUses: 1 },
    });
  });
});

describe('an unknown person', () => {
  test('stays unknown when the choice is rejected', async () => {
    const caller = newPerson();
    const before = (await people.rows(aliases)).length;

    expect((await put(caller, { state: 'given' })).status).toBe(422);
    expect(await people.subjects.resolveCaller(caller)).toEqual({ kind: 'unknown' });
    expect(await people.rows(aliases)).toHaveLength(before);
  });

  test('is looked up once more where they are registered, for those who were faster', async () => {
    const counted = await countedIn(() => put(newPerson(), { state: 'refused' }));

    expect(counted).toMatchObject({ status: 201, aliasKeyUses: 5 });
  });

  // The first write of the call comes after its ruling, the second is the row of the person, the third
  // links the address and those after it the sign-in.
  test.each([1, 2, 3, 4, 5])(
    'a child that a service registers before write %i does not consent alone',
    async (write) => {
      const caller = newPerson();
      const { database, keyring, clock } = people.deps;
      // Another process, with keys in a cache of its own.
      const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 });
      const elsewhere = openSubjects({ ...people.deps, subjectKeys });
      const { middlewareStack } = database.client;
      let isRegistered = false;
      let writes = 0;
      middlewareStack.add(
        (next, { commandName }) =>
          async (args) => {
            if (!isRegistered && commandName === 'ExecuteTransactionCommand') {
              writes += 1;
              if (writes === write) {
                isRegistered = true;
                const facts = { by: 'service', residence: 'DE', ageBand: '12' } as const;
                await elsewhere.register(byEmail(caller.email), facts);
              }
            }
            return next(args);
          },
        { step: 'initialize', name: 'meanwhile' },
      );

      const { status, body } = await put(caller, yes(people.policy));
      middlewareStack.remove('meanwhile');

      expect(isRegistered).toBe(true);
      expect({ status, type: body.type }).toEqual({
        status: 409,
        type: 'urn:custos:problem:conflict',
      });
    },
  );
});
