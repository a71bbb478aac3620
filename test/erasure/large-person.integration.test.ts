import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fulfilExport } from '../../lambda/export/export.ts';
import { records } from '../../lambda/record/table.ts';
import { begin } from '../../lambda/request/attempt.ts';
import type { CallResult } from '../support/call.ts';
import { scanEverything } from '../support/leaks.ts';
import {
  firstAttempt,
  follow,
  keep,
  newPerson,
  openRequestFixture,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { erase } from './erasure-steps.ts';

const count = 70;
/** 2.1 MB: a query of DynamoDB reads 1 MB and says where the next one begins. */
const contents = Array.from({ length: count }, (_, index) => `${index} ${'x'.repeat(30_000)}`);

let fixture: RequestFixture;
let large: Person;
let neighbour: Person;
beforeAll(async () => {
  fixture = await openRequestFixture();
  large = await newPerson(fixture);
  neighbour = await newPerson(fixture);
  await keep(
    fixture,
    large,
    contents.map((content) => ({ content })),
  );
  await keep(fixture, neighbour, [{ content: 'of a neighbour' }]);
}, 60_000);
afterAll(() => fixture.stop());

async function exported(answer: CallResult): Promise<string[]> {
  await begin(fixture, firstAttempt(answer));
  await fulfilExport(fixture, firstAttempt(answer));
  const { body } = await follow(fixture, answer.body.followUpToken, 'POST', '/download');
  const zip = await fixture.fetchObject(body.url);
  if (typeof zip === 'string') throw new Error(zip);
  const files = unzipSync(zip);
  const [name = ''] = Object.keys(files).filter((path) => path.endsWith('prompt-text.jsonl'));
  return Buffer.from(files[name]!)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).content);
}

/** Every row that names the person, in whatever table. */
const rowsOf = async ({ subjectId }: Person) =>
  (await scanEverything(fixture.server.endpoint))
    .filter(({ item }) => item['subjectId']?.S === subjectId)
    .map(({ table, item }) => ({ table, row: Object.entries(item).sort() }))
    .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));

describe('only the first page of a query is read', () => {
  test('not by an export: it has every entry of a person with more than 1 MB', async () => {
    const lines = await exported(await submit(fixture, large.caller, { kind: 'access' }));

    expect(lines.toSorted()).toEqual(contents.toSorted());
  });

  test('not by an erasure: nothing is left of them, and each row of a neighbour is as it was', async () => {
    const before = await rowsOf(neighbour);
    const answer = await submit(fixture, large.caller, { kind: 'erasure' });

    await erase(fixture, firstAttempt(answer));

    const { body } = await follow(fixture, answer.body.followUpToken);
    expect(body).toMatchObject({
      status: 'completed',
      tasks: [{ counts: { 'prompt-text': count } }],
    });
    expect(await Array.fromAsync(fixture.records.readAll(large.subjectId))).toEqual([]);
    const left = await fixture.rows(records);
    expect(left.filter(({ subjectId }) => subjectId === large.subjectId)).toEqual([]);
    expect(before.length).toBeGreaterThan(2);
    expect(await rowsOf(neighbour)).toEqual(before);
  });
});
