import { expect, test } from 'vitest';
import { addMeasurement, countedCells } from '../../lambda/aggregate/contribution.ts';
import type { Cell, MeasureFacts } from '../../lambda/aggregate/model/measure.ts';

const facts: MeasureFacts = {
  dimensions: { model: ['a', 'b'], language: ['de', 'en'] },
  minimumGroup: 3,
  contribution: { count: 4, value: { minimum: -2, maximum: 5 } },
  microEpsilon: 500_000,
};
const add = (cells: readonly Cell[], key: readonly string[], value?: number) =>
  addMeasurement(facts, cells, { key, value });

test('measurements of one cell are added up, each within the range', () => {
  const one = add([], ['a', 'de'], 3) ?? [];
  const two = add(one, ['a', 'de'], 9) ?? [];
  const three = add(two, ['b', 'en'], -9) ?? [];

  expect(three).toEqual([
    { key: ['a', 'de'], count: 2, sum: 3 + 5 },
    { key: ['b', 'en'], count: 1, sum: -2 },
  ]);
});

test('the bound holds over all cells together', () => {
  const full: readonly Cell[] = [
    { key: ['a', 'de'], count: 3, sum: 3 },
    { key: ['b', 'de'], count: 1, sum: 1 },
  ];

  expect(add(full, ['a', 'en'], 1)).toBeUndefined();
});

test('a measure without values counts alone', () => {
  const counting = { contribution: { count: 2 } };

  expect(addMeasurement(counting, [], { key: [] })).toEqual([{ key: [], count: 1, sum: 0 }]);
});

test.each<[string, Cell]>([
  ['with a value that the policy has no more', { key: ['c', 'de'], count: 1, sum: 1 }],
  ['with another number of dimensions', { key: ['a'], count: 1, sum: 1 }],
  ['beyond the bound of now', { key: ['a', 'de'], count: 5, sum: 5 }],
  ['beyond the range of now', { key: ['a', 'de'], count: 1, sum: 6 }],
])('a cell %s is not counted under the policy that closes, the others are', (_, cell) => {
  const fits: Cell = { key: ['b', 'en'], count: 1, sum: 4 };

  expect(countedCells(facts, [cell, fits])).toEqual([fits]);
});

test('cells that fit one by one are counted up to the bound together', () => {
  const cells: Cell[] = ['a', 'b'].map((model) => ({ key: [model, 'de'], count: 3, sum: 3 }));

  expect(countedCells(facts, cells)).toEqual(cells.slice(0, 1));
});
