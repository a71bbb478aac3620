import { describe, expect, test } from 'vitest';
import { informByDate } from '../../lambda/policy/indirect-collection.ts';
import {
  afterInforming,
  afterObtaining,
  isInformed,
  nextInformBy,
  underLaw,
} from '../../lambda/source/model/source-notice.ts';
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
const informed = afterInforming(fresh, { at: at('2026-11-30T10:00:00Z') });
const profile = (rest: Partial<Obtained> = {}) =>
  obtained({
    category: 'account-profile',
    at: at('2026-12-01T10:00:00Z'),
    informBy: '2027-01-04',
    ...rest,
  });
/** When the person was informed of each category. */
const informedOf = ({ categories }: SourceNotice) =>
  Object.fromEntries(categories.map(({ category, informedAt }) => [category, informedAt]));

describe('what a person has to be informed of', () => {
  test('begins with the first data', () => {
    expect(fresh).toEqual({
      recipient: 'support-desk',
      categories: [
        { category: 'feedback', since: at('2026-11-24T10:00:00Z'), informBy: '2026-12-24' },
      ],
    });
    expect(nextInformBy(fresh)).toBe('2026-12-24');
  });

  test('stays as it is with more of the same category', () => {
    const later = obtained({ at: at('2026-12-01T10:00:00Z'), informBy: '2027-01-04' });

    expect(afterObtaining(fresh, later)).toBe(fresh);
    expect(afterObtaining(informed, later)).toBe(informed);
  });

  test('is due earlier when data turns out to be older', () => {
    const older = obtained({ at: at('2026-11-20T10:00:00Z'), informBy: '2026-12-21' });

    expect(afterObtaining(fresh, older).categories).toEqual([
      { category: 'feedback', since: older.at, informBy: '2026-12-21' },
    ]);
  });

  test('has another category, and is due when the first is', () => {
    const both = afterObtaining(fresh, profile());

    expect(both.categories).toEqual([
      { category: 'account-profile', since: at('2026-12-01T10:00:00Z'), informBy: '2027-01-04' },
      ...fresh.categories,
    ]);
    expect(nextInformBy(both)).toBe('2026-12-24');
  });

  test('GDPR Art. 14(1)(d): a person who was informed is informed of another category again', () => {
    const again = afterObtaining(informed, profile());

    expect(nextInformBy(again)).toBe('2027-01-04');
    expect(informedOf(again)).toEqual({ feedback: at('2026-11-30T10:00:00Z') });
    expect(nextInformBy(afterInforming(again, { at: at('2026-12-02T10:00:00Z') }))).toBeUndefined();
  });

  test('is due once a law names a period that named none for the first data', () => {
    const free = afterObtaining(undefined, obtained({ informBy: undefined }));
    const later = obtained({ at: at('2026-12-01T10:00:00Z'), informBy: '2027-01-04' });

    const due = afterObtaining(free, later);

    expect(nextInformBy(due)).toBe('2027-01-04');
    expect(afterObtaining(due, later)).toBe(due);
  });

  test('waits for nothing where no law names a period', () => {
    const free = afterObtaining(undefined, obtained({ informBy: undefined }));

    expect(nextInformBy(free)).toBeUndefined();
    expect(nextInformBy(afterObtaining(informed, profile({ informBy: undefined })))).toBe(
      undefined,
    );
  });
});

describe('an information', () => {
  const again = afterObtaining(informed, profile());

  test.each([
    ['the first, repeated', '2026-11-30T10:00:00Z'],
    ['an earlier one', '2026-11-25T10:00:00Z'],
    ['one before the data was obtained', '2026-12-01T09:59:59Z'],
  ])('that is recorded late does not cover what came after it: %s', (_, time) => {
    expect(afterInforming(again, { at: at(time) })).toBe(again);
    expect(isInformed(again)).toBe(false);
  });

  test('that is repeated does not cover what was noted after it, however old the data is', () => {
    const imported = afterObtaining(informed, profile({ at: at('2026-11-01T10:00:00Z') }));

    expect(afterInforming(imported, { at: at('2026-11-30T10:00:00Z') })).toBe(imported);
    expect(isInformed(afterInforming(imported, { at: at('2026-11-30T10:00:01Z') }))).toBe(true);
  });

  test('covers of what waits that which had been obtained by then', () => {
    const both = afterObtaining(fresh, profile());

    expect(informedOf(afterInforming(both, { at: at('2026-11-30T10:00:00Z') }))).toEqual({
      feedback: at('2026-11-30T10:00:00Z'),
      'account-profile': undefined,
    });
  });

  test('covers the categories that it names, in advance, too, and no others', () => {
    const early = { at: at('2026-11-01T10:00:00Z'), categories: ['account-profile'] };
    const both = afterInforming(afterObtaining(fresh, profile()), early);

    expect(informedOf(both)).toEqual({ 'account-profile': early.at, feedback: undefined });
    expect(isInformed(both, ['account-profile'])).toBe(true);
    expect(isInformed(both)).toBe(false);
  });
});

describe('under another law', () => {
  test('the days of what the person does not know yet are computed again, and no others', () => {
    const again = afterObtaining(informed, profile());
    const moved = underLaw(again, (since) => (since === profile().at ? '2027-01-01' : undefined));

    expect(moved.categories.map(({ informBy }) => informBy)).toEqual(['2027-01-01', '2026-12-24']);
    expect(underLaw(moved, () => '2027-01-01')).toBe(moved);
  });

  test('no one waits where it names no period', () => {
    expect(nextInformBy(underLaw(fresh, () => undefined))).toBeUndefined();
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
