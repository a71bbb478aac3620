import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { remove } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import type { Subject } from '../../lambda/subject/model/subject.ts';
import { openSubjects } from '../../lambda/subject/store.ts';
import { aliases, subjects as subjectTable } from '../../lambda/subject/table.ts';
import {
  byEmail,
  byUserId,
  openSubjectFixture,
  newPerson,
  withoutEmail,
} from './subject-fixture.ts';
import type { SubjectFixture } from './subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const service = { by: 'service' } as const;
const self = { by: 'subject' } as const;
const register = async (email: string) =>
  (await people.subjects.register(byEmail(email), service)).subject;

describe('registering', () => {
  test('fifty registrations of one identifier at once make one person, row, key and entry', async () => {
    const identifier = byUserId();
    const before = {
      subjects: await people.rows(subjectTable),
      entries: await people.rows(outbox),
      keys: await people.rows(subjectKeys),
    };

    const results = await Promise.all(
      Array.from({ length: 50 }, () => openSubjects(people.deps).register(identifier, service)),
    );

    expect(new Set(results.map(({ subject }) => subject.subjectId)).size).toBe(1);
    expect(results.filter(({ kind }) => kind === 'registered')).toHaveLength(1);
    expect((await people.rows(subjectTable)).length - before.subjects.length).toBe(1);
    expect((await people.rows(outbox)).length - before.entries.length).toBe(1);
    // `identity` and `ledger`
    expect((await people.rows(subjectKeys)).length - before.keys.length).toBe(2);
  });

  test('a person and a service that register one address at once mean one person', async () => {
    const caller = newPerson();

    const [own, theirs] = await Promise.all([
      people.subjects.register(caller, self),
      people.subjects.register(byEmail(caller.email), service),
    ]);

    expect(own.subject.subjectId).toBe(theirs.subject.subjectId);
  });

  test('what a crash left half done is completed by the next registration', async () => {
    const identifier = byUserId();
    let calls = 0;
    const { subjectKeys: keys } = people.deps;
    const dying = openSubjects({
      ...people.deps,
      subjectKeys: {
        ...keys,
        async create(...given) {
          const created = await keys.create(...given);
          const seal = () => {
            calls += 1;
            return Promise.reject(new Error('killed'));
          };
          return { ...created, keys: { ...created.keys, seal } };
        },
      },
    });
    await expect(dying.register(identifier, service)).rejects.toThrow('killed');
    expect(calls).toBe(1);
    expect(await people.subjects.resolve(identifier)).toEqual({ kind: 'unknown' });

    const { subject } = await people.subjects.register(identifier, service);

    expect(await people.subjects.resolve(identifier)).toMatchObject({ kind: 'known', subject });
  });

  test('what is declared anew replaces what was declared before', async () => {
    const identifier = byUserId();
    await people.subjects.register(identifier, { ...service, residence: 'DE' });

    const { subject } = await people.subjects.register(identifier, {
      ...service,
      residence: 'US-CA',
    });

    expect(await people.subjects.get(subject.subjectId)).toMatchObject({ residence: 'US-CA' });
    expect(people.subjects.jurisdictionOf(subject)).toBe('ccpa');
  });

  test('what many declare of one person at once is refused to none of them', async () => {
    const identifier = byUserId();
    const residences = ['DE', 'FR', 'AT', 'ES', 'IT', 'NL', 'PL', 'SE'];
    await people.subjects.register(identifier, service);

    const reported = await Promise.all(
      residences.map((residence) =>
        people.subjects.register(identifier, { ...service, residence }),
      ),
    );

    expect(reported.map(({ subject }) => subject.residence)).toEqual(residences);
    const found = await people.subjects.resolve(identifier);
    expect(found.kind === 'known' && residences.includes(found.subject.residence!)).toBe(true);
  });

  test('neither keys nor rows hold the identifier in clear', async () => {
    const address = `${randomUUID()}@example.org`;

    await register(address);

    const rows = [...(await people.rows(aliases)), ...(await people.rows(subjectTable))];
    expect(rows.length).toBeGreaterThan(1);
    const bytes = rows.map((row) =>
      JSON.stringify(row, (_name, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      ),
    );
    expect(bytes.join('\n')).not.toContain(address.split('@')[0]);
  });
});

describe('signing in', () => {
  test('a verified address finds the person whom a service registered by it', async () => {
    const caller = newPerson();
    const { subjectId } = await register(caller.email);

    const found = await people.subjects.resolveCaller(caller);

    expect(found).toMatchObject({ kind: 'known', subject: { subjectId } });
  });

  test('from then on (issuer, sub) identifies them, without the address', async () => {
    const caller = newPerson();
    const { subjectId } = await register(caller.email);
    await people.subjects.resolveCaller(caller);

    const later = withoutEmail(caller);
    expect(await people.subjects.resolveCaller(later)).toMatchObject({ subject: { subjectId } });
  });

  test('an address that the issuer is not trusted with finds nobody', async () => {
    const { email, ...caller } = newPerson();
    await register(email);

    expect(await people.subjects.resolveCaller(caller)).toEqual({ kind: 'unknown' });
  });

  test('another account of the issuer that now has the address is another person', async () => {
    const first = newPerson();
    const own = await people.subjects.register(first, self);
    const second = newPerson({ email: first.email });

    expect(await people.subjects.resolveCaller(second)).toEqual({ kind: 'unknown' });
    const other = await people.subjects.register(second, self);

    expect(other.subject.subjectId).not.toBe(own.subject.subjectId);
    expect(await people.subjects.resolveCaller(second)).toMatchObject({
      subject: { subjectId: other.subject.subjectId },
    });
    expect(await people.subjects.resolve(byEmail(first.email))).toMatchObject({
      subject: { subjectId: own.subject.subjectId },
    });
  });

  test('two accounts that register with one address at once stay two people', async () => {
    const first = newPerson();
    const second = newPerson({ email: first.email });

    await Promise.all([
      people.subjects.register(first, self),
      people.subjects.register(second, self),
    ]);

    const one = await people.subjects.resolveCaller(first);
    const other = await people.subjects.resolveCaller(second);
    expect(one.kind === 'known' && one.subject.subjectId).toMatch(/-/);
    expect(other.kind === 'known' && other.subject.subjectId).not.toBe(
      one.kind === 'known' && one.subject.subjectId,
    );
  });

  test('one account that registers fifty times at once is one person', async () => {
    const caller = newPerson();

    const results = await Promise.all(
      Array.from({ length: 50 }, () => openSubjects(people.deps).register(caller, self)),
    );

    expect(new Set(results.map(({ subject }) => subject.subjectId)).size).toBe(1);
  });

  test('an account that already is somebody does not take over the person of its address', async () => {
    const { email, ...caller } = newPerson();
    const own = await people.subjects.register(caller, self);
    const theirs = await register(email);

    const again = await people.subjects.register({ ...caller, email }, self);

    expect(again.subject.subjectId).toBe(own.subject.subjectId);
    expect(await people.subjects.resolve(byEmail(email))).toMatchObject({
      subject: { subjectId: theirs.subjectId },
    });
  });

  test('the first call claims, and those after it write nothing', async () => {
    const caller = newPerson();
    await register(caller.email);
    await people.subjects.resolveCaller(caller);
    const before = await people.rows(aliases);

    expect(await people.subjects.resolveCaller(caller)).toMatchObject({ kind: 'known' });

    expect(await people.rows(aliases)).toEqual(before);
  });
});

test('two identifiers of a person that are removed at once by each other leave one', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [one, other] = [byUserId(), byUserId()];
    await people.subjects.register(one, service);
    await people.subjects.link(one, other, 'service-verified');

    const outcomes = await Promise.all([
      people.subjects.unlink(one, other),
      people.subjects.unlink(other, one),
    ]);

    const found = await Promise.all([one, other].map((each) => people.subjects.resolve(each)));
    expect(found.map(({ kind }) => kind).sort()).toEqual(['known', 'unknown']);
    expect(outcomes.filter(({ kind }) => kind === 'unlinked')).toHaveLength(1);
  }
});

