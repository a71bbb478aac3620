import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generalise } from '../../lambda/anonymity/generalise.ts';
import { Groups } from '../../lambda/anonymity/groups.ts';
import type { Group, Row, Scalar } from '../../lambda/anonymity/groups.ts';
import { anything, hierarchiesSchema, hierarchyOf } from '../../lambda/anonymity/hierarchy.ts';
import type { HierarchySettings } from '../../lambda/anonymity/hierarchy.ts';
import { judge } from '../../lambda/anonymity/verdict.ts';

const groupsOf = (rows: readonly Row[], mostDistinct = 5): readonly Group[] => {
  const groups = new Groups(mostDistinct);
  for (const row of rows) groups.add(row);
  return groups.all;
};
const row = (quasi: readonly Scalar[], ...sensitive: readonly Scalar[]): Row => ({
  quasi,
  sensitive,
});

describe('the verdict on a table', () => {
  test('names the smallest group, and every group that is too small', () => {
    const verdict = judge(
      groupsOf([row(['a']), row(['a']), row(['a']), row(['b']), row(['b']), row(['c'])]),
      { k: 3 },
    );

    expect(verdict).toMatchObject({ kind: 'not-met', rows: 6, groups: 3, k: 1, failingRows: 3 });
    expect(verdict.failing.map(({ quasi, rows }) => [quasi, rows])).toEqual([
      [['c'], 1],
      [['b'], 2],
    ]);
  });

  test('asks for different sensitive values in each group; a missing one is none', () => {
    const rows = [row(['a'], 'flu'), row(['a'], 'cold'), row(['b'], 'flu'), row(['b'], null)];

    expect(judge(groupsOf(rows), { k: 2 }).kind).toBe('met');
    expect(judge(groupsOf(rows), { k: 2, l: 2 })).toMatchObject({ kind: 'not-met', l: [1] });
    expect(judge(groupsOf(rows.slice(0, 2)), { k: 2, l: 2 })).toMatchObject({
      kind: 'met',
      l: [2],
    });
  });

  test('tells a number from a text, and a missing value from both', () => {
    expect(groupsOf([row([1]), row(['1']), row([null])])).toHaveLength(3);
  });

  test('is not met by a table without rows', () => {
    expect(judge([], { k: 1 })).toMatchObject({ kind: 'not-met', k: 0 });
  });
});

describe('a hierarchy', () => {
  const levels = (settings: HierarchySettings | undefined, value: Scalar) =>
    hierarchyOf(settings).map((level) => level(value));

  test.each<[string, HierarchySettings | undefined, Scalar, readonly Scalar[]]>([
    ['ranges of a number', { ranges: [5, 10] }, 34, [34, '[30,35)', '[30,40)', '*']],
    ['ranges of a number as text', { ranges: [5] }, '-3', ['-3', '[-5,0)', '*']],
    ['ranges of what is no number', { ranges: [5] }, 'n/a', ['n/a', '*', '*']],
    ['prefixes', { prefixes: [3, 2] }, '10115', ['10115', '101**', '10***', '*']],
    ['a prefix that is longer than the text', { prefixes: [3] }, 'ab', ['ab', 'ab', '*']],
    [
      'parts of a date',
      { dates: ['month', 'year', 'decade'] },
      '1987-03-09',
      ['1987-03-09', '1987-03', '1987', '1980s', '*'],
    ],
    [
      'groups of groups',
      { groups: [{ Germany: ['Bonn', 'Berlin'] }, { Europe: ['Germany'] }] },
      'Bonn',
      ['Bonn', 'Germany', 'Europe', '*'],
    ],
    ['what no group has', { groups: [{ Germany: ['Bonn'] }] }, 'Paris', ['Paris', '*', '*']],
    ['no settings', undefined, 'x', ['x', '*']],
  ])('of %s', (_, settings, value, expected) => {
    expect(levels(settings, value)).toEqual(expected);
  });

  test.each([
    [{ age: { ranges: [10, 15] } }, /multiple/],
    [{ age: { ranges: [10, 10] } }, /larger/],
    [{ postcode: { prefixes: [2, 3] } }, /shorter/],
    [{ born: { dates: ['year', 'month'] } }, /order/],
  ])('that does not become less exact is refused: %o', (settings, message) => {
    const parsed = hierarchiesSchema.safeParse(settings);

    expect(JSON.stringify(parsed.error?.issues)).toMatch(message);
  });
});

