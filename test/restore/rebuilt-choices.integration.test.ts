import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isComplete } from '../../cli/restore-check/print.ts';
import { purposeVersionOf, stateRow } from '../../lambda/consent/rows.ts';
import { consents, consentStates } from '../../lambda/consent/table.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import {
  consent,
  firstAttempt,
  newPerson,
  openRequestFixture,
} from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { restore } from './restore-fixture.ts';
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

type Row = Record<string, AttributeValue>;
const rawRows = async (table: TableFacts): Promise<Row[]> => {
  const { client, physicalName } = fixture.database;
  return (await client.send(new ScanCommand({ TableName: physicalName(table) }))).Items ?? [];
};
const put = async (Item: Row) => {
  const { client, physicalName } = fixture.database;
  await client.send(new PutItemCommand({ TableName: physicalName(consents), Item }));
};
const eventOf = (purpose: string, version: number): Row => ({
  purpose: { S: purpose },
  version: { N: String(version) },
  purposeVersion: { S: purposeVersionOf(purpose, version) },
});

describe('the table of choices is lost as a whole', () => {
  test('what was withdrawn since is withdrawn, by the events', async () => {
    const person = await newPerson(fixture);
    await consent(fixture, person, 'refused');
    copy = await restore(fixture, [consentStates]);
    await consent(fixture, person, 'withdrawn');
    const other = await newPerson(fixture);
    await consent(fixture, other, 'refused');

    const checked = await copy.check(copy.database, [consentStates]);

    expect(isComplete(checked)).toBe(true);
    expect(checked[0]).toMatchObject({ replaced: 1, added: 1, left: 0, unknown: false });
    const living = await fixture.rows(consentStates);
    const said = (rows: Record<string, unknown>[]) =>
      rows
        .map(({ consent: beside, ...row }) => (expect(beside).toBeDefined(), row))
        .toSorted((one, two) => String(one['subjectId']).localeCompare(String(two['subjectId'])));
    expect(said(await copy.rows(consentStates))).toEqual(said(living));
    // The next choice finds its number: it is recorded.
    expect(await copy.rows(consentStates)).toContainEqual(
      expect.objectContaining({ subjectId: person.subjectId, version: 2, state: 'withdrawn' }),
    );
  });

  test('no state comes back of a person who was erased', async () => {
    const person = await user();
    copy = await restore(fixture, [consentStates]);
    await erase(fixture, firstAttempt(await ask(person)));

    const checked = await copy.check(copy.database, [consentStates]);

    expect(isComplete(checked)).toBe(true);
    expect(await copy.rows(consentStates)).toEqual([]);
  });

  test('a consent since is unproven, and one after a refusal is still refused', async () => {
    const person = await newPerson(fixture);
    await consent(fixture, person, 'refused');
    copy = await restore(fixture, [consentStates]);
    const [event] = (await rawRows(consents)).filter(({ purpose }) => purpose?.S === 'improvement');
    await put({ ...event, ...eventOf('improvement', 2), state: { S: 'given' } });
    await put({ ...event, ...eventOf('training', 1), state: { S: 'given' } });

    await copy.check(copy.database, [consentStates]);

    const { subjectId } = person;
    const states = await copy.rows(consentStates);
    expect(states).toHaveLength(2);
    expect(states).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          subjectId,
          purpose: 'improvement',
          version: 2,
          state: 'refused',
        }),
        expect.objectContaining({ subjectId, purpose: 'training', version: 1, state: 'given' }),
      ]),
    );
    // The store reads it, and finds no notice that was shown: it permits nothing.
    const read = states.map((row) => stateRow.parse(row));
    expect(read.map(({ consent: beside }) => beside.notice)).toContain(undefined);
  });

  test('and is not rebuilt where the events are lost as well', async () => {
    const person = await newPerson(fixture);
    await consent(fixture, person);
    copy = await restore(fixture, [consentStates, consents]);

    const checked = await copy.check(copy.database, [consentStates, consents]);

    expect(isComplete(checked)).toBe(false);
  });
});
