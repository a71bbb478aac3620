import { expect, test } from 'vitest';
import { assumed } from '../../bench/assumed.ts';
import { promptsOf } from '../../bench/day.ts';

test('the busiest hour of the day that the benchmark replays has the peak of docs/scale.md', () => {
  const prompts = promptsOf(5_000);
  const hours = Map.groupBy(prompts, ({ second }) => Math.floor(second / 3_600));
  const busiest = Math.max(...[...hours.values()].map(({ length }) => length));

  expect(hours.size).toBe(24);
  expect(prompts).toHaveLength(5_000 * assumed.promptsPerDay);
  const factor = busiest / (prompts.length / 24);
  expect(factor).toBeGreaterThan(assumed.peakFactor * 0.95);
  expect(factor).toBeLessThan(assumed.peakFactor * 1.05);
});
