import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectRecords, hasManyRecords, noCollection } from '../../lambda/export/collect.ts';
import type { Collection } from '../../lambda/export/collect.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { ObjectsUnavailableError } from '../../lambda/platform/objects/errors.ts';
import type { ObjectName } from '../../lambda/platform/objects/objects.ts';
import { AttemptSupersededError, begin } from '../../lambda/request/attempt.ts';
import { emptyMonth, monthBucket } from '../../lambda/count/model/month.ts';
import { recordCounts } from '../../lambda/count/table.ts';
import {
  firstAttempt,
  follow,
  keep,
  newPerson,
  openRequestFixture,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

/** More than one piece, more than one page of a query. */
const many = Array.from({ length: 24 }, (_, index) => ({
  category: index % 3 === 0 ? 'feedback' : 'prompt-text',
  purposes: index % 3 === 0 ? ['support'] : ['service-provision'],
  content: { text: `${index} Ü\u2028${'x'.repeat(200_000)}`, '__proto__ ': [index, null] },
  ...(index % 5 === 0 && { source: 'web' }),
}));

type Kind = 'access' | 'portability';
const numbers = many.map((_, index) => index);
/** What is said to support is not what a person takes along. */
const numbersFor = { access: numbers, portability: numbers.filter((number) => number % 3 !== 0) };

async function begun(person: Person, kind: Kind, more: object = {}) {
  const answer = await submit(fixture, person.caller, { kind, ...more });
  const run = firstAttempt(answer);
  await begin(fixture, run);
  return { run, followUpToken: answer.body.followUpToken };
}

async function filesOf(followUpToken: string) {
  const link = await follow(fixture, followUpToken, 'POST', '/download');
  const zip = await fixture.fetchObject(link.body.url);
  if (typeof zip === 'string') throw new Error(zip);
  return Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
  );
}

/** Steps that are each out of time at once. */
async function collected(run: ReturnType<typeof firstAttempt>, deps = fixture) {
  const steps: Collection[] = [];
  let last: Collection = noCollection;
  while (!last.isDone) {
    // What a checkpoint has of it.
    const from = JSON.parse(JSON.stringify(last)) as Collection;
    let records = 0;
    last = await collectRecords(deps, run, from, () => (records += 1) % 10 === 0);
    steps.push(last);
  }
  return { last, steps };
}

const objectOf = async (run: ReturnType<typeof firstAttempt>): Promise<ObjectName> => {
  const row = await fixture.requests.get(run.requestId);
  return row!.export!.object;
};

const records = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => /^(?:data|records)\//.test(path)));

describe.each(['access', 'portability'] as const)('an export for %s in steps', (kind) => {
  test('has what an export in one step has', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, many);
    const whole = await begun(person, kind);
    await fulfilExport(fixture, whole.run);
    const inSteps = await begun(person, kind);

    const { last, steps } = await collected(inSteps.run);
    const { counts } = await fulfilExport(fixture, inSteps.run, last);

    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect(last.pieces).toBeGreaterThanOrEqual(3);
    expect(counts).toEqual({ 'prompt-text': 16, ...(kind === 'access' && { feedback: 8 }) });
    const expected = await filesOf(whole.followUpToken);
    expect(Object.keys(records(expected)).length).toBeGreaterThan(1);
    expect(records(await filesOf(inSteps.followUpToken))).toEqual(records(expected));
  });

  test('leaves nothing of the steps beside it', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, many.slice(0, 8));
    const { run } = await begun(person, kind);

    const { last } = await collected(run);
    const object = await objectOf(run);
    expect(await fixture.objects.exists(`${object}.Records.1`)).toBe(true);
    await fulfilExport(fixture, run, last);

    for (let piece = 1; piece <= last.pieces; piece += 1) {
      expect(await fixture.objects.exists(`${object}.Records.${piece}`)).toBe(false);
    }
    expect(await fixture.objects.exists(object)).toBe(true);
  });

  test('does again what a step did that died, and no record is missing or there twice', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, many);
    const { run, followUpToken } = await begun(person, kind);
    let puts = 0;
    const dying = {
      ...fixture,
      objects: {
        put: async (...object: Parameters<typeof fixture.objects.put>) => {
          const stored = await fixture.objects.put(...object);
          puts += 1;
          if (puts === 2) throw new Error('killed');
          return stored;
        },
      } as unknown as typeof fixture.objects,
    };

    await expect(collectRecords(dying, run, noCollection, () => false)).rejects.toThrow('killed');
    const { last } = await collected(run);
    await fulfilExport(fixture, run, last);

    const lines = Object.entries(await filesOf(followUpToken))
      .filter(([path]) => /^(?:data|records)\/.*\.jsonl$/.test(path))
      .flatMap(([, text]) => text.trimEnd().split('\n'))
      .map((line) => Number.parseInt(JSON.parse(line).content.text, 10));
    expect(lines.toSorted((one, other) => one - other)).toEqual(numbersFor[kind]);
  });
});

test('only categories that a request names are collected', async () => {
  const person = await newPerson(fixture);
  await keep(fixture, person, many.slice(0, 9));
  const { run } = await begun(person, 'access', { categories: ['feedback'] });

  const { last } = await collected(run);
  const { counts } = await fulfilExport(fixture, run, last);

  expect(counts).toEqual({ feedback: 3 });
});

test('an export without one of its pieces is none', async () => {
  const person = await newPerson(fixture);
  await keep(fixture, person, many.slice(0, 9));
  const { run } = await begun(person, 'access');
  const { last } = await collected(run);
  const object = await objectOf(run);
  await fixture.objects.delete(`${object}.Records.1`);

  await expect(fulfilExport(fixture, run, last)).rejects.toThrow(ObjectsUnavailableError);

  expect(await fixture.objects.exists(object)).toBe(false);
  expect((await fixture.requests.get(run.requestId))?.status).toBe('in-progress');
});

test('a request that is called off between two steps collects nothing more', async () => {
  const person = await newPerson(fixture);
  await keep(fixture, person, many.slice(0, 9));
  const { run, followUpToken } = await begun(person, 'access');
  const first = await collectRecords(fixture, run, noCollection, () => true);
  await follow(fixture, followUpToken, 'DELETE');

  await expect(collectRecords(fixture, run, first, () => true)).rejects.toThrow(
    AttemptSupersededError,
  );

  const object = await objectOf(run);
  expect(await fixture.objects.exists(`${object}.Records.2`)).toBe(false);
});

test('a person has many records by their counts', async () => {
  const person = await newPerson(fixture);
  const { subjectId } = person;
  expect(await hasManyRecords(fixture.database, subjectId)).toBe(false);
  const bucket = monthBucket('prompt-text', '2026-11-24');
  const month = {
    ...emptyMonth,
    present: { 23: 20_000 },
    purposes: { 'service-provision': 20_000 },
  };
  await transact(fixture.database, [
    insert(recordCounts, { subjectId, bucket, version: 1, ...month }),
  ]);

  expect(await hasManyRecords(fixture.database, subjectId)).toBe(true);
});
