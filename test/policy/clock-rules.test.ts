import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockFor, stopsClock } from '../../lambda/policy/jurisdictions.ts';
import type { ClockOptions } from '../../lambda/policy/jurisdictions.ts';
import type { Right } from '../../lambda/policy/law.ts';
import { milliseconds, parseRfc3339 } from '../../lambda/value/time.ts';
import type { JurisdictionId } from '../../lambda/policy/schema.ts';
import { jurisdictionIds, laws, worldwide } from './laws.ts';

const noon = (day: string) => parseRfc3339(`${day}T12:00:00Z`)!;
// Where the clock is UTC, days can be read off; holidays are far away, so that their year is known.
const policy = worldwide({
  controller: { timeZone: 'UTC', holidays: ['2026-12-25', '2027-12-25'] },
  jurisdictions: {
    targets: { 'uk-gdpr': { complaint: 'P30D' }, 'ch-fadp': { none: 'P1M' }, 'cn-pipl': {} },
  },
});
const read = (
  jurisdiction: JurisdictionId,
  kind: Right,
  received: string,
  options: ClockOptions = {},
) => clockFor(jurisdiction, kind, noon(received), policy, options);
const day = (end: number | undefined) => end && new Date(end).toISOString();
const dueOn = (...of: Parameters<typeof read>) => new Date(read(...of).dueAt).toISOString();
const endOf = (date: string) => `${date}T23:59:59.999Z`;

describe('the start of a clock', () => {
  test('UK GDPR Art. 12A(2): the latest of request, proof of identity and fee', () => {
    const identityAt = noon('2026-06-10');
    const feePaidAt = noon('2026-06-08');

    expect(dueOn('uk-gdpr', 'access', '2026-06-01', { identityAt })).toBe(endOf('2026-07-10'));
    expect(dueOn('uk-gdpr', 'access', '2026-06-01', { feePaidAt })).toBe(endOf('2026-07-08'));
    expect(dueOn('uk-gdpr', 'access', '2026-06-01', { identityAt, feePaidAt })).toBe(
      endOf('2026-07-10'),
    );
    expect(dueOn('uk-gdpr', 'access', '2026-06-15', { identityAt })).toBe(endOf('2026-07-15'));
  });

  test('11 CCR 7021(b): the 45 days run however long identity takes to prove', () => {
    const options = { identityAt: noon('2026-06-10'), feePaidAt: noon('2026-06-10') };

    expect(dueOn('ccpa', 'access', '2026-06-01', options)).toBe(
      dueOn('ccpa', 'access', '2026-06-01'),
    );
  });

  test('POPIA s. 24: sources differ on receipt or outcome, so the earlier of the two counts', () => {
    expect(dueOn('za-popia', 'rectification', '2026-06-01')).toBe(endOf('2026-07-01'));
  });
});

describe('extensions', () => {
  test('GDPR Art. 12(3): two months more, once, however often it is asked for', () => {
    expect(dueOn('gdpr', 'access', '2026-01-31', { extended: 1 })).toBe(endOf('2026-04-30'));
    expect(dueOn('gdpr', 'access', '2026-01-31', { extended: 3 })).toBe(endOf('2026-04-30'));
  });

  test('PIPA Decree Art. 44-3(5): 30 days more, twice, to 90 in all', () => {
    const due = (extended: number) => dueOn('kr-pipa', 'human-review', '2026-06-01', { extended });

    expect([0, 1, 2, 3].map(due)).toEqual(
      ['2026-07-01', '2026-07-31', '2026-08-30', '2026-08-30'].map(endOf),
    );
  });

  test('a law that gives no extension keeps its day', () => {
    expect(dueOn('ca-qc-law25', 'access', '2026-06-01', { extended: true })).toBe(
      endOf('2026-07-01'),
    );
  });

  test('DPO Art. 18(2): as long as the person is told, and no shorter than the 30 days', () => {
    const due = (announcedUntil?: string) =>
      dueOn('ch-fadp', 'access', '2026-06-01', {
        extended: true,
        ...(announcedUntil && { announcedUntil }),
      });

    expect(due('2026-08-15')).toBe(endOf('2026-08-15'));
    expect(due('2026-06-10')).toBe(endOf('2026-07-01'));
    expect(due()).toBe(endOf('2026-07-01'));
  });

  test('a later day told without an extension changes nothing', () => {
    const options = { announcedUntil: '2026-08-15' };

    expect(dueOn('ch-fadp', 'access', '2026-06-01', options)).toBe(endOf('2026-07-01'));
    expect(dueOn('gdpr', 'access', '2026-06-01', { ...options, extended: true })).toBe(
      endOf('2026-09-01'),
    );
  });

  test('GDPR Art. 12(4): a refusal is told within the first month, though the answer be extended', () => {
    const { informOfRefusalBy } = read('gdpr', 'access', '2026-06-01', { extended: true });

    expect(day(informOfRefusalBy)).toBe(endOf('2026-07-01'));
    expect(read('ccpa', 'access', '2026-06-01')).not.toHaveProperty('tellRefusalBy');
  });
});

