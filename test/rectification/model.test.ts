import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Correction } from '../../lambda/request/model/correction.ts';
import { contestedIn, endOf } from '../../lambda/request/model/correction.ts';
import { correctionGrounds } from '../../lambda/request/model/correction-grounds.ts';
import { pathOf, valueAt, withValueAt } from '../../lambda/value/pointer.ts';
import { runs } from '../support/runs.ts';

describe('a pointer (RFC 6901)', () => {
  const content = { 'a/b': 1, 'm~n': 2, '': 0, list: ['x', { city: 'Bonn' }], none: null };

  test.each<[string, unknown]>([
    ['/a~1b', 1],
    ['/m~0n', 2],
    ['/', 0],
    ['/list/0', 'x'],
    ['/list/1/city', 'Bonn'],
    ['/none', null],
    ['/list/2', undefined],
    ['/list/01', undefined],
    ['/list/-', undefined],
    ['/list/length', undefined],
    ['/none/city', undefined],
    ['/list/0/0', undefined],
    ['/toString', undefined],
    ['/__proto__', undefined],
    ['/constructor/name', undefined],
  ])('%s', (pointer, value) => {
    expect(valueAt(content, pointer)).toEqual(value);
  });

  test.each(['', 'city', '#/city', '/a~2b', '/a~', `/${'a/'.repeat(40)}`])(
    '%j names nothing in content',
    (pointer) => {
      expect(pathOf(pointer)).toBeUndefined();
      expect(valueAt(content, pointer)).toBeUndefined();
      expect(withValueAt(content, pointer, 'x')).toBe(content);
    },
  );

  test('changes the value in its place, nothing beside it, and never where there is none', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '0', '~', '/'));
    const pointerOf = (names: readonly string[]) =>
      names.map((one) => `/${one.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.array(name, { minLength: 1, maxLength: 4 }),
        fc.jsonValue({ maxDepth: 2 }),
        (before, names, value) => {
          const copy = structuredClone(before);
          const pointer = pointerOf(names);
          const after = withValueAt(before, pointer, value);

          expect(before).toEqual(copy);
          if (valueAt(before, pointer) === undefined) expect(after).toBe(before);
          else {
            expect(valueAt(after, pointer)).toEqual(value);
            const former = valueAt(before, pointer);
            expect(withValueAt(after, pointer, former)).toEqual(before);
          }
        },
      ),
      { numRuns: runs(500) },
    );
  });
});

describe('the end of a request', () => {
  const count = fc.nat({ max: 3 });
  const correction = fc.record({
    category: fc.constantFrom('feedback', 'prompt-text'),
    decision: fc.constantFrom('accept' as const, 'refuse' as const),
    ground: fc.constantFrom(...correctionGrounds),
    doneAt: fc.option(fc.constant('2026-11-29T10:00:00.000Z'), { nil: undefined }),
    work: fc.record({
      ...{ changed: count, removed: count },
      withheld: fc.array(fc.record({ ground: fc.constant('legal-claims' as const), count }), {
        maxLength: 1,
      }),
    }),
  });

  test('comes with the last correction; until then what is left is contested', () => {
    fc.assert(
      fc.property(fc.array(correction, { minLength: 1, maxLength: 20 }), (corrections) => {
        const open = corrections.filter(({ doneAt }) => doneAt === undefined);
        const end = endOf(corrections);

        expect(end === undefined).toBe(open.length > 0);
        expect(contestedIn(corrections)).toEqual(
          [...new Set(open.map(({ category }) => category))].sort(),
        );
      }),
      { numRuns: runs(300) },
    );
  });

  const done = { category: 'feedback', doneAt: '2026-11-29T10:00:00.000Z' };
  const nothing = { changed: 0, removed: 0, withheld: [] };
  const withheld = [{ ground: 'legal-claims' as const, count: 1 }];
  const refused: Correction = { ...done, decision: 'refuse', ground: 'found-accurate' };
  const granted: Correction = { ...done, decision: 'accept', work: { ...nothing, changed: 1 } };
  const gone: Correction = { ...done, decision: 'accept', work: nothing };
  const partly: Correction = {
    ...done,
    decision: 'accept',
    work: { ...nothing, changed: 1, withheld },
  };
  const allWithheld: Correction = { ...done, decision: 'accept', work: { ...nothing, withheld } };

  test.each<[string, Correction[], string]>([
    ['all granted', [granted, gone], 'completed'],
    ['all refused', [refused, refused], 'denied'],
    ['all withheld', [allWithheld], 'denied'],
    ['refused and withheld', [refused, allWithheld], 'denied'],
    ['one granted, one refused', [granted, refused], 'partially-completed'],
    ['one granted in part', [partly], 'partially-completed'],
  ])('%s', (_, corrections, end) => {
    expect(endOf(corrections)).toBe(end);
  });
});
