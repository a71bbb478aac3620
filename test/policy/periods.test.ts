import fc from 'fast-check';
import { isMainThread } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LegalSpan } from '../../lambda/policy/spans.ts';
import {
  addPeriod,
  civilDate,
  endOfDay,
  lastDay,
  pausedDays,
} from '../../lambda/policy/periods.ts';
import { milliseconds, parseRfc3339 } from '../../lambda/value/time.ts';

const at = (text: string) => parseRfc3339(text)!;
const iso = (time: number) => new Date(time).toISOString();

const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2080-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instants = fc
  .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2080, 11, 31) })
  .map(milliseconds);
const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/Los_Angeles',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'UTC',
);
const spans = fc.record<LegalSpan>({
  amount: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom('calendar-days', 'calendar-months', 'business-days', 'working-days'),
});
const countings = fc.record({
  holidays: fc.array(days, { maxLength: 40 }).map((list) => new Set(list)),
  lastDayRoll: fc.constantFrom('next-working-day', 'none'),
});
const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());
const nextDay = (day: string, count = 1) =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

describe('legal periods', () => {
  test('a later event never ends earlier', () => {
    fc.assert(
      fc.property(days, days, spans, countings, (one, other, span, counting) => {
        const [earlier, later] = [one, other].toSorted() as [string, string];

        expect(lastDay(earlier, span, counting) <= lastDay(later, span, counting)).toBe(true);
      }),
    );
  });

  test('the day of the event does not count', () => {
    fc.assert(
      fc.property(days, spans, countings, (day, span, counting) => {
        expect(lastDay(day, span, counting) > day).toBe(true);
      }),
    );
  });

  test('an extension counts from the day of the event, not from a clamped or rolled date', () => {
    const months = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(days, months, months, (day, first, more) => {
        const counting = { holidays: new Set<string>(), lastDayRoll: 'none' } as const;
        const total = { amount: first + more, unit: 'calendar-months' } as const;

        const extended = lastDay(day, total, counting);

        const dayOfMonth = Number(day.slice(8));
        const last = Number(extended.slice(8));
        expect(last === dayOfMonth || nextDay(extended).endsWith('-01')).toBe(true);
      }),
    );
  });

  test('the last day rolls once, at the end, to the first working day there is', () => {
    fc.assert(
      fc.property(days, spans, countings, (day, span, { holidays }) => {
        const nominal = lastDay(day, span, { holidays, lastDayRoll: 'none' });

        const rolled = lastDay(day, span, { holidays, lastDayRoll: 'next-working-day' });

        const isOff = (each: string) => isWeekend(each) || holidays.has(each);
        expect(isOff(rolled)).toBe(false);
        for (let each = nominal; each < rolled; each = nextDay(each)) {
          expect(isOff(each)).toBe(true);
        }
      }),
    );
  });

  test('business days count neither weekends nor holidays', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), countings, (day, amount, counting) => {
        const last = lastDay(day, { amount, unit: 'business-days' }, counting);

        let counted = 0;
        for (let each = nextDay(day); each <= last; each = nextDay(each)) {
          if (!isWeekend(each) && !counting.holidays.has(each)) counted += 1;
        }
        expect(counted).toBe(amount);
      }),
    );
  });

  test('a pause moves the nominal end by its days, before it rolls', () => {
    const counting = { holidays: new Set<string>(), lastDayRoll: 'next-working-day' } as const;
    const month = { amount: 1, unit: 'calendar-months' } as const;

    const due = lastDay('2026-09-01', month, counting, pausedDays('2026-09-10', '2026-09-11'));

    expect(due).toBe('2026-10-05');
    expect(() => pausedDays('2026-09-11', '2026-09-10')).toThrow(RangeError);
  });
});

describe('days where the controller is', () => {
  test('end with their last millisecond, on days of 23 and 25 hours too', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const day = civilDate(instant, zone);

        const end = endOfDay(day, zone);

        expect(end).toBeGreaterThanOrEqual(instant);
        expect(civilDate(end, zone)).toBe(day);
        expect(civilDate(milliseconds(end + 1), zone) > day).toBe(true);
      }),
    );
    expect(iso(endOfDay('2026-03-29', 'Europe/Berlin'))).toBe('2026-03-29T21:59:59.999Z');
    expect(iso(endOfDay('2026-10-25', 'Europe/Berlin'))).toBe('2026-10-25T22:59:59.999Z');
  });

  // Only the main thread of a process can move its zone.
  test.runIf(isMainThread)('do not depend on the zone of the process', () => {
    const before = process.env['TZ'];
    onTestFinished(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    const read = () => {
      const instant = at('2026-03-28T23:30:00Z');
      const day = civilDate(instant, 'Europe/Berlin');
      return [
        new Date(instant).getDate(),
        day,
        endOfDay(day, 'Europe/Berlin'),
        addPeriod(instant, 'P1M', 'Europe/Berlin'),
      ];
    };

    const [west, east] = ['Pacific/Pago_Pago', 'Pacific/Kiritimati'].map((zone) => {
      process.env['TZ'] = zone;
      return read();
    });

    expect(west![0]).not.toBe(east![0]);
    expect(west!.slice(1)).toEqual(east!.slice(1));
  });
});

describe('periods of retention', () => {
  test.each([
    ['2026-11-24T10:00:00.000Z', 'P30D', '2026-12-24T10:00:00.000Z'],
    ['2026-01-31T10:00:00.000Z', 'P1M', '2026-02-28T10:00:00.000Z'],
    ['2028-02-29T10:00:00.000Z', 'P2Y', '2030-02-28T10:00:00.000Z'],
    ['2026-11-24T10:00:00.123Z', 'P7Y', '2033-11-24T10:00:00.123Z'],
    // Berlin goes from UTC+1 to UTC+2 in between: the wall clock stays.
    ['2026-03-28T10:00:00.000Z', 'P1W', '2026-04-04T09:00:00.000Z'],
    ['2026-03-28T22:30:00.000Z', 'PT15M', '2026-03-28T22:45:00.000Z'],
  ])('%s and %s end at %s', (from, period, end) => {
    expect(iso(addPeriod(at(from), period, 'Europe/Berlin'))).toBe(end);
  });

  test('a longer period never ends earlier', () => {
    const amounts = fc.integer({ min: 1, max: 4_000 });
    fc.assert(
      fc.property(instants, zones, amounts, amounts, (from, zone, one, more) => {
        const shorter = addPeriod(from, `P${one}D`, zone);

        expect(addPeriod(from, `P${one + more}D`, zone)).toBeGreaterThanOrEqual(shorter);
        expect(shorter).toBeGreaterThan(from);
      }),
    );
  });
});
