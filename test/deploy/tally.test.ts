import { describe, expect, test } from 'vitest';
import { exitCodeOf, sumOf, tallyLine, tallyOf } from './tally.ts';

describe('the count of a run', () => {
  test('is its last line', () => {
    expect(tallyOf('1 passed, 9 failed\nok  unit\n812 passed, 3 failed\n', 1)).toEqual({
      passed: 812,
      failed: 3,
    });
  });

  test('is found on a system with other line ends', () => {
    expect(tallyOf('ok\r\n4 passed, 0 failed\r\n', 0)).toEqual({ passed: 4, failed: 0 });
  });

  test.each([
    ['nothing', ''],
    ['no count', 'Installing dependencies (first run only) ...'],
    ['a count that is not its last line', '4 passed, 0 failed\nSegmentation fault'],
    ['a count inside a sentence', 'in all 4 passed, 0 failed'],
  ])('that printed %s is one failure', (_, output) => {
    expect(tallyOf(output, 0)).toEqual({ passed: 0, failed: 1 });
  });

  test.each([1, null])('without a failure that ends with %s is a failure', (code) => {
    expect(tallyOf('4 passed, 0 failed\n', code)).toEqual({ passed: 4, failed: 1 });
  });

  test('adds up, and is written as it is read', () => {
    const sum = sumOf([
      { passed: 812, failed: 0 },
      { passed: 40, failed: 2 },
    ]);

    expect(sum).toEqual({ passed: 852, failed: 2 });
    expect(tallyOf(tallyLine(sum), 1)).toEqual(sum);
  });

  test('succeeds only where something passed and nothing failed', () => {
    expect(exitCodeOf({ passed: 1, failed: 0 })).toBe(0);
    expect(exitCodeOf({ passed: 1, failed: 1 })).toBe(1);
    expect(exitCodeOf({ passed: 0, failed: 0 })).toBe(1);
  });
});
