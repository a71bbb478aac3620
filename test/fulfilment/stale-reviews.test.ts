import { describe, expect, test } from 'vitest';
import { openLog } from '../../lambda/platform/log/log.ts';
import { parseRfc3339 } from '../../lambda/value/time.ts';
import { newDay } from '../../lambda/fulfilment/new-day.ts';
import { reportStaleReviews } from '../../lambda/fulfilment/stale-reviews.ts';
import { worldwide } from '../policy/laws.ts';

const policy = worldwide({
  controller: { timeZone: 'Europe/Berlin' },
  jurisdictions: {
    reviewEvery: 'P1Y',
    reviews: {
      gdpr: { reviewedBy: 'Counsel', reviewedOn: '2026-03-01' },
      ccpa: { reviewedBy: 'Counsel', reviewedOn: '2027-02-01' },
    },
  },
});

function reportedAt(...times: readonly string[]): unknown[] {
  const lines: string[] = [];
  const log = openLog({ function: 'request-sweep', stage: 'test' }, (line) => {
    lines.push(line);
  });
  for (const time of times) {
    const now = parseRfc3339(time)!;
    const today = newDay({ policy, clock: () => now }, 5);
    if (today !== undefined) reportStaleReviews({ policy, log }, today);
  }
  return lines.map((line) => {
    const { code, jurisdiction } = JSON.parse(line) as Record<string, unknown>;
    return { code, jurisdiction };
  });
}

describe('a review of a law that is out of date', () => {
  test('is reported with its law, on the day after its time has passed', () => {
    // Midnight in Berlin, in winter.
    expect(reportedAt('2027-02-28T23:01:00Z')).toEqual([]);
    expect(reportedAt('2027-03-01T23:01:00Z')).toEqual([
      { code: 'REVIEW_STALE', jurisdiction: 'gdpr' },
    ]);
  });

  test('is reported once a day, though the sweep runs every five minutes', () => {
    const times = Array.from({ length: 2 * 288 }, (_, index) =>
      new Date(Date.parse('2027-03-10T00:02:00Z') + index * 300_000).toISOString(),
    );

    expect(reportedAt(...times)).toHaveLength(2);
  });
});
