import { describe, expect, test } from 'vitest';
import { byKind, byWeek, weeksUntil } from '../../web/console/workload/workload.ts';

const now = Date.parse('2026-12-02T10:00:00Z');

type Request = Parameters<typeof byKind>[0][number];
const request = (received: string, more: Partial<Request> = {}): Request => ({
  ...{ kind: 'access', status: 'in-progress', dueAt: '2027-01-01T00:00:00.000Z' },
  ...{ clock: { state: 'running', pauses: [] }, receivedAt: received },
  timeline: [{ at: received, event: 'received' }],
  ...more,
});
const closed = (received: string, at: string, more: Partial<Request> = {}): Request => {
  const timeline: Request['timeline'] = [
    { at: received, event: 'received' },
    { at, event: 'completed' },
  ];
  return request(received, { status: 'completed', timeline, ...more });
};

describe('weeks', () => {
  test.each([
    ['2026-11-30T00:00:00Z', '2026-11-30'],
    ['2026-12-06T23:59:59Z', '2026-11-30'],
    ['2026-12-07T00:00:00Z', '2026-12-07'],
  ])('the week of %s began on %s', (at, began) => {
    const weeks = weeksUntil(Date.parse(at), 3).map((from) => new Date(from).toISOString());

    expect(weeks[2]).toBe(`${began}T00:00:00.000Z`);
    expect(Date.parse(weeks[2] ?? '') - Date.parse(weeks[0] ?? '')).toBe(14 * 86_400_000);
  });
});

describe('the workload', () => {
  const requests = [
    request('2026-11-22T23:59:59.000Z'),
    closed('2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'),
    closed('2026-11-29T00:00:00.000Z', '2026-12-01T00:00:00.000Z'),
    request('2026-11-30T00:00:00.000Z', { kind: 'erasure', dueAt: '2026-12-01T00:00:00.000Z' }),
  ];

  test('counts a request in the week in which it was received', () => {
    expect(byWeek(requests, weeksUntil(now, 2), now).map(([, one]) => one)).toEqual([
      { received: 2, closed: 2, overdue: 0, medianDays: 1.5 },
      { received: 1, closed: 0, overdue: 1 },
    ]);
  });

  test('is by kind, the most frequent first', () => {
    expect(byKind(requests, now)).toEqual([
      ['access', { received: 3, closed: 2, overdue: 0, medianDays: 1.5 }],
      ['erasure', { received: 1, closed: 0, overdue: 1 }],
    ]);
  });

  test.each<[string, Request, number]>([
    [
      'was closed too late',
      closed('2026-11-30T00:00:00Z', '2026-12-01T00:00:00Z', {
        timeline: [
          { at: '2026-11-30T12:00:00Z', event: 'overdue' },
          { at: '2026-12-01T00:00:00Z', event: 'completed' },
        ],
      }),
      1,
    ],
    [
      'waits while its clock stands still',
      request('2026-11-30T00:00:00Z', {
        dueAt: '2026-12-01T00:00:00Z',
        clock: { state: 'paused', pauses: [] },
      }),
      0,
    ],
    [
      'was completed, and was due since',
      closed('2026-11-30T00:00:00Z', '2026-11-30T12:00:00Z', {
        dueAt: '2026-12-01T00:00:00Z',
      }),
      0,
    ],
  ])('a request that %s', (_, one, overdue) => {
    expect(byKind([one], now)[0]?.[1].overdue).toBe(overdue);
  });

  test('takes the last time at which one was closed, after an appeal', () => {
    const again = closed('2026-11-23T00:00:00Z', '2026-12-01T00:00:00Z', {
      timeline: [
        { at: '2026-11-24T00:00:00Z', event: 'denied' },
        { at: '2026-12-01T00:00:00Z', event: 'completed' },
      ],
    });

    expect(byKind([again], now)[0]?.[1].medianDays).toBe(8);
  });
});