describe('pauses', () => {
  const asked = (code: 'clarification-needed' | 'fee-paid' | 'identity-verification') => ({
    pauses: [
      { code, asked: '2026-06-10', answered: '2026-06-12' },
      { code, asked: '2026-06-20', answered: '2026-06-20' },
    ],
  });

  test('UK GDPR Art. 12A(5): clarification of access requests, each day from asking to answer', () => {
    const options = asked('clarification-needed');

    // Four days after 1 July is Sunday, 5 July.
    expect(dueOn('uk-gdpr', 'access', '2026-06-01', options)).toBe(endOf('2026-07-06'));
    expect(dueOn('uk-gdpr', 'erasure', '2026-06-01', options)).toBe(endOf('2026-07-01'));
  });

  test('UK GDPR Art. 12A(2): identity and fee move the start instead', () => {
    expect(stopsClock(policy, 'uk-gdpr', 'access', 'identity-verification')).toBe(false);
    expect(stopsClock(policy, 'uk-gdpr', 'access', 'fee-paid')).toBe(false);
  });

  test('PDP Regulations 2021 reg. 7(3): no access before the fee is agreed', () => {
    expect(stopsClock(policy, 'sg-pdpa', 'access', 'fee-paid')).toBe(true);
    expect(stopsClock(policy, 'sg-pdpa', 'rectification', 'fee-paid')).toBe(false);
    expect(stopsClock(policy, 'sg-pdpa', 'access', 'identity-verification')).toBe(false);
  });

  test('no other law lets the clock stand still', () => {
    const codes = ['clarification-needed', 'identity-verification', 'fee-paid'] as const;
    const stopping = jurisdictionIds.filter((id) =>
      codes.some((code) => stopsClock(policy, id, 'access', code)),
    );

    expect(stopping).toEqual(['uk-gdpr', 'sg-pdpa']);
  });

  test('a pause that the file does not know stops nothing', () => {
    const silent = worldwide({ law: { 'uk-gdpr': { ...laws['uk-gdpr'], pauses: [] } } });

    expect(stopsClock(silent, 'uk-gdpr', 'access', 'clarification-needed')).toBe(false);
  });
});

describe('a law without a last day', () => {
  test('is answered by the day that the policy sets, and says that it is the operator’s own', () => {
    expect(read('ch-fadp', 'erasure', '2026-06-01')).toMatchObject({ ownTarget: true });
    expect(dueOn('ch-fadp', 'erasure', '2026-06-01')).toBe(endOf('2026-07-01'));
    expect(read('ch-fadp', 'access', '2026-06-01')).not.toHaveProperty('ownTarget');
  });

  test('is answered by the usual day of the file where the policy sets none', () => {
    // 15 working days, with a Monday as day 0.
    expect(dueOn('cn-pipl', 'access', '2026-06-01')).toBe(endOf('2026-06-22'));
  });

  test('is due at once where nobody has set a day', () => {
    expect(read('jp-appi', 'access', '2026-06-01')).toMatchObject({
      dueAt: noon('2026-06-01'),
      ownTarget: true,
    });
  });

  test.each([
    ['P10D', '2026-06-11'],
    ['P2W', '2026-06-15'],
    ['P2M', '2026-08-01'],
  ])('counts %s to %s', (target, due) => {
    const own = worldwide({
      controller: policy.controller,
      jurisdictions: { targets: { 'jp-appi': { std: target } } },
    });

    const { dueAt } = clockFor('jp-appi', 'access', noon('2026-06-01'), own);

    expect(day(dueAt)).toBe(endOf(due));
  });

  test('DPA 2018 s. 164A(3): a complaint is acknowledged in 30 days, from the day it came in', () => {
    const reading = read('uk-gdpr', 'complaint', '2026-06-01', { identityAt: noon('2026-06-20') });

    expect(day(reading.acknowledgeBy)).toBe(endOf('2026-07-01'));
  });
});

