import { describe, expect, test } from 'vitest';
import { isAboutItsEnd, obstacleToAppeal } from '../../lambda/request/model/appeal.ts';
import type { Appealed } from '../../lambda/request/model/appeal.ts';
import { requestStatuses } from '../../lambda/request/model/request.ts';
import { requestKinds } from '../../lambda/request/model/kinds.ts';
import { milliseconds } from '../../lambda/value/time.ts';

const now = milliseconds(Date.parse('2026-11-24T10:00:00Z'));
const later = milliseconds(now + 1);
const earlier = milliseconds(now - 1);
const refused: Appealed = {
  ...{ kind: 'access', status: 'denied', dueAt: later, paused: false, appealed: false },
};

describe('an appeal is possible', () => {
  test.each(requestStatuses)('about a request of the status %s, in time and late', (status) => {
    const inTime = obstacleToAppeal({ ...refused, status }, now);
    const late = obstacleToAppeal({ ...refused, status, dueAt: earlier }, now);

    const expected = {
      denied: [undefined, undefined],
      'partially-completed': [undefined, undefined],
      completed: ['nothing-refused', 'nothing-refused'],
      cancelled: ['nothing-refused', 'nothing-refused'],
    } as const;
    const open = ['not-decided', undefined] as const;
    expect([inTime, late]).toEqual(
      status in expected ? expected[status as keyof typeof expected] : open,
    );
  });

  test.each(requestKinds)('about a refused %s, unless it is an appeal', (kind) => {
    const obstacle = obstacleToAppeal({ ...refused, kind }, now);

    expect(obstacle).toBe(kind === 'appeal' ? 'is-an-appeal' : undefined);
  });

  test('about a late request only while its time counts', () => {
    const late: Appealed = { ...refused, status: 'identity-required', dueAt: earlier };

    expect(obstacleToAppeal(late, now)).toBeUndefined();
    expect(obstacleToAppeal({ ...late, paused: true }, now)).toBe('not-decided');
    expect(obstacleToAppeal({ ...late, dueAt: now }, now)).toBe('not-decided');
  });

  test('once', () => {
    expect(obstacleToAppeal({ ...refused, appealed: true }, now)).toBe('appealed-before');
  });
});

test.each([
  [['received', 'denied'], false],
  [['received', 'denied', 'appealed'], true],
  [['received', 'appealed', 'appeal-answered'], true],
  [['received', 'appealed', 'appeal-answered', 'denied'], false],
  [['received', 'partially-completed', 'appealed', 'appeal-answered'], true],
] as const)('of %j, that the last appeal is about how it is now is %s', (events, expected) => {
  expect(isAboutItsEnd(events.map((event) => ({ event })))).toBe(expected);
});
