import { describe, expect, test } from 'vitest';
import { milliseconds, toEpochSeconds } from '../../lambda/value/time.ts';
import type { EpochSeconds } from '../../lambda/value/time.ts';
import { openRetentionRules } from '../../lambda/retention/model/retention-end.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { randomFrom } from '../decision/generated.ts';
import { person } from './retention-fixture.ts';
import type { Facts, Row } from './years.ts';
import {
  begin,
  day,
  days,
  happen,
  isKept,
  isSuspended,
  policy,
  statesOf,
  untouchedFacts,
} from './years.ts';

/** A row as the table holds it. */
interface Stored extends Row {
  readonly expiresAt: EpochSeconds;
  readonly suspended: boolean;
}

const hour = 3_600_000;
const keepingOf = (facts: Facts, now: number) =>
  openRetentionRules(
    person({
      policy,
      now: milliseconds(now),
      settings: { ...untouched, retention: facts.chosen },
      restrictedPurposes: facts.restricted,
      heldCategories: facts.stored,
      states: statesOf(facts),
    }),
  );

/** Lives five years; answers on how many days readers saw what, and what the rules say. */
function live(seed: number) {
  const random = randomFrom(seed);
  const facts = untouchedFacts();
  let table: Stored[] = [];
  /** With the facts at its last stamp: a longer end begins with the sweep that writes it. */
  let alive: { readonly row: Row; readonly stamped: Facts }[] = [];
  let names = 0;
  const differences: string[] = [];
  let seen = 0;

  const retained = (now: number) =>
    alive.filter(({ row, stamped }) => isKept(row, facts, now) && isKept(row, stamped, now));

  function look(now: number, when: string) {
    const retentionRules = keepingOf(facts, now);
    const readable = table.filter((row) => retentionRules.readableUntil(row) !== undefined);
    const expected = retained(now).map(({ row }) => row);
    seen += readable.length;
    const namesOf = (rows: readonly Row[]) => rows.map(({ name }) => name).join(' ');
    if (namesOf(readable) !== namesOf(expected)) differences.push(`${when} ${now}`);
  }

  for (let number = 0; number < days; number += 1) {
    const morning = begin + number * day;
    const changed = happen(random, facts, morning);
    if (random.chance(0.1)) {
      const purposes = random.some(['answering', 'helping', 'safety', 'improvement'], 0.4);
      const collectedAt = milliseconds(morning + random.below(3 * hour));
      const category = random.pick(['prompt-text', 'usage-log']);
      const row = { name: (names += 1), category, purposes, collectedAt };
      const ending = keepingOf(facts, collectedAt).endOf(row);
      if (ending.kind !== 'delete-now') {
        const suspended = ending.kind === 'suspended';
        table.push({ ...row, expiresAt: ending.at, suspended });
        if (isKept(row, facts, collectedAt)) alive.push({ row, stamped: structuredClone(facts) });
      }
    }
    look(morning + 4 * hour, 'before the sweep');

    const evening = morning + 10 * hour;
    alive = retained(evening);
    if (changed) {
      const stamped = structuredClone(facts);
      alive = alive.map(({ row }) => ({ row, stamped }));
      const retentionRules = keepingOf(facts, evening);
      table = table.flatMap((row) => {
        const ending = retentionRules.restamp(row);
        if (ending.kind === 'unchanged') return [row];
        if (ending.kind === 'delete-now') return [];
        return [{ ...row, expiresAt: ending.at, suspended: ending.kind === 'suspended' }];
      });
      for (const row of table) {
        if (row.suspended !== isSuspended(row, facts)) differences.push(`suspension ${evening}`);
      }
      look(evening, 'after the sweep');
    }
    // DynamoDB deletes by time alone, late, and not at all where the end stands aside.
    const gone = (row: Stored) =>
      !row.suspended && row.expiresAt <= toEpochSeconds(milliseconds(evening));
    table = table.filter((row) => !gone(row) || random.chance(0.3));
    // GDPR Art. 5(1)(e): what no one may read any more is on its way out, or kept for a reason.
    if (number % 10 > 0) continue;
    const { readableUntil } = keepingOf(facts, evening);
    for (const row of table) {
      if (readableUntil(row) !== undefined || row.suspended || gone(row)) continue;
      differences.push(`stays ${evening}`);
    }
  }
  return { differences, seen, names };
}

describe('over five simulated years readers see what the rules say, every day', () => {
  test.each([3, 4])('for person %i', (seed) => {
    const { differences, seen, names } = live(seed);

    expect(differences).toEqual([]);
    expect(names).toBeGreaterThan(100);
    expect(seen).toBeGreaterThan(5_000);
  });
});
