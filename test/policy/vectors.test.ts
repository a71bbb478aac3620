import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import type { LegalSpan } from '../../lambda/policy/law.ts';
import { addHours, civilDate, lastDay, pausedDays } from '../../lambda/policy/periods.ts';
import { parseRfc3339 } from '../../lambda/platform/time.ts';

const vector = z.strictObject({
  id: z.string(),
  jurisdiction: z.string(),
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
const facts = z
  .object({
    period_arithmetic: z.object({
      profiles: z.record(z.string(), z.object({ last_day_roll: z.string() })),
      test_vectors: z.array(vector),
    }),
    jurisdictions: z.array(z.object({ id: z.string(), arithmetic: z.string() })),
  })
  .parse(parse(readFileSync('policy/jurisdictions.yaml', 'utf8')));
const { profiles, test_vectors: vectors } = facts.period_arithmetic;
const civil = vectors.filter(({ due }) => due !== undefined);

describe('the test vectors of jurisdictions.yaml', () => {
  test('concern gdpr and ccpa among others', () => {
    const concerned = (id: string) => vectors.filter((each) => each.jurisdiction === id).length;

    expect(concerned('gdpr')).toBeGreaterThanOrEqual(10);
    expect(concerned('ccpa')).toBeGreaterThanOrEqual(5);
  });

  test.each(civil)('$id', (each) => {
    const counting = {
      holidays: new Set(each.holidays),
      lastDayRoll: rollOf(each.jurisdiction),
    };
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

  test('none is left out', () => {
    expect(vectors.every(({ due, due_at: dueAt }) => (due ?? dueAt) !== undefined)).toBe(true);
  });
});

function dayZeroOf(each: z.output<typeof vector>): string {
  if (each.received_at !== undefined) {
    return civilDate(parseRfc3339(each.received_at)!, each.zone!);
  }
  return each.identity_received ?? each.received ?? each.aware ?? each.assessed!;
}

function spanOf(add: Readonly<Record<string, number>>): LegalSpan {
  const [[unit, amount]] = Object.entries(add) as [[LegalSpan['unit'], number]];
  return { unit, amount };
}

function rollOf(jurisdiction: string): 'next-working-day' | 'none' {
  const { arithmetic } = facts.jurisdictions.find(({ id }) => id === jurisdiction)!;
  const roll = profiles[arithmetic]!.last_day_roll;
  if (roll !== 'next-working-day' && roll !== 'none') throw new Error(`no vector uses ${roll}`);
  return roll;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