describe('what a reading says of itself', () => {
  test('whose law it is, and that nobody read the right, its clock or its arithmetic', () => {
    expect(read('gdpr', 'access', '2026-06-01')).toMatchObject({ jurisdiction: 'gdpr' });
    expect(read('gdpr', 'access', '2026-06-01')).not.toHaveProperty('unverified');
    // A right, a clock and a profile that are drafts.
    expect(read('gdpr', 'human-review', '2026-06-01')).toMatchObject({ unverified: true });
    expect(read('ch-fadp', 'human-review', '2026-06-01')).toMatchObject({ unverified: true });
    expect(read('ccpa', 'access', '2026-06-01')).toMatchObject({ unverified: true });
  });

  test('that holidays of the year are not known, where the law or its unit asks for them', () => {
    const unknown = { holidaysUnknown: true };

    expect(read('gdpr', 'access', '2031-06-01')).toMatchObject(unknown);
    expect(read('za-popia', 'access', '2031-06-01')).toMatchObject(unknown);
    expect(read('ccpa', 'opt-out-sale-share', '2031-06-01')).toMatchObject(unknown);
    expect(read('cn-pipl', 'access', '2031-06-01')).toMatchObject(unknown);
    // Acknowledged in business days, answered in calendar days.
    expect(read('ccpa', 'access', '2031-06-01')).toMatchObject(unknown);
    expect(read('br-lgpd', 'access', '2031-06-01')).not.toHaveProperty('holidaysUnknown');
    expect(read('ccpa', 'opt-out-sale-share', '2026-06-01')).not.toHaveProperty('holidaysUnknown');
  });
});

test('a count of business days over New Year needs the holidays of both years', () => {
  const withHolidays = (holidays: string[]) =>
    clockFor(
      'ccpa',
      'opt-out-sale-share',
      noon('2026-12-20'),
      worldwide({ controller: { timeZone: 'UTC', holidays } }),
    );

  expect(withHolidays(['2026-12-25', '2027-01-01'])).not.toHaveProperty('holidaysUnknown');
  expect(withHolidays(['2026-12-25'])).toMatchObject({ holidaysUnknown: true });
  expect(withHolidays(['2027-01-01'])).toMatchObject({ holidaysUnknown: true });
});

describe('every clock of every law', () => {
  const rights = jurisdictionIds.flatMap((id) =>
    (Object.keys(laws[id].rights) as Right[]).map((kind) => [id, kind] as const),
  );
  const instants = fc
    .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) })
    .map(milliseconds);

  test('never ends before the request, and never earlier for a later one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rights), instants, instants, ([id, kind], one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)].map(milliseconds);

        const [first, second] = [earlier!, later!].map((at) => clockFor(id, kind, at, policy));

        expect(first!.dueAt).toBeGreaterThanOrEqual(earlier!);
        expect(first!.dueAt).toBeLessThanOrEqual(second!.dueAt);
      }),
    );
  });

  test('an extension or a pause never shortens it', () => {
    const pauses = [
      { code: 'clarification-needed', asked: '2026-06-01', answered: '2026-06-09' } as const,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...rights), instants, ([id, kind], at) => {
        const { dueAt } = clockFor(id, kind, at, policy);

        for (const options of [{ extended: true }, { extended: 2 }, { pauses }]) {
          expect(clockFor(id, kind, at, policy, options).dueAt).toBeGreaterThanOrEqual(dueAt);
        }
      }),
    );
  });
});
