import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Readable } from 'node:stream';
import { InvokeError } from '@aws/durable-execution-sdk-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { purgedTables } from '../../lambda/erasure/purged-tables.ts';
import { pendingFinality } from '../../lambda/finality/table.ts';
import { openHolds } from '../../lambda/hold/store.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { insert, keyNames } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { records } from '../../lambda/record/table.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import { aliases } from '../../lambda/subject/table.ts';
import { startPass } from '../../lambda/verification/sweep.ts';
import { verificationPasses } from '../../lambda/verification/table.ts';
import type { Rfc3339 } from '../../lambda/value/time.ts';
import { newRecordId } from '../../lambda/value/ids.ts';
import { mediaName } from '../../lambda/platform/media/media-objects.ts';
import type { Found } from '../../lambda/verification/found.ts';
import { together } from '../../lambda/verification/found.ts';
import { lanesOf, planOf, planPass } from '../../lambda/verification/plan.ts';
import { cutOff } from '../../lambda/verification/waiting.ts';
import { storeMedia } from '../record/stored-media.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { firstAttempt, openRequestFixture } from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { passOn, scanOn } from './pass-fixture.ts';

let fixture: RequestFixture;
beforeEach(async () => {
  fixture = await openRequestFixture();
  fixture.setClock('2026-11-28T10:00:00.250Z');
});
afterEach(() => fixture.stop());
const { user, ask } = erasures(() => fixture);

/** A person whose erasure is certified, and time for a pass to look for them. */
async function erased(seconds = 1_300): Promise<Person> {
  const person = await user();
  await erase(fixture, firstAttempt(await ask(person)));
  fixture.pass(seconds);
  return person;
}

const pending = async ({ subjectId }: Person) =>
  (await fixture.rows(pendingFinality)).find(
    (row) => row['subjectSha256'] === sha256Hex(subjectId),
  );
const passes = async () =>
  (await fixture.rows(verificationPasses)).filter(({ passId }) => passId !== 'newest');

async function plant(table: TableFacts, { subjectId }: Person, more = {}): Promise<void> {
  const key = Object.fromEntries(keyNames(table).map((name) => [name, 'made-up']));
  const row = insert(table, { ...key, subjectId, version: 1, ...more });
  expect((await transact(fixture.database, [row])).kind).toBe('committed');
}

