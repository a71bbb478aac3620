import { describe, expect, test } from 'vitest';
import { milliseconds } from '../../lambda/value/time.ts';
import type { JurisdictionId } from '../../lambda/policy/schema.ts';
import { sweepActionsOf, dueAction } from '../../lambda/request/sweep-actions.ts';
import { applyChange } from '../../lambda/request/change.ts';
import {
  datesOf,
  dueOf,
  isPaused,
  pauseGrounds,
  possibleExtension,
} from '../../lambda/request/clock.ts';
import { extend, pause, resume } from '../../lambda/staff/delays.ts';
import type { Delay } from '../../lambda/staff/delays.ts';
import type { RequestKind } from '../../lambda/request/model/kinds.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import { worldwide } from '../policy/laws.ts';
import { exampleRow } from '../request/rows.ts';

const policy = worldwide({ jurisdictions: { targets: { 'ch-fadp': { none: 'P20D' } } } });
const at = (time: string) => milliseconds(Date.parse(time));
const day = (time: number) => new Date(time - 12 * 3_600_000).toISOString().slice(0, 10);

type Applying = readonly [JurisdictionId, ...JurisdictionId[]];
/** Received at noon of 1 June 2026, waiting for approval. */
function request(applying: Applying, kind: RequestKind = 'access'): RequestRow {
  const receivedAt = '2026-06-01T10:00:00.000Z';
  const { dueAt } = datesOf(policy, applying, kind, at(receivedAt));
  return {
    ...exampleRow,
    kind,
    status: 'approval-required',
    attempt: 0,
    jurisdiction: applying[0],
    jurisdictions: [...applying],
    receivedAt,
    dueAt: new Date(dueAt).toISOString(),
    timeline: [],
  };
}
function after(row: RequestRow, delay: Delay): RequestRow {
  if (delay.kind !== 'delayed') throw new Error(delay.kind);
  const applied = applyChange(row, { set: delay.set }, policy, at('2026-06-10T10:00:00Z'));
  if (applied.kind !== 'applied') throw new Error(applied.kind);
  return applied.row;
}
const dueDay = (row: RequestRow) => day(Date.parse(row.dueAt));
const pointersOf = (delay: Delay) =>
  delay.kind === 'not-lawful' ? delay.errors.map(({ pointer }) => pointer) : [delay.kind];

describe('when a request is due', () => {
  test('by a law that gives no such right, as if it were access; at once where nothing waits', () => {
    const received = at('2026-06-01T10:00:00Z');

    expect(datesOf(policy, ['gdpr'], 'limit-sensitive', received)).toEqual({ dueAt: received });
    expect(datesOf(policy, ['au-privacy-act'], 'portability', received).dueAt).toBe(
      datesOf(policy, ['au-privacy-act'], 'access', received).dueAt,
    );
    expect(datesOf(policy, ['gdpr', 'ccpa'], 'access', received).dueAt).toBe(
      datesOf(policy, ['gdpr'], 'access', received).dueAt,
    );
  });

  test('is decided by the row itself', () => {
    const row = request(['gdpr']);

    expect(new Date(dueOf(policy, row)).toISOString()).toBe(row.dueAt);
  });
});

