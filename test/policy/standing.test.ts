import { describe, expect, test } from 'vitest';
import type { Policy } from '../../lambda/policy/schema.ts';
import {
  advisoryOf,
  staleReviews,
  standingOf,
  standingWords,
} from '../../lambda/policy/standing.ts';
import { worldwide, jurisdictionIds } from './laws.ts';

const reviewed = { reviewedBy: 'Counsel', reviewedOn: '2026-11-01' };
const withReviews = (reviews: Policy['jurisdictions']['reviews'], reviewEvery = 'P1Y') =>
  worldwide({ jurisdictions: { reviews, reviewEvery } });

describe('the standing of a law', () => {
  const all = withReviews(Object.fromEntries(jurisdictionIds.map((id) => [id, reviewed])));

  test('is active for four laws once somebody has reviewed them, and advisory for all others', () => {
    const active = jurisdictionIds.filter((id) => standingOf(all, id).kind === 'active');

    expect(active).toEqual(['gdpr', 'uk-gdpr', 'ch-fadp', 'ccpa']);
    expect(standingOf(all, 'gdpr')).toEqual({ kind: 'active', reviewedOn: '2026-11-01' });
    expect(standingOf(all, 'br-lgpd')).toEqual({ kind: 'advisory', why: 'orientation-only' });
  });

  test.each([
    ['without a review', {}],
    ['with a review of another law', { ccpa: reviewed }],
    ['without the day', { gdpr: { reviewedBy: 'Counsel' } }],
    ['without the name', { gdpr: { reviewedOn: '2026-11-01' } }],
    ['with accepted drafts only', { gdpr: { acceptUnverified: { reason: 'x' } } }],
  ])('is advisory %s', (_title, reviews) => {
    expect(standingOf(withReviews(reviews), 'gdpr')).toEqual({
      kind: 'advisory',
      why: 'not-reviewed',
    });
  });

  test('of one law makes everything advisory that rests on several', () => {
    const half = withReviews({ gdpr: reviewed });

    expect(advisoryOf(half, ['gdpr'])).toEqual({});
    expect(advisoryOf(half, ['ccpa'])).toEqual({ advisory: true });
    expect(advisoryOf(half, ['gdpr', 'ccpa'])).toEqual({ advisory: true });
  });

  test('is told in words', () => {
    expect(standingWords(standingOf(all, 'gdpr'))).toBe('reviewed on 2026-11-01');
    expect(standingWords(standingOf(withReviews({}), 'gdpr'))).toMatch(/^advisory: not reviewed/);
    expect(standingWords(standingOf(all, 'jp-appi'))).toMatch(/^advisory: .* orientation/);
  });
});

describe('a review', () => {
  const stale = (today: string, every?: string) =>
    staleReviews(
      withReviews({ gdpr: reviewed, ccpa: { acceptUnverified: { reason: 'x' } } }, every),
      today,
    );

  test('is out of date on the day after its time, and the law stays active', () => {
    expect(stale('2027-11-01')).toEqual([]);
    expect(stale('2027-11-02')).toEqual([{ jurisdiction: 'gdpr', reviewedOn: '2026-11-01' }]);
  });

  test('is out of date as often as the policy says', () => {
    expect(stale('2026-12-02', 'P1M')).toHaveLength(1);
    expect(stale('2028-10-31', 'P2Y')).toEqual([]);
  });
});