describe('a verification pass', () => {
  test('verifies every erasure that was concluded before it began, and says what it read', async () => {
    await user();
    const [ada, grace] = [await erased(0), await erased()];

    const ended = await passOn(fixture);

    expect(ended).toEqual({ kind: 'ended', state: 'conclusive' });
    const [pass, ...more] = await passes();
    expect(more).toEqual([]);
    expect(pass).toMatchObject({
      ...{ state: 'conclusive', erasures: 2, residues: 0, tables: purgedTables.length },
      ...{ segments: purgedTables.length, files: 0, rows: expect.any(Number) },
    });
    expect(pass!['rows']).toBeGreaterThan(20);
    for (const person of [ada, grace]) {
      expect((await pending(person))?.['verified']).toMatchObject({
        ...{ passId: pass!['passId'], rows: pass!['rows'], endedAt: pass!['endedAt'] },
      });
    }
  });

  test('GDPR Art. 17(3)(e): takes nothing that a hold keeps for residue, nor what leads to it', async () => {
    await user();
    const person = await user();
    await openHolds(fixture).place(person.subjectId, {
      ...{ matter: 'Roe v. Wonder', categories: ['prompt-text'] },
    });
    await erase(fixture, firstAttempt(await ask(person)));
    fixture.pass(1_300);
    const markers = await fixture.rows(aliases);
    expect(markers.filter(({ subjectId }) => subjectId === person.subjectId)).not.toEqual([]);

    const ended = await passOn(fixture);

    expect(ended).toEqual({ kind: 'ended', state: 'conclusive' });
    expect(await pending(person)).toMatchObject({ verified: expect.anything() });
    expect((await pending(person))?.['residue']).toBeUndefined();
  });

  test('finds an identifier that still names an erased person', async () => {
    await user();
    const person = await erased();
    await plant(aliases, person, { status: 'linked' });

    await passOn(fixture);

    expect((await pending(person))?.['residue']).toMatchObject({ rows: { aliases: 1 } });
  });

  test.each(purgedTables)('finds a row of an erased person in $name', async (table) => {
    const [ada, grace] = [await erased(0), await erased()];
    await user();
    await plant(table, ada);

    const ended = await passOn(fixture);

    expect(ended).toEqual({ kind: 'ended', state: 'conclusive' });
    expect((await pending(ada))?.['residue']).toMatchObject({ rows: { [table.name]: 1 } });
    expect(await pending(ada)).not.toHaveProperty('verified');
    expect(await pending(grace)).toHaveProperty('verified');
    expect(fixture.logged.join()).toContain('RESIDUE_FOUND');
  });

  test('takes no row for exempt whose attribute was altered', async () => {
    const ada = await erased();
    await user();
    await plant(records, ada, { withheld: true });

    await passOn(fixture);

    expect((await pending(ada))?.['residue']).toMatchObject({ rows: { records: 1 } });
  });

  test('goes on where a row names its person by something else than text', async () => {
    const ada = await erased();
    await user();
    const { client, physicalName } = fixture.database;
    const TableName = physicalName(purgedTables.find(({ name }) => name === 'media-links')!);
    await client.send(
      new PutItemCommand({ TableName, Item: { linkId: { S: 'odd' }, subjectIds: { N: '1' } } }),
    );

    expect(await passOn(fixture)).toEqual({ kind: 'ended', state: 'conclusive' });
    expect(await pending(ada)).toHaveProperty('verified');
  });

  test('finds a file of an erased person, and none that belongs to an exempt record', async () => {
    const [ada, grace] = [await user(), await user()];
    await storeMedia(fixture, grace.subjectId, Buffer.from('exempt'), {
      ...{ category: 'usage-log', purposes: ['safety'] },
    });
    for (const person of [ada, grace]) await erase(fixture, firstAttempt(await ask(person)));
    await fixture.media.put(mediaName(ada.subjectId, newRecordId()), Readable.from(['left over']));
    fixture.pass(1_300);
    await user();

    await passOn(fixture);

    expect((await pending(ada))?.['residue']).toMatchObject({ rows: { media: 1 } });
    expect((await pending(grace))?.['verified']).toMatchObject({ files: 2 });
  });

  test('that sees no one else verifies no one', async () => {
    const ada = await erased();

    const ended = await passOn(fixture);

    expect(ended).toEqual({ kind: 'ended', state: 'inconclusive' });
    expect(await pending(ada)).not.toHaveProperty('verified');
    expect(fixture.logged.join()).toContain('VERIFICATION_INCONCLUSIVE');
  });

  test.each(purgedTables)(
    'verifies no one where it saw no row of $name, which has many',
    async ({ name }) => {
      const ada = await erased();
      await user();
      const blind = (found: Found) => ({ ...found, tables: { ...found.tables, [name]: 0 } });

      const itemCounts = { [name]: 1_000 };
      const ended = await passOn(fixture, { itemCounts, altered: blind });

      expect(ended).toEqual({ kind: 'ended', state: 'inconclusive' });
      expect(await pending(ada)).not.toHaveProperty('verified');
      expect(fixture.logged.find((line) => line.includes('VERIFICATION_INCONCLUSIVE'))).toContain(
        name,
      );
    },
  );

  test('counts the rows of each table that it read', async () => {
    await user();
    await erased();
    let seen: Found['tables'] = {};
    await passOn(fixture, {
      altered: (found) => {
        seen = found.tables;
        return found;
      },
    });

    const count = (await fixture.rows(records)).length;
    expect(seen).toMatchObject({ records: count, subjects: 1 });
    const { itemCounts } = await planPass(fixture.database, purgedTables);
    expect(itemCounts).toMatchObject({ records: count, subjects: 1 });
  });

  test('is believed where the number of rows, which lags by hours, is wrong', async () => {
    const ada = await erased();
    await user();

    const ended = await passOn(fixture, {
      itemCounts: { records: 1_000_000, 'media-links': 999, subjects: 0 },
    });

    expect(ended).toEqual({ kind: 'ended', state: 'conclusive' });
    expect(await pending(ada)).toHaveProperty('verified');
  });

  test('verifies no one where it does not see what is exempt of them', async () => {
    const [ada, grace] = [await erased(0), await erased()];
    await user();

    const ended = await passOn(fixture, {
      altered: (found) => ({
        ...found,
        seen: found.seen.filter((digits) => !sha256Hex(ada.subjectId).startsWith(digits)),
      }),
    });

    expect(ended).toEqual({ kind: 'ended', state: 'inconclusive' });
    expect(await pending(ada)).not.toHaveProperty('verified');
    expect(await pending(grace)).toHaveProperty('verified');
  });

  test('verifies no one where more people had residue than it lists', async () => {
    const ada = await erased();
    await user();

    await passOn(fixture, { altered: (found) => ({ ...found, isCut: true }) });

    expect(await pending(ada)).not.toHaveProperty('verified');
  });

  test('leaves an erasure to the next pass that is certified while it runs, or shortly before', async () => {
    const ada = await erased();
    await user();
    let late: Person | undefined;
    const early = await erased(0);
    fixture.pass(60);

    await passOn(fixture, {
      before: async () => {
        late ??= await erased(0);
      },
    });

    expect(await pending(ada)).toHaveProperty('verified');
    for (const person of [early, late!]) {
      expect(await pending(person)).toHaveProperty('certificateId');
      expect(await pending(person)).not.toHaveProperty('verified');
    }
    fixture.pass(2_000);
    await passOn(fixture);
    for (const person of [early, late!]) expect(await pending(person)).toHaveProperty('verified');
  });

  test('reads nothing where no erasure waits', async () => {
    await user();
    await erased(60);
    let scans = 0;

    const ended = await passOn(fixture, {
      before: () => {
        scans += 1;
        return Promise.resolve();
      },
    });

    expect(ended).toEqual({ kind: 'nothing-waits' });
    expect(scans).toBe(0);
    expect(await passes()).toEqual([]);
  });

  test('does not begin while another has not ended', async () => {
    await user();
    const ada = await erased();
    let other: unknown;

    const ended = await passOn(fixture, {
      before: async () => {
        other ??= await passOn(fixture);
      },
    });

    expect(other).toEqual({ kind: 'another-runs' });
    expect(ended).toEqual({ kind: 'ended', state: 'conclusive' });
    expect(await pending(ada)).toHaveProperty('verified');
    expect(await passes()).toHaveLength(1);
  });

  test('reads again what a call could not read, and counts nothing twice', async () => {
    await user();
    const ada = await erased();
    let calls = 0;

    const ended = await passOn(fixture, {
      before: () => {
        calls += 1;
        return calls < 3 ? Promise.reject(new InvokeError('throttled')) : Promise.resolve();
      },
    });

    expect(ended).toEqual({ kind: 'ended', state: 'conclusive' });
    expect(calls).toBeGreaterThan(2);
    const parts = purgedTables.map(({ name }) => ({ table: name, segment: 0, segments: 1 }));
    const until = '2026-11-28T00:00:00.000Z' as Rfc3339;
    const { rows } = await scanOn(fixture, { until, parts });
    expect((await pending(ada))?.['verified']).toMatchObject({ rows });
  });

  test('that fails says so, and the next one verifies', async () => {
    await user();
    const ada = await erased();

    const failing = passOn(fixture, { before: () => Promise.reject(new Error('not there')) });

    await expect(failing).rejects.toThrow('not there');
    expect(await passes()).toMatchObject([{ state: 'failed' }]);
    expect(await passOn(fixture)).toEqual({ kind: 'ended', state: 'conclusive' });
    expect(await pending(ada)).toHaveProperty('verified');
  });

  test('is made of parts, of which one call reads as many as time allows', async () => {
    await user();
    await erased();
    const until = new Date(fixture.clock()).toISOString();
    const parts = purgedTables.flatMap(({ name: table }) =>
      [0, 1, 2].map((segment) => ({ table, segment, segments: 3 })),
    );
    const whole = await scanOn(fixture, { until, parts });
    let left = 900;
    const first = await scanOn(fixture, { until, parts }, () => (left -= 250));

    const found = [first];
    for (let done = first.parts; done < parts.length; done += found.at(-1)!.parts) {
      found.push(await scanOn(fixture, { until, parts: parts.slice(done) }, () => (left -= 250)));
    }

    expect(found.length).toBeGreaterThan(5);
    const sum = together(found);
    expect({ ...sum, seen: sum.seen.toSorted() }).toEqual({
      ...whole,
      seen: whole.seen.toSorted(),
    });
    expect(whole.rows).toBeGreaterThan(15);
  });
});

