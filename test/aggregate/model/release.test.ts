import { describe, expect, test } from 'vitest';
import type { Line } from '../../../lambda/aggregate/model/release.ts';
import { releaseOf } from '../../../lambda/aggregate/model/release.ts';
import { addPeople } from '../../../lambda/aggregate/model/tally.ts';
import { attackerOn } from './attacker.ts';
import { seeded } from './seeded.ts';

const measureOf = (dimensions: Readonly<Record<string, readonly string[]>>) => ({
  dimensions,
  minimumGroup: 5,
  contribution: { count: 1, value: { minimum: 1, maximum: 5 } },
  microEpsilon: 1_000_000,
});
type Measure = ReturnType<typeof measureOf>;

/** As many people in each cell as it says, each with one event of value 4. */
const exactOf = (measure: Measure, people: Readonly<Record<string, number>>) =>
  addPeople(
    measure,
    [],
    Object.entries(people).flatMap(([key, count]) =>
      Array.from({ length: count }, () => [{ key: key.split('/'), count: 1, sum: 4 }]),
    ),
  );
const linesOf = (measure: Measure, people: Readonly<Record<string, number>>) =>
  releaseOf(measure, exactOf(measure, people), seeded(4));
const nameOf = ({ group }: Line) => Object.values(group).join('/');
const shownIn = (lines: readonly Line[]) =>
  lines.filter(({ kind }) => kind === 'shown').map((line) => `${line.by.join()}:${nameOf(line)}`);

const models = measureOf({ model: ['a', 'b', 'c'] });
const table = measureOf({ model: ['a', 'b', 'c'], locale: ['x', 'y', 'z'] });

describe('what is shown', () => {
  test('every group, where each is large enough', () => {
    const lines = linesOf(models, { a: 9, b: 8, c: 5 });

    expect(shownIn(lines)).toEqual([':', 'model:a', 'model:b', 'model:c']);
  });

  test('not a small group, nor the smallest of those from which it could be computed', () => {
    const lines = linesOf(models, { a: 9, b: 8, c: 3 });

    expect(shownIn(lines)).toEqual([':', 'model:a']);
  });

  test('not that a group has no people', () => {
    const lines = linesOf(models, { a: 9, b: 8 });

    expect(shownIn(lines)).toEqual([':', 'model:a']);
    expect(lines.map(nameOf)).toEqual(['', 'a', 'b', 'c']);
  });

  test('nothing, where fewer people than the minimum took part', () => {
    expect(shownIn(linesOf(table, { 'a/x': 4 }))).toEqual([]);
    expect(shownIn(releaseOf(table, []))).toEqual([]);
  });

  test('the total, where all people are in one cell', () => {
    expect(shownIn(linesOf(table, { 'b/y': 40 }))).toEqual([':']);
  });

  test('in two dimensions, all but four cells that hide one', () => {
    const cells = ['a', 'b', 'c'].flatMap((model) => ['x', 'y', 'z'].map((at) => `${model}/${at}`));
    const people = Object.fromEntries(cells.map((cell, place) => [cell, 20 + place]));
    const lines = linesOf(table, { ...people, 'c/z': 2 });

    expect(lines.filter(({ kind }) => kind === 'suppressed').map(nameOf)).toEqual([
      'a/x',
      'a/z',
      'c/x',
      'c/z',
    ]);
  });

  test('a suppressed group has no figure', () => {
    const [line] = linesOf(models, { a: 9, b: 8, c: 3 }).filter(
      ({ kind }) => kind === 'suppressed',
    );

    expect(line).toEqual({ kind: 'suppressed', by: ['model'], group: { model: 'b' } });
  });

  test('people with events in several groups protect none of their own by being counted twice', () => {
    const measure = { ...models, contribution: { count: 3 } };
    const one = ['a', 'b', 'c'].map((model) => ({ key: [model], count: 1, sum: 0 }));
    const others = Array.from({ length: 9 }, () => [{ key: ['a'], count: 1, sum: 0 }]);
    const lines = releaseOf(
      { ...measure, minimumGroup: 2 },
      addPeople(measure, [], [one, ...others]),
    );

    // b and c together have one person, counted in each.
    expect(shownIn(lines)).toEqual([':']);
  });
});

describe('the attacker of these tests', () => {
  const cells = {
    'a/x': 2,
    'a/y': 9,
    'a/z': 9,
    'b/x': 9,
    'b/y': 9,
    'b/z': 9,
    'c/x': 9,
    'c/y': 9,
    'c/z': 9,
  };
  const exact = exactOf(table, cells);
  const hiding = (...hidden: readonly string[]) =>
    attackerOn(
      table.dimensions,
      linesOf(table, { ...cells, 'a/x': 9 }).filter((line) => !hidden.includes(nameOf(line))),
      exact,
    );

  test('computes the only group that is missing', () => {
    expect(hiding('a/x').subtracts([0])).toBe(true);
  });

  test('computes one of two in a column by the rows', () => {
    expect(hiding('a/x', 'b/x').subtracts([0])).toBe(true);
  });

  test('does not compute one of four', () => {
    expect(hiding('a/x', 'b/x', 'a/y', 'b/y').determines([0])).toBe(false);
  });

  test('computes what can only be zero', () => {
    const empty = exactOf(models, { a: 9, b: 0, c: 0 });
    const shown = linesOf(models, { a: 9, b: 9, c: 9 }).filter(
      ({ by, group }) => by.length === 0 || group['model'] === 'a',
    );
    const attacker = attackerOn(models.dimensions, shown, empty);

    expect([attacker.subtracts([1]), attacker.determines([1])]).toEqual([false, true]);
  });
});

describe('figures', () => {
  const lines = linesOf(models, { a: 900, b: 800, c: 700 });

  test('have whole numbers, with noise', () => {
    const noisy = lines.flatMap((line) =>
      line.kind === 'shown' ? [line.count, line.value ?? 0.5] : [],
    );

    expect(noisy.every(Number.isInteger)).toBe(true);
    expect(noisy).not.toEqual([2400, 9600, 900, 3600, 800, 3200, 700, 2800]);
  });

  test('are within the error that is stated, 95 times of 100', () => {
    const [uniform, exact, releases] = [seeded(5), exactOf(models, { a: 50, b: 40, c: 30 }), 500];
    const truth: Readonly<Record<string, number>> = { '': 120, a: 50, b: 40, c: 30 };
    let [inside, all] = [0, 0];
    for (let release = 0; release < releases; release++) {
      for (const line of releaseOf(models, exact, uniform)) {
        if (line.kind === 'suppressed') continue;
        const people = truth[nameOf(line)] ?? 0;
        if (Math.abs(line.count - people) <= line.error.count) inside++;
        if (Math.abs((line.value ?? 0) - 4 * people) <= (line.error.value ?? 0)) inside++;
        all += 2;
      }
    }

    expect(inside / all).toBeGreaterThan(0.94);
    expect(inside / all).toBeLessThan(0.97);
  });
});