describe('erasing', () => {
  const erase = async (email: string) => {
    const { subjectId } = await register(email);
    await people.subjects.link(byEmail(email), byUserId(`${email}-id`), 'service-verified');
    await people.subjects.fence(subjectId);
    await people.subjects.forget(subjectId);
    return subjectId;
  };

  test('the fence changes status and version, and a second time nothing', async () => {
    const { subjectId, version } = await register(newPerson().email);

    const fenced = await people.subjects.fence(subjectId);
    const again = await people.subjects.fence(subjectId);

    expect(fenced).toMatchObject({ subject: { status: 'erasing', version: version + 1 } });
    expect(again).toEqual(fenced);
    expect(await people.subjects.fence(randomUUID() as typeof subjectId)).toEqual({
      kind: 'unknown',
    });
  });

  test('behind the fence nothing is linked', async () => {
    const { email } = newPerson();
    const { subjectId } = await register(email);
    await people.subjects.fence(subjectId);

    const outcome = await people.subjects.link(byEmail(email), byUserId(), 'service-verified');

    expect(outcome).toEqual({ kind: 'erased' });
  });

  test('afterwards every alias is a marker that says nothing of the person', async () => {
    const { email } = newPerson();
    const before = new Set((await people.rows(aliases)).map(({ alias }) => alias));

    const subjectId = await erase(email);

    expect(await people.subjects.resolve(byEmail(email))).toEqual({ kind: 'erased' });
    expect(await people.subjects.resolve(byUserId(`${email}-id`))).toEqual({ kind: 'erased' });
    expect(await people.subjects.get(subjectId)).toBeUndefined();
    const markers = (await people.rows(aliases)).filter(({ alias }) => !before.has(alias));
    expect(markers).toHaveLength(2);
    for (const marker of markers) {
      expect(Object.keys(marker).sort()).toEqual([
        'alias',
        'expiresAt',
        'link',
        'status',
        'version',
      ]);
      expect(marker['link']).toEqual({});
    }
  });

  test('forgetting twice is harmless', async () => {
    const subjectId = await erase(newPerson().email);

    expect(await people.subjects.forget(subjectId)).toEqual({ aliases: 0 });
  });

  test('registered anew, the person has a new random id and the marker is gone', async () => {
    const { email } = newPerson();
    const subjectId = await erase(email);

    const registeredAgain = await register(email);

    expect(registeredAgain.subjectId).not.toBe(subjectId);
    expect(await people.subjects.resolve(byEmail(email))).toMatchObject({ kind: 'known' });
    const row = (await people.rows(aliases)).find(
      (one) => one['subjectId'] === registeredAgain.subjectId,
    );
    expect(row).not.toHaveProperty('expiresAt');
  });

  test('the marker is forgotten after seven days, although the row may still be there', async () => {
    people.setClock('2026-11-24T00:00:00Z');
    const { email } = newPerson();
    await erase(email);

    people.setClock('2026-11-30T23:59:59Z');
    expect(await people.subjects.resolve(byEmail(email))).toEqual({ kind: 'erased' });
    people.setClock('2026-12-01T00:00:01Z');
    expect(await people.subjects.resolve(byEmail(email))).toEqual({ kind: 'unknown' });
    people.setClock(undefined);
  });

  test('an alias that outlived the row of its person names nobody', async () => {
    const { email } = newPerson();
    const { subjectId } = await register(email);
    const { subject } = (await people.subjects.fence(subjectId)) as { subject: Subject };

    await transact(people.deps.database, [remove(subjectTable, { subjectId }, subject.version)]);

    expect(await people.subjects.resolve(byEmail(email))).toEqual({ kind: 'erased' });
  });
});
