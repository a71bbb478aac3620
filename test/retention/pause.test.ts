import { describe, expect, test } from 'vitest';
import { milliseconds } from '../../lambda/value/time.ts';
import { endOfResume, isCovered, isPaused } from '../../lambda/retention/model/pause.ts';
import type { ErasurePause } from '../../lambda/retention/model/pause.ts';

const at = (time: string) => milliseconds(Date.parse(`2026-11-24T${time}Z`));
const paused: ErasurePause = {
  ...{ state: 'paused', pausedAt: '2026-11-24T10:00:00.000Z', people: 51, limit: 50, version: 1 },
};
const resumed: ErasurePause = {
  ...paused,
  state: 'resumed',
  resumedAt: '2026-11-24T10:30:00.700Z',
  resumedUntil: '2026-11-24T12:30:00.700Z',
};

test('erasures are paused until staff resume, and not before there was a pause', () => {
  expect([undefined, paused, resumed].map(isPaused)).toEqual([false, true, false]);
});

describe('keys that went while staff let erasures go on', () => {
  test.each([
    ['10:29:59.999', false],
    // The stream has whole seconds.
    ['10:30:00.000', true],
    ['12:30:00.699', true],
    ['12:30:00.700', false],
  ])('at %s: %s', (time, covered) => {
    expect(isCovered(resumed, at(time))).toBe(covered);
  });

  test('there are none without a resume, or after the next pause', () => {
    expect(isCovered(undefined, at('11:00:00'))).toBe(false);
    expect(isCovered(paused, at('11:00:00'))).toBe(false);
    expect(isCovered({ ...resumed, state: 'paused' }, at('11:00:00'))).toBe(false);
    for (const missing of ['resumedAt', 'resumedUntil']) {
      expect(isCovered({ ...resumed, [missing]: undefined }, at('11:00:00'))).toBe(false);
    }
  });
});

test('a resume lasts so many hours', () => {
  expect(endOfResume(at('10:30:00'), 2)).toBe(at('12:30:00'));
});