describe('the sweep', () => {
  const swept = () => startPass({ ...fixture, workflow: fixture.workflow });

  test('starts a pass once a day, where an erasure waits', async () => {
    await user();
    const nothing = await swept();
    await erased();
    const first = await swept();
    const again = await swept();
    await passOn(fixture);
    await erased(3_600);
    const sameDay = await swept();
    fixture.pass(86_400);

    const nextDay = await swept();

    expect([nothing, first, again, sameDay, nextDay].map(({ kind }) => kind)).toEqual([
      ...['nothing-waits', 'started', 'not-yet', 'not-yet', 'started'],
    ]);
    expect(await fixture.started()).toEqual(
      expect.arrayContaining(['verification-2026-11-28', 'verification-2026-11-29']),
    );
  });
});

describe('a plan', () => {
  test('has a segment for each gibibyte, and a lane for each ten', () => {
    const gibibyte = 1_024 ** 3;
    const plan = planOf([
      { name: 'records', bytes: 45.5 * gibibyte, rows: 50_000_000 },
      { name: 'subjects', bytes: 0, rows: 0 },
    ]);

    expect(plan).toEqual({
      segments: { records: 46, subjects: 1 },
      itemCounts: { records: 50_000_000, subjects: 0 },
      lanes: 5,
    });
    const lanes = lanesOf(plan);
    expect(lanes.map((parts) => parts.length)).toEqual([13, 13, 13, 13, 11]);
    expect(new Set(lanes.flat().map((part) => JSON.stringify(part))).size).toBe(63);
    expect(planOf([{ name: 'records', bytes: 1_000 * gibibyte, rows: 1 }]).lanes).toBe(16);
  });

  test('looks for the oldest first where too many erasures wait', async () => {
    await erased(10);
    await erased(10);
    await erased(10);
    fixture.pass(3_000);
    const times = (await fixture.rows(pendingFinality)).map((row) => row['concludedAt']).sort();

    expect(await cutOff(fixture.database, fixture.clock(), 2)).toBe(times[1]);
    expect((await cutOff(fixture.database, fixture.clock(), 3))! > times[2]!).toBe(true);
  });
});
