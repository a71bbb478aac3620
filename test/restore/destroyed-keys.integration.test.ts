import { createSecretKey, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kidsIn } from '../../cli/restore-check/kids-in.ts';
import { pagesOf } from '../../cli/restore-check/raw-rows.ts';
import type { RawRow } from '../../cli/restore-check/raw-rows.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { seal } from '../../lambda/platform/envelope/envelope.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { requests } from '../../lambda/request/table.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { tables } from '../../lambda/tables.ts';
import { parseKid } from '../../lambda/value/ids.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { firstAttempt, openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { lose, restore } from './restore-fixture.ts';
import type { Restored } from './restore-fixture.ts';

let fixture: RequestFixture;
let copy: Restored | undefined;
beforeEach(async () => {
  fixture = await openRequestFixture();
});
afterEach(async () => {
  await copy?.stop();
  copy = undefined;
  await fixture.stop();
});

const { user, ask } = erasures(() => fixture);

describe('what is encrypted under a destroyed key', () => {
  const purgedTables = tables.filter(({ erasure }) => erasure.kind === 'purged');
  const kids = (table: TableFacts, rows: readonly RawRow[]) =>
    new Set(rows.flatMap((row) => [...kidsIn(table, row)]));

  test('is removed from every table of people, whatever its attribute is called', async () => {
    const person = await user();
    copy = await restore(fixture);
    await erase(fixture, firstAttempt(await ask(person)));
    // No request says who was erased: tombstones alone decide.
    for (const table of purgedTables) await lose(fixture, table);
    await lose(fixture, requests);
    await lose(copy, requests);
    const stones = new Set((await fixture.rows(tombstones)).map(({ kid }) => kid));
    const before = await encrypted(copy);

    await copy.check();

    const after = await encrypted(copy);
    const dead = (found: typeof before) =>
      found.filter(({ table, rows }) => [...kids(table, rows)].some((kid) => stones.has(kid)));
    expect(dead(before).map(({ table }) => table.name)).toEqual(
      expect.arrayContaining(['aliases', 'records', 'subject-keys']),
    );
    expect(dead(after)).toEqual([]);
  });

  test('is found by its envelope in every attribute that a row can have', () => {
    const key = createSecretKey(randomBytes(32));
    const envelope = (kid: string) => ({
      B: seal(key, parseKid(kid)!, Buffer.alloc(1), Buffer.from('text')),
    });
    const [top, inMap, inList, inSet] = ['0a', '0b', '0c', '0d'].map((byte) => byte.repeat(16));
    const row: RawRow = {
      invented: envelope(top!),
      details: { M: { deeper: { M: { any: envelope(inMap!) } } } },
      list: { L: [{ S: 'text' }, envelope(inList!)] },
      set: { BS: [envelope(inSet!).B, Buffer.from('short')] },
      text: { S: 'ff'.repeat(60) },
    };

    expect([...kidsIn(subjects, row)]).toEqual([top, inMap, inList, inSet]);
    expect([...kidsIn(subjectKeys, { kid: { S: 'named' } })]).toEqual(['named']);
  });

  /** The rows of tables that an erasure purges. */
  const encrypted = (on: Restored) =>
    Promise.all(
      purgedTables.map(async (table) => {
        const rows: RawRow[] = [];
        for await (const page of pagesOf(on.database, table)) rows.push(...page);
        return { table, rows };
      }),
    );
});