describe('an extension', () => {
  test('GDPR Art. 12(3): gives two months more, once, for complexity or number', () => {
    const row = request(['gdpr']);
    const now = at('2026-06-20T10:00:00Z');

    const extended = after(row, extend(policy, row, { ground: 'complexity' }, now));

    expect([dueDay(row), dueDay(extended)]).toEqual(['2026-07-01', '2026-09-01']);
    expect(extended.extension).toEqual({ ground: 'complexity', times: 1 });
    expect(extend(policy, extended, { ground: 'complexity' }, now).kind).toBe('not-now');
    const other = extend(policy, row, { ground: 'fee-paid' }, now);
    expect(pointersOf(other)).toEqual(['/ground']);
    expect(JSON.stringify(other)).toContain('complexity, high-volume');
  });

  test('GDPR Art. 12(3): comes before the first month is over, and not once the request is closed', () => {
    const row = request(['gdpr']);
    const complex = { ground: 'complexity' } as const;

    expect(extend(policy, row, complex, at('2026-07-01T21:00:00Z')).kind).toBe('delayed');
    expect(extend(policy, row, complex, at('2026-07-01T22:00:00Z')).kind).toBe('not-now');
    const denied: RequestRow = { ...row, status: 'denied' };
    expect(extend(policy, denied, complex, at('2026-06-02T10:00:00Z')).kind).toBe('not-now');
  });

  test('11 CCR 7021: takes any stated reason, to 90 days in all', () => {
    const row = request(['ccpa'], 'erasure');

    const extended = after(
      row,
      extend(policy, row, { ground: 'consultation' }, at('2026-06-20T10:00:00Z')),
    );

    expect(dueDay(row)).toBe('2026-07-16');
    expect(dueDay(extended)).toBe('2026-08-30');
  });

  test('FADP Art. 25(7): is as long as the person was informed, by a day', () => {
    const row = request(['ch-fadp']);
    const now = at('2026-06-20T10:00:00Z');
    const announced = (until?: string) =>
      extend(policy, row, { ground: 'complexity', ...(until !== undefined && { until }) }, now);

    expect(pointersOf(announced())).toEqual(['/until']);
    expect(pointersOf(announced('2026-07-01'))).toEqual(['/until']);
    const extended = after(row, announced('2026-08-15'));
    expect(dueDay(extended)).toBe('2026-08-15');
    expect(extended.extension).toEqual({ ground: 'complexity', times: 1, until: '2026-08-15' });
    expect(
      pointersOf(
        extend(policy, request(['gdpr']), { ground: 'complexity', until: '2026-08-15' }, now),
      ),
    ).toEqual(['/until']);
  });

  test('FADP Art. 25(7) beside GDPR Art. 12(3): no later day is given than the other law allows', () => {
    const row = request(['gdpr', 'ch-fadp']);
    const now = at('2026-06-20T10:00:00Z');
    const announced = (until: string) => extend(policy, row, { ground: 'complexity', until }, now);

    const tooLate = announced('2026-12-31');

    expect(pointersOf(tooLate)).toEqual(['/until']);
    expect(JSON.stringify(tooLate)).toContain('no later than 2026-09-01');
    expect(dueDay(after(row, announced('2026-07-20')))).toBe('2026-07-20');
    expect(dueDay(after(row, announced('2026-09-01')))).toBe('2026-09-01');
  });

  test('of two laws, holds on the grounds of both and to the earlier date', () => {
    const row = request(['ccpa', 'gdpr']);

    expect(possibleExtension(policy, row)).toEqual({
      grounds: ['complexity', 'high-volume'],
      times: 1,
      asksForDay: false,
    });
    const extended = after(
      row,
      extend(policy, row, { ground: 'complexity' }, at('2026-06-20T10:00:00Z')),
    );
    expect(dueDay(extended)).toBe('2026-08-30');
  });

  test('is given by no law for what executes at once', () => {
    const row = request(['gdpr'], 'withdraw-consent');

    expect(possibleExtension(policy, row)).toBeUndefined();
    expect(
      pointersOf(extend(policy, row, { ground: 'complexity' }, at('2026-06-01T10:00:00Z'))),
    ).toEqual(['/ground']);
    expect(possibleExtension(policy, request(['gdpr'], 'limit-sensitive'))).toBeUndefined();
  });
});