describe('generalisation', () => {
  const settings: readonly (HierarchySettings | undefined)[] = [{ ranges: [2, 4] }, undefined];
  const hierarchies = settings.map(hierarchyOf);
  const tables = fc.array(
    fc.record({
      quasi: fc.tuple(fc.nat(7), fc.constantFrom('x', 'y', null)),
      sensitive: fc.tuple(fc.nat(2)),
    }),
    { minLength: 1, maxLength: 60 },
  );
  const asked = fc.record({
    k: fc.integer({ min: 1, max: 6 }),
    l: fc.integer({ min: 1, max: 3 }),
    suppress: fc.constantFrom(0, 0.1, 0.4),
  });

  /** The same, row by row and by trying everything. */
  const tried = (
    rows: readonly Row[],
    { k, l, suppress }: { k: number; l: number; suppress: number },
  ) =>
    hierarchies[0]!.flatMap((first, a) =>
      hierarchies[1]!.flatMap((second, b) => {
        const general = rows.map(({ quasi: [one = null, two = null], sensitive }) =>
          row([first(one), second(two)], ...sensitive),
        );
        const suppressed = judge(groupsOf(general), { k, l }).failingRows;
        const isEnough =
          suppressed <= Math.floor(rows.length * suppress) && suppressed < rows.length;
        return isEnough ? [{ cost: a / 3 + b, suppressed }] : [];
      }),
    );

  test('finds the least general levels that meet it, and none only where there are none', () => {
    fc.assert(
      fc.property(tables, asked, (rows, { k, l, suppress }) => {
        const found = generalise(groupsOf(rows), { hierarchies, suppress, k, l });
        const best = tried(rows, { k, l, suppress }).sort(
          (one, other) => one.cost - other.cost || one.suppressed - other.suppressed,
        )[0];

        if (found.kind !== 'found') {
          expect([found.kind, best]).toEqual(['not-found', undefined]);
          return;
        }
        expect(found.levels[0]! / 3 + found.levels[1]!).toBeCloseTo(best!.cost, 9);
        expect(found.suppressedRows).toBe(best!.suppressed);
        const written = rows.flatMap(({ quasi, sensitive }) => {
          const general = found.apply(quasi);
          return general === undefined ? [] : [row(general, ...sensitive)];
        });
        expect(written).toHaveLength(rows.length - found.suppressedRows);
        expect(judge(groupsOf(written), { k, l }).kind).toBe('met');
      }),
      { numRuns: 300 },
    );
  });

  test('suppresses rather than generalises where it may', () => {
    const rows = [...Array.from({ length: 9 }, () => row([1, 'x'])), row([7, 'y'])];

    const strict = generalise(groupsOf(rows), { hierarchies, suppress: 0, k: 2 });
    const lenient = generalise(groupsOf(rows), { hierarchies, suppress: 0.1, k: 2 });

    expect(strict.kind === 'found' && strict.apply([1, 'x'])).toEqual([anything, anything]);
    expect(lenient).toMatchObject({ kind: 'found', levels: [0, 0], suppressedRows: 1 });
  });

  test('refuses more combinations than it can try', () => {
    const wide = Array.from({ length: 15 }, () => hierarchyOf(undefined));

    expect(generalise(groupsOf([row(['x'])]), { hierarchies: wide, suppress: 0, k: 1 })).toEqual({
      kind: 'too-many-combinations',
      combinations: 32_768,
    });
  });
});
