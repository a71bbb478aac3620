import { describe, expect, test } from 'vitest';
import { hostile } from '../../bench/text/hostile.ts';
import { find } from '../../lambda/text/find.ts';
import { numbersIn, windows } from '../../lambda/text/scan/numbers.ts';

/** Processor time, since other tests run as well. */
function milliseconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const [small, large] = [8_192, 65_536];
/** Eight times the text: a linear scan takes eight times as long, a quadratic one 64 times. */
const factor = 24;
/** Below this a measurement says nothing. */
const negligible = 250;

describe('work grows with the length of a text and not with its square', () => {
  test('there are at least 30 hostile patterns', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(30);
  });

  test.each(hostile)('$name', ({ text }) => {
    find(text(small));
    const few = milliseconds(() => find(text(small)));
    const many = milliseconds(() => find(text(large)));

    expect(many).toBeLessThan(Math.max(negligible, few * factor));
  });

  test.each(['1 ', '12-', '1234 ', '4111 1111 1111 1111 '])('windows over %j', (unit) => {
    const count = (repeats: number): number =>
      numbersIn(unit.repeat(repeats)).reduce(
        (sum, run) => sum + [...windows(run, { least: 6, most: 19 })].length,
        0,
      );

    expect(count(4_000)).toBeLessThanOrEqual(count(1_000) * 4.1);
  });
});