describe('a pause', () => {
  test('UK GDPR Art. 12A(5): lets the days from question to answer not count, of access alone', () => {
    const row = request(['uk-gdpr']);

    const paused = after(
      row,
      pause(policy, row, 'clarification-needed', at('2026-06-10T10:00:00Z')),
    );
    const resumed = after(paused, resume(policy, paused, at('2026-06-17T10:00:00Z')));

    expect(isPaused(paused)).toBe(true);
    expect(isPaused(resumed)).toBe(false);
    expect([dueDay(row), dueDay(paused), dueDay(resumed)]).toEqual([
      '2026-07-01',
      '2026-07-01',
      '2026-07-09',
    ]);
    expect(resumed.pauses).toEqual([
      {
        ground: 'clarification-needed',
        from: '2026-06-10T10:00:00.000Z',
        to: '2026-06-17T10:00:00.000Z',
      },
    ]);
    expect(pauseGrounds(policy, request(['uk-gdpr'], 'erasure'))).toEqual([]);
    expect(pauseGrounds(policy, request(['uk-gdpr', 'gdpr']))).toEqual([]);
  });

  test('UK GDPR Art. 12A(5): counts no day twice, however often the clock was stopped on it', () => {
    const ask = (row: RequestRow, from: string, to: string) => {
      const paused = after(row, pause(policy, row, 'clarification-needed', at(from)));
      return after(paused, resume(policy, paused, at(to)));
    };
    const asked = ask(request(['uk-gdpr']), '2026-06-10T08:00:00Z', '2026-06-10T09:00:00Z');

    const again = ask(asked, '2026-06-10T10:00:00Z', '2026-06-10T11:00:00Z');
    const third = ask(again, '2026-06-10T12:00:00Z', '2026-06-11T12:00:00Z');

    expect([dueDay(asked), dueDay(again), dueDay(third)]).toEqual([
      '2026-07-02',
      '2026-07-02',
      '2026-07-03',
    ]);
  });

  test.each<[Applying, RequestKind]>([
    [['gdpr'], 'access'],
    [['ccpa'], 'access'],
    [['gdpr'], 'limit-sensitive'],
  ])(
    'GDPR Art. 12(6), 11 CCR 7021(b): %j lets time run on while somebody is asked',
    (applying, kind) => {
      const row = request(applying, kind);
      const now = at('2026-06-01T10:00:00Z');

      const delay = pause(policy, row, 'identity-verification', now);

      expect(pointersOf(delay)).toEqual(['/ground']);
      expect(JSON.stringify(delay)).toContain('lets the time run on');
    },
  );

  test('is not begun twice, and ends only once', () => {
    const row = request(['uk-gdpr']);
    const now = at('2026-06-10T10:00:00Z');
    const paused = after(row, pause(policy, row, 'clarification-needed', now));

    expect(pause(policy, paused, 'clarification-needed', now).kind).toBe('not-now');
    expect(extend(policy, paused, { ground: 'complexity' }, now).kind).toBe('not-now');
    expect(resume(policy, row, now).kind).toBe('not-now');
    expect(isPaused({ ...paused, status: 'cancelled' })).toBe(false);
    for (const status of ['in-progress', 'failed'] as const) {
      expect(pause(policy, { ...row, status }, 'clarification-needed', now).kind).toBe('not-now');
    }
  });

  test('informs no one of a date that does not run', () => {
    const row = request(['uk-gdpr']);
    const paused = after(
      row,
      pause(policy, row, 'clarification-needed', at('2026-06-10T10:00:00Z')),
    );

    expect(sweepActionsOf(row).map(({ action }) => action)).toEqual([
      'report-due-soon',
      'mark-overdue',
    ]);
    expect(sweepActionsOf(paused)).toEqual([]);
  });
});

test('an approaching date is reported, and the later one as well', () => {
  const row = request(['gdpr']);
  const announced = { ...row, dueSoonAt: '2026-06-26T00:00:00.000Z', dueSoonFor: row.dueAt };

  const extended = after(
    announced,
    extend(policy, announced, { ground: 'complexity' }, at('2026-06-27T10:00:00Z')),
  );

  expect(dueAction(announced, at('2026-06-30T10:00:00Z'))).toBeUndefined();
  expect(dueAction(extended, at('2026-08-10T10:00:00Z'))).toBeUndefined();
  expect(dueAction(extended, at('2026-08-20T10:00:00Z'))).toBe('report-due-soon');
});
