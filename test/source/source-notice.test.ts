import { describe, expect, test } from 'vitest';
import { informByDate } from '../../lambda/policy/indirect-collection.ts';
import { afterObtaining, isWaiting } from '../../lambda/source/model/source-notice.ts';
import type { Obtained, SourceNotice } from '../../lambda/source/model/source-notice.ts';
import { milliseconds, toRfc3339 } from '../../lambda/value/time.ts';
import { examplePolicy } from '../support/example-policy.ts';

const at = (text: string) => toRfc3339(milliseconds(Date.parse(text)));
const obtained = (rest: Partial<Obtained> = {}): Obtained => ({
  recipient: 'support-desk',
  category: 'feedback',
  at: at('2026-11-24T10:00:00Z'),
  informBy: '2026-12-24',
  ...rest,
});
const fresh = afterObtaining(undefined, obtained());
const informed: SourceNotice = { ...fresh, informedAt: at('2026-11-30T10:00:00Z') };

describe('what a person has to be informed of', () => {
  test('begins with the first data', () => {
    expect(fresh).toEqual({
      recipient: 'support-desk',
      categories: ['feedback'],
      since: at('2026-11-24T10:00:00Z'),
      informBy: '2026-12-24',
    });
    expect(isWaiting(fresh)).toBe(true);
  });

  test('stays as it is with more of the same category', () => {
    const later = obtained({ at: at('2026-12-01T10:00:00Z'), informBy: '2027-01-04' });

    expect(afterObtaining(fresh, later)).toBe(fresh);
    expect(afterObtaining(informed, later)).toBe(informed);
  });

  test('is due earlier when data turns out to be older', () => {
    const older = obtained({ at: at('2026-11-20T10:00:00Z'), informBy: '2026-12-21' });

    expect(afterObtaining(fresh, older)).toMatchObject({ since: older.at, informBy: '2026-12-21' });
  });

  test('has another category, and is due when the first was', () => {
    const other = obtained({
      category: 'account-profile',
      at: at('2026-12-01T10:00:00Z'),
      informBy: '2027-01-04',
    });

    expect(afterObtaining(fresh, other)).toEqual({
      ...fresh,
      categories: ['account-profile', 'feedback'],
    });
  });

  test('GDPR Art. 14(1)(d): a person who was informed is informed of another category again', () => {
    const other = obtained({
      category: 'account-profile',
      at: at('2026-12-01T10:00:00Z'),
      informBy: '2027-01-04',
    });

    const again = afterObtaining(informed, other);

    expect(again).toMatchObject({ since: fresh.since, informBy: '2027-01-04' });
    expect(again.informedAt).toBeUndefined();
    expect(isWaiting(again)).toBe(true);
  });

  test('is due once a law names a period that named none for the first data', () => {
    const free = afterObtaining(undefined, obtained({ informBy: undefined }));
    const later = obtained({ at: at('2026-12-01T10:00:00Z'), informBy: '2027-01-04' });

    const due = afterObtaining(free, later);

    expect(due).toEqual({ ...free, informBy: '2027-01-04' });
    expect(isWaiting(due)).toBe(true);
    expect(afterObtaining(due, later)).toBe(due);
  });

  test('waits for nothing where no law names a period', () => {
    const free = afterObtaining(undefined, obtained({ informBy: undefined }));

    expect(isWaiting(free)).toBe(false);
    expect(
      isWaiting(
        afterObtaining(informed, obtained({ category: 'account-profile', informBy: undefined })),
      ),
    ).toBe(false);
  });
});

describe('the last day on which a person is informed', () => {
  const dayOf = (obtainedAt: string, ...laws: readonly string[]) =>
    informByDate(examplePolicy, laws, milliseconds(Date.parse(obtainedAt)));

  test.each([
    // A month from a Tuesday ends on Thursday, Christmas Eve.
    ['2026-11-24T10:00:00Z', '2026-12-24'],
    // 25 December is a holiday, 26 a Saturday, 27 a Sunday (Reg. 1182/71 Art. 3(4)).
    ['2026-11-25T10:00:00Z', '2026-12-28'],
    // The day of Berlin counts; February has 28 days (Reg. 1182/71 Art. 3(2)(c)).
    ['2027-01-30T23:30:00Z', '2027-03-01'],
  ])('GDPR Art. 14(3)(a): of data of %s it is %s, a month later', (obtainedAt, day) => {
    expect(dayOf(obtainedAt, 'gdpr')).toBe(day);
  });

  test('FADP Art. 19(5): a month, whichever day it ends on', () => {
    expect(dayOf('2026-11-25T10:00:00Z', 'ch-fadp')).toBe('2026-12-25');
  });

  test('is the earliest of the laws that apply; a law without a period names none', () => {
    expect(dayOf('2026-11-25T10:00:00Z', 'gdpr', 'ch-fadp', 'ccpa')).toBe('2026-12-25');
    expect(dayOf('2026-11-25T10:00:00Z', 'ccpa')).toBeUndefined();
  });
});
