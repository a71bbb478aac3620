import { describe, expect, test } from 'vitest';
import { milliseconds } from '../../lambda/value/time.ts';
import { sweepActionsOf, dueAction } from '../../lambda/request/sweep-actions.ts';
import { withAttention } from '../../lambda/request/change.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import { exampleRow } from './rows.ts';

const at = (time: string) => milliseconds(Date.parse(time));
const exported = {
  object: 'exports/7b0e2a5e-4d0c-4a4b-9d0a-3f8f6f1b2c3d',
  downloads: 0,
} as const;
const ofRequest = {
  ...{ category: 'request-evidence', count: 1, ground: 'legal-claims', reference: 'Art. 5(2)' },
  until: '2027-01-15T08:00:00.000Z',
};
const ofConsent = {
  ...ofRequest,
  ...{ category: 'consent-evidence', until: '2030-01-15T08:00:00.000Z' },
};

const closed = { kind: 'erasure', status: 'partially-completed', begun: 1 } as const;

describe('what a request needs next', () => {
  test.each<[string, Partial<RequestRow>, string, string | undefined]>([
    ['an attempt that never began', {}, '2026-11-24T10:02:00Z', 'start'],
    ['an attempt that just began', { begun: 1 }, '2026-11-24T10:02:00Z', undefined],
    ['an attempt without a sign of life', { begun: 1 }, '2026-11-24T13:00:00Z', 'restart'],
    ['a new attempt after an old one', { begun: 1, attempt: 2 }, '2026-11-24T10:02:00Z', 'start'],
    [
      'an erasure that waits for staff to resume',
      { kind: 'erasure', begun: 1, erasure: { pauseSeenAt: '2026-11-24T10:00:00.000Z' } },
      '2026-11-24T10:04:59Z',
      undefined,
    ],
    [
      'an erasure that waits, and when it is looked again',
      { kind: 'erasure', begun: 1, erasure: { pauseSeenAt: '2026-11-24T10:00:00.000Z' } },
      '2026-11-24T10:05:00Z',
      'check-pause',
    ],
    [
      'an erasure whose hold may have ended',
      { ...closed, erasure: { heldSince: '2026-11-24T10:00:00.000Z' } },
      '2026-11-24T10:05:00Z',
      'check-holds',
    ],
    [
      'the same while it is carried out again for what was found',
      {
        ...{ ...closed, begun: 2, attempt: 2 },
        erasure: {
          heldSince: '2026-11-24T10:00:00.000Z',
          residueFoundAt: '2026-11-24T10:01:00.000Z',
        },
      },
      '2026-11-24T10:05:00Z',
      undefined,
    ],
    [
      'a request with more than a fifth of its time left',
      { status: 'approval-required' },
      '2026-12-18T00:00:00Z',
      undefined,
    ],
    [
      'a request with a fifth of its time left',
      { status: 'approval-required' },
      '2026-12-19T00:00:00Z',
      'report-due-soon',
    ],
    [
      'a request whose near date was told',
      { status: 'approval-required', dueSoonAt: '2026-12-19T00:00:00.000Z' },
      '2026-12-20T00:00:00Z',
      undefined,
    ],
    [
      'a request past its date',
      { status: 'approval-required', dueSoonAt: '2026-12-19T00:00:00.000Z' },
      '2026-12-25T00:00:00Z',
      'mark-overdue',
    ],
    [
      'a request that is known to be late',
      { status: 'failed', overdueAt: '2026-12-25T00:00:00.000Z' },
      '2027-01-01T00:00:00Z',
      undefined,
    ],
    ['a closed request', { status: 'denied' }, '2027-01-01T00:00:00Z', undefined],
    [
      'an export past its time',
      { kind: 'access', status: 'completed', export: { ...exported, expiresAt: 1_800_000_000 } },
      '2027-01-15T08:00:00Z',
      'delete-export',
    ],
    [
      'an export whose writing was called off',
      { kind: 'access', status: 'cancelled', export: exported },
      '2026-11-24T13:00:00Z',
      'delete-export',
    ],
    [
      'an export that is gone',
      {
        kind: 'access',
        status: 'completed',
        export: { ...exported, expiresAt: 1, deletedAt: '2026-11-24T12:00:00.000Z' },
      },
      '2027-01-15T08:00:00Z',
      undefined,
    ],
    [
      'evidence past its time',
      { status: 'completed', erasure: { withheld: [ofRequest, ofConsent] } },
      '2027-01-15T08:00:00Z',
      'end-exemption',
    ],
    [
      'evidence that has ended, beside a longer one',
      {
        status: 'completed',
        erasure: { withheld: [ofRequest, ofConsent], endedAt: '2027-01-15T08:00:00.000Z' },
      },
      '2030-01-15T07:59:59Z',
      undefined,
    ],
    [
      'the longer one past its time',
      {
        status: 'completed',
        erasure: { withheld: [ofRequest, ofConsent], endedAt: '2027-01-15T08:00:00.000Z' },
      },
      '2030-01-15T08:00:00Z',
      'end-exemption',
    ],
    [
      'evidence past its time while a hold keeps something',
      {
        status: 'partially-completed',
        erasure: {
          withheld: [ofConsent, { ...ofRequest, category: 'feedback', until: undefined }],
          ...{ heldSince: '2026-11-24T10:00:00.000Z', holdsSeenAt: '2030-01-15T08:00:00.000Z' },
        },
      },
      '2030-01-15T08:30:00Z',
      undefined,
    ],
  ])('%s', (_, changes, now, action) => {
    expect(dueAction({ ...exampleRow, ...changes }, at(now))).toBe(action);
  });

  test('the row is found at the earliest of its times, and no more when there is none', () => {
    const open = withAttention(exampleRow);
    const closed = withAttention({ ...open, status: 'denied' });

    expect(open).toMatchObject({ attention: 'sweep', attentionAt: '2026-11-24T10:02:00.000Z' });
    expect(sweepActionsOf(closed)).toEqual([]);
    expect(closed.attention).toBeUndefined();
  });
});
