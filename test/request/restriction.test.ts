import { describe, expect, test } from 'vitest';
import { milliseconds, toRfc3339 } from '../../lambda/value/time.ts';
import { sweepActionsOf } from '../../lambda/request/sweep-actions.ts';
import { applyChange, completedAtOnce } from '../../lambda/request/change.ts';
import {
  isInForce,
  isRestrictionLock,
  liftsAt,
  restrictedBy,
  restrictionLock,
} from '../../lambda/request/model/restriction.ts';
import { exampleRow } from './rows.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;
const now = milliseconds(Date.parse('2026-11-24T12:00:00Z'));
const row = {
  ...exampleRow,
  progressAt: undefined,
  kind: 'restriction' as const,
  attempt: 0,
  restriction: {},
};

describe('GDPR Art. 18: a restriction', () => {
  test.each<[string, Parameters<typeof restrictedBy>[0], ReturnType<typeof restrictedBy>]>([
    ['of nobody restricts nothing', [], []],
    [
      'restricts its purposes, in order and once',
      [{ purposes: ['b', 'a'] }, { purposes: ['b'] }],
      ['a', 'b'],
    ],
    ['without purposes restricts all of them', [{ purposes: ['a'] }, {}], 'all'],
  ])('%s', (_, restrictions, restricted) => {
    expect(restrictedBy(restrictions)).toEqual(restricted);
  });

  test('is in force until it is lifted, also after that was announced', () => {
    expect(isInForce(undefined)).toBe(false);
    expect(isInForce({})).toBe(true);
    expect(isInForce({ liftsAt: '2026-12-01T12:00:00.000Z' })).toBe(true);
    expect(isInForce({ liftedAt: '2026-12-01T12:00:00.000Z' })).toBe(false);
  });

  test('is completed at once, and its row stays as long as it is in force', () => {
    const completed = completedAtOnce(row, policy, now);

    expect(completed).toMatchObject({ status: 'completed', version: 2 });
    expect(completed.timeline.at(-1)).toEqual({ at: toRfc3339(now), event: 'completed' });
    expect(completed.expiresAt).toBeUndefined();
    expect(sweepActionsOf(completed)).toEqual([]);
    const lifted = applyChange(
      completed,
      { set: { restriction: { liftedAt: toRfc3339(now) } }, events: ['restriction-lifted'] },
      policy,
      now,
    );
    expect(lifted).toMatchObject({ kind: 'applied', row: { expiresAt: expect.any(Number) } });
  });

  test('GDPR Art. 18(3): is lifted seven days after the person was informed', () => {
    const at = liftsAt(now);
    const announced = {
      ...completedAtOnce(row, policy, now),
      restriction: { liftsAt: toRfc3339(at) },
    };

    expect(toRfc3339(at)).toBe('2026-12-01T12:00:00.000Z');
    expect(sweepActionsOf(announced)).toEqual([{ action: 'lift-restriction', at }]);
    expect(
      sweepActionsOf({
        ...announced,
        restriction: { ...announced.restriction, liftedAt: toRfc3339(now) },
      }),
    ).toEqual([]);
  });

  test('is distinguished from open requests in the table of both', () => {
    expect(isRestrictionLock(restrictionLock(row.requestId))).toBe(true);
    expect(isRestrictionLock('restriction')).toBe(false);
    expect(restrictionLock(row.requestId)).toContain(row.requestId);
  });
});

test('what passes a gate is not completed at once', () => {
  expect(() =>
    completedAtOnce({ ...exampleRow, status: 'approval-required' }, policy, now),
  ).toThrow(TypeError);
});
