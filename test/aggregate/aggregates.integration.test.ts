import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { Line } from '../../lambda/aggregate/model/release.ts';
import { packLines } from '../../lambda/aggregate/release-store.ts';
import { privacyBudgets, releases } from '../../lambda/aggregate/table.ts';
import type { AggregateFixture } from './aggregate-fixture.ts';
import { openAggregateFixture, ratingsWith } from './aggregate-fixture.ts';

const measure = 'answer-ratings';
const period = '2026-W48';
const error = { count: 9, value: 45 };
const lines: readonly Line[] = [
  { kind: 'shown', by: [], group: {}, count: 41, value: 160, error },
  { kind: 'shown', by: ['model'], group: { model: 'assistant-1' }, count: -2, value: 7, error },
  { kind: 'suppressed', by: ['model'], group: { model: 'assistant-2' } },
  {
    ...{ kind: 'shown', by: ['model', 'language'], count: 3, value: 12, error },
    group: { model: 'assistant-1', language: 'en' },
  },
];

let fixture: AggregateFixture;
beforeAll(async () => {
  fixture = await openAggregateFixture();
  const row = {
    ...{ measure, version: 3, policyVersion: `sha256:${'0'.repeat(64)}`, minimumGroup: 10 },
    ...{ closedAt: '2026-11-29T23:40:00.000Z', releasedAt: '2026-11-29T23:40:31.000Z' },
    ...{ microEpsilon: 500_000, lines: packLines(lines) },
  };
  await transact(fixture.people.deps.database, [
    insert(releases, { ...row, period, state: 'clean' }),
    insert(releases, { ...row, period: '2026-W47', state: 'released' }),
    insert(releases, {
      measure,
      version: 1,
      period: '2026-W49',
      state: 'closing',
      policyVersion: row.policyVersion,
      closedAt: row.closedAt,
    }),
    // Of a time when the policy had another period.
    insert(releases, { ...row, period: '2026-11-30', state: 'clean' }),
    insert(privacyBudgets, { measure, year: '2026', microSpent: 24_000_000, version: 48 }),
  ]);
});
afterAll(() => fixture.people.stop());

const read = (query: Readonly<Record<string, string>> = {}, accept?: string) =>
  fixture.read({ measure, ...query }, { accept });

test('GET /v1/aggregates/measures says what can be asked for', async () => {
  const { status, body } = await fixture.measures();

  expect(status).toBe(200);
  expect(body.items).toContainEqual({
    ...{ measure, title: 'Ratings of answers', period: 'P1W' },
    dimensions: ['model', 'language'],
  });
});

describe('GET /v1/aggregates', () => {
  test('returns the last closed period, each figure with how far it may be off', async () => {
    const { status, body } = await read();

    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ measure, title: 'Ratings of answers', period },
      ...{ from: '2026-11-22T23:00:00.000Z', to: '2026-11-29T23:00:00.000Z' },
      ...{ epsilon: 0.5, minimumGroup: 10 },
      budget: { year: '2026', spent: 24, perYear: 26.5 },
    });
    expect(body.rows).toEqual([
      { group: {}, count: 41, error: 9, sum: 160, sumError: 45 },
      { group: { model: 'assistant-1' }, count: -2, error: 9, sum: 7, sumError: 45 },
      { group: { model: 'assistant-2' }, suppressed: true },
      {
        ...{ group: { model: 'assistant-1', language: 'en' } },
        ...{ count: 3, error: 9, sum: 12, sumError: 45 },
      },
    ]);
  });

  test.each([
    ['the total', '', [{}]],
    ['one dimension', 'model', [{ model: 'assistant-1' }, { model: 'assistant-2' }]],
    ['two, in any order', 'language,model', [{ model: 'assistant-1', language: 'en' }]],
  ])('by %s', async (_, by, groups) => {
    const { body } = await read({ by });

    expect(body.rows.map(({ group }: { group: object }) => group)).toEqual(groups);
  });

  test('as CSV, a suppressed group without any figure', async () => {
    const { headers, text } = await read({ period }, 'text/csv');

    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text.split('\r\n')).toEqual([
      'period,model,language,count,error,sum,sumError,suppressed',
      '2026-W48,,,41,9,160,45,',
      '2026-W48,assistant-1,,-2,9,7,45,',
      '2026-W48,assistant-2,,,,,,true',
      '2026-W48,assistant-1,en,3,9,12,45,',
      '',
    ]);
  });

  test('as CSV by a dimension, of a measure without values', async () => {
    const policy = ratingsWith({ contribution: { count: 5 } });
    const query = { measure, period, by: 'model' };
    const { text } = await fixture.read(query, { policy, accept: 'text/csv' });

    expect(text.split('\r\n').slice(0, 3)).toEqual([
      'period,model,count,error,suppressed',
      '2026-W48,assistant-1,-2,9,',
      '2026-W48,assistant-2,,,true',
    ]);
  });

  test.each([
    ['that is closing', '2026-W49'],
    ['that is open', '2026-W50'],
  ])('of a period %s finds nothing', async (_, name) => {
    expect((await read({ period: name })).status).toBe(404);
  });

  test.each([
    ['a measure that the policy does not have', { measure: 'constructor' }, '/query/measure'],
    ['a dimension that the measure does not have', { by: 'place' }, '/query/by'],
    ['a day of a measure with weeks', { period: '2026-11-30' }, '/query/period'],
    ['a week that does not exist', { period: '2026-W54' }, '/query/period'],
  ])('rejects %s', async (_, query, pointer) => {
    const { status, body } = await read(query);

    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer }]);
  });

  test('returns the release of ten thousand groups, which is one row', async () => {
    const values = (name: string, count: number) => ({
      values: Array.from({ length: count }, (_, n) => `${name}-${n}`),
    });
    const dimensions = { model: values('model', 100), language: values('language', 100) };
    const policy = ratingsWith({ dimensions });
    const many: Line[] = dimensions.model.values.flatMap((model, one) =>
      dimensions.language.values.map((language, other): Line => ({
        ...{ kind: 'shown', by: ['model', 'language'], group: { model, language } },
        ...{ count: (one * 7_919 + other * 104_729) % 99_991, error },
        value: (one * 15_485_863 + other * 32_452_843) % 99_999_989,
      })),
    );
    const row = { measure, period: '2027-W01', state: 'clean', version: 3, policyVersion: 'p' };
    const { kind } = await transact(fixture.people.deps.database, [
      insert(releases, { ...row, closedAt: '2027-01-11T00:00:00.000Z', lines: packLines(many) }),
    ]);

    const { body } = await fixture.read({ measure, period: '2027-W01' }, { policy });

    expect(kind).toBe('committed');
    // DynamoDB: 400 KB a row.
    expect((packLines(many) as Uint8Array).byteLength).toBeLessThan(250_000);
    expect(body.rows).toHaveLength(10_000);
  });
});
