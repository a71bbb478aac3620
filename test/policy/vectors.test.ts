import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { clockFor } from '../../lambda/policy/jurisdictions.ts';
import type { ClockOptions, ClockReading } from '../../lambda/policy/jurisdictions.ts';
import type { Right } from '../../lambda/policy/law.ts';
import type { LegalSpan } from '../../lambda/policy/spans.ts';
import { addHours, civilDate, lastDay, pausedDays } from '../../lambda/policy/periods.ts';
import { milliseconds, parseRfc3339 } from '../../lambda/value/time.ts';
import type { JurisdictionId } from '../../lambda/policy/schema.ts';
import { laws, worldwide, jurisdictionIds } from './laws.ts';

const vector = z.strictObject({
  id: z.string(),
  jurisdiction: z.enum(jurisdictionIds),
  received: z.string().optional(),
  identity_received: z.string().optional(),
  aware: z.string().optional(),
  assessed: z.string().optional(),
  received_at: z.string().optional(),
  aware_at: z.string().optional(),
  zone: z.string().optional(),
  local_day0: z.string().optional(),
  paused: z
    .array(z.strictObject({ asked: z.string(), answered: z.string(), days: z.int() }))
    .default([]),
  add: z.record(z.string(), z.int()),
  holidays: z.array(z.string()).default([]),
  nominal: z.string().optional(),
  due: z.string().optional(),
  due_at: z.string().optional(),
  not: z.string().optional(),
});
type Vector = z.output<typeof vector>;

const { test_vectors: vectors } = z
  .object({ period_arithmetic: z.object({ test_vectors: z.array(vector) }) })
  .parse(parse(readFileSync('policy/jurisdictions.yaml', 'utf8'))).period_arithmetic;
const civil = vectors.filter(({ due }) => due !== undefined);

describe('the test vectors of jurisdictions.yaml, by the arithmetic alone', () => {
  test('are 21, and each is tested', () => {
    const tested = [...civil, ...vectors.filter(({ due_at: dueAt }) => dueAt !== undefined)];

    expect(vectors).toHaveLength(21);
    expect(tested).toHaveLength(21);
  });

  test.each(civil)('$id', (each) => {
    const { lastDayRoll } = laws[each.jurisdiction];
    const counting = { holidays: new Set(each.holidays), lastDayRoll };
    const paused = each.paused.map(({ asked, answered }) => pausedDays(asked, answered));

    const dayZero = dayZeroOf(each);
    const due = lastDay(dayZero, spanOf(each.add), counting, sum(paused));
    const nominal = lastDay(dayZero, spanOf(each.add), { ...counting, lastDayRoll: 'none' });

    expect(due).toBe(each.due);
    expect(due).not.toBe(each.not);
    expect(paused).toEqual(each.paused.map(({ days }) => days));
    if (each.local_day0) expect(dayZero).toBe(each.local_day0);
    if (each.nominal) expect(nominal).toBe(each.nominal);
  });

  test.each(vectors.filter(({ due_at: dueAt }) => dueAt !== undefined))('$id', (each) => {
    const aware = parseRfc3339(each.aware_at ?? '');

    expect(addHours(aware!, each.add['hours']!)).toBe(parseRfc3339(each.due_at!));
  });
});

interface Asked {
  readonly kind: Right;
  readonly options?: ClockOptions;
  readonly reads?: 'acknowledgeBy' | 'dueAt';
}

/** Which request has the period of a vector: the others are about breaches or no law's own. */
function askedIn({ jurisdiction, add, paused }: Vector): Asked | undefined {
  const pauses = paused.map(({ asked, answered }) => ({
    code: 'clarification-needed' as const,
    asked,
    answered,
  }));
  switch (`${jurisdiction} ${JSON.stringify(add)}`) {
    case 'gdpr {"calendar-months":1}':
    case 'uk-gdpr {"calendar-months":1}':
    case 'ch-fadp {"calendar-days":30}':
    case 'ca-pipeda {"calendar-days":30}':
    case 'ccpa {"calendar-days":45}':
      return { kind: 'access', options: { pauses } };
    case 'gdpr {"calendar-months":3}':
    case 'ccpa {"calendar-days":90}':
      return { kind: 'access', options: { extended: true } };
    case 'ccpa {"business-days":10}':
      return { kind: 'access', reads: 'acknowledgeBy' };
    case 'ccpa {"business-days":15}':
      return { kind: 'opt-out-sale-share' };
    default:
      return undefined;
  }
}

describe('the test vectors of jurisdictions.yaml, by the clock of a request', () => {
  const requests = vectors.flatMap((each) => {
    const asked = askedIn(each);
    return asked === undefined ? [] : [{ ...each, asked }];
  });

  test('are those that are about requests', () => {
    expect(requests.map(({ id }) => id.split('-')[0])).toEqual([
      ...['v01', 'v02', 'v03', 'v04', 'v05', 'v06', 'v07', 'v08', 'v10', 'v11'],
      ...['v12a', 'v12b', 'v12c', 'v13', 'v14', 'v16', 'v19'],
    ]);
  });

  test.each(requests)('$id', ({ asked, ...each }) => {
    const timeZone = each.zone ?? 'Europe/Berlin';
    const policy = worldwide({ controller: { timeZone, holidays: each.holidays } });
    const noon = (day: string) => parseRfc3339(`${day}T12:00:00Z`)!;
    const receivedAt = each.received_at ? parseRfc3339(each.received_at)! : noon(each.received!);
    const { kind, options, reads = 'dueAt' } = asked;

    const reading: ClockReading = clockFor(each.jurisdiction, kind, receivedAt, policy, {
      ...options,
      ...(each.identity_received !== undefined && { identityAt: noon(each.identity_received) }),
    });

    expect(dayOf(reading[reads]!, timeZone)).toBe(each.due);
  });
});

const dayOf = (end: number, timeZone: string) => civilDate(milliseconds(end), timeZone);

function dayZeroOf(each: Vector): string {
  if (each.received_at !== undefined) {
    return civilDate(parseRfc3339(each.received_at)!, each.zone!);
  }
  return each.identity_received ?? each.received ?? each.aware ?? each.assessed!;
}

function spanOf(add: Readonly<Record<string, number>>): LegalSpan {
  const [[unit, amount]] = Object.entries(add) as [[LegalSpan['unit'], number]];
  return { unit, amount };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

test('POPIA Regulations, "day": the last day moves past Sundays and holidays, not Saturdays', () => {
  const roll = (holidays: readonly string[], day: string) =>
    lastDay(
      day,
      { amount: 30, unit: 'calendar-days' },
      { holidays: new Set(holidays), lastDayRoll: laws['za-popia'].lastDayRoll },
    );

  // 30 days later are a Saturday, a Sunday, and a Friday that is a holiday before a weekend.
  expect(roll([], '2026-09-03')).toBe('2026-10-03');
  expect(roll([], '2026-09-04')).toBe('2026-10-05');
  expect(roll(['2026-10-02'], '2026-09-02')).toBe('2026-10-03');
  expect(roll(['2026-10-05'], '2026-09-04')).toBe('2026-10-06');
});

test('every jurisdiction has the id of the file, and none is left out', () => {
  const { jurisdictions } = parse(readFileSync('policy/jurisdictions.yaml', 'utf8')) as {
    jurisdictions: { id: JurisdictionId }[];
  };

  expect(jurisdictions.map(({ id }) => id)).toEqual([...jurisdictionIds]);
  expect(Object.keys(laws)).toEqual([...jurisdictionIds]);
});
