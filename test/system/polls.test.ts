import { expect, test } from 'vitest';
import { pollSeconds } from '../../lambda/system/caller.ts';

test('a system that asks to be polled every second for 30 days leaves room in its execution', () => {
  let polls = 0;
  for (let passed = 0; passed < 30 * 86_400; passed += pollSeconds(polls, 1)) polls += 1;

  // A poll is a step and a wait.
  expect(2 * polls).toBeLessThan(2_000);
  expect(pollSeconds(1, 1)).toBe(5);
  expect(pollSeconds(1, 90)).toBe(90);
  expect(pollSeconds(500, 1)).toBe(3_600);
});
