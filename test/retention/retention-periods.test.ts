import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { milliseconds, seconds, toEpochMilliseconds } from '../../lambda/value/time.ts';
import { addPeriod } from '../../lambda/policy/periods.ts';
import {
  dataRetentionPeriod,
  evidenceRetentionPeriod,
  purposeRetentionPeriod,
} from '../../lambda/subject/model/retention-periods.ts';
import { openRetentionRules } from '../../lambda/retention/model/retention-end.ts';
import { dataOf } from '../../lambda/overview/data.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;
const now = milliseconds(Date.parse('2026-11-24T10:00:00Z'));
const person = {
  policy,
  now,
  jurisdictions: ['gdpr'] as const,
  settings: { ...untouched, retention: { 'prompt-text': 'P7D', 'usage-log': 'P7D' } },
};
const given = { state: 'given', version: 1, eventId: 'e', at: now, givenBy: 'subject' } as const;
const notice = { id: 'assistant', version: policy.published['assistant']!.version };

describe('until when data is retained', () => {
  test('is the shorter of what the policy says and what the person has set', () => {
    expect(dataRetentionPeriod(person, 'prompt-text', ['improvement'])).toEqual({
      ...{ period: 'P7D', from: 'collection', own: true },
    });
    expect(dataRetentionPeriod(person, 'output-text', ['improvement'])).toMatchObject({
      period: 'P2Y',
    });
  });

  test('is the longest of several purposes', () => {
    expect(dataRetentionPeriod(person, 'feedback', ['aggregates', 'improvement'])?.period).toBe(
      'P2Y',
    );
    expect(dataRetentionPeriod(person, 'feedback', ['gone', 'constructor'])).toBeUndefined();
  });

  test('GDPR Art. 6(1)(c): is what the policy says where a law orders it, whatever was set', () => {
    expect(dataRetentionPeriod(person, 'usage-log', ['safety'])?.period).toBe('P5Y');
    expect(
      dataRetentionPeriod({ ...person, jurisdictions: ['ccpa'] }, 'usage-log', ['safety'])?.period,
    ).toBe('P7D');
  });

  test('for a purpose is the longest of its categories', () => {
    const { categories } = policy.purposes['improvement']!;
    const retention = Object.fromEntries(categories.map((category) => [category, 'P7D']));
    const all = { ...person, settings: { ...untouched, retention } };

    expect(purposeRetentionPeriod(person, 'improvement')).toMatchObject({
      period: 'P2Y',
      own: false,
    });
    expect(purposeRetentionPeriod(all, 'improvement')).toMatchObject({ period: 'P7D', own: true });
    expect(purposeRetentionPeriod(person, 'constructor')).toBeUndefined();
  });

  test('is the date of the last where something is held', () => {
    const ends = [seconds(1_800_000_000), seconds(1_900_000_000), seconds(1_850_000_000)];

    expect(dataRetentionPeriod(person, 'prompt-text', ['improvement'], ends)?.until).toBe(
      toEpochMilliseconds(seconds(1_900_000_000)),
    );
    expect(evidenceRetentionPeriod(policy, 'consent', ends)).toEqual({
      ...{ period: policy.evidence.consent.retention, from: 'end-of-choice', own: false },
      until: toEpochMilliseconds(seconds(1_900_000_000)),
    });
    expect(evidenceRetentionPeriod(policy, 'request').until).toBeUndefined();
  });

  test('the period given, counted from collection, is the end that rows get, for everything', () => {
    const category = fc.constantFrom(...Object.keys(policy.categories));
    const purpose = fc.constantFrom(...Object.keys(policy.purposes));
    const own = fc.constantFrom(undefined, 'P1D', 'P7D', 'P40D', 'P1Y', 'P3Y', 'P9Y');
    fc.assert(
      fc.property(category, purpose, own, (of, serving, chosen) => {
        const { categories, consentValidity } = policy.purposes[serving]!;
        fc.pre(categories.includes(of));
        const settings = { ...untouched, retention: chosen === undefined ? {} : { [of]: chosen } };
        const asked = { policy, now, settings, jurisdictions: ['gdpr'] as const };
        const validUntil = addPeriod(now, consentValidity ?? 'P9Y', policy.controller.timeZone);
        const state = { ...given, eventId: 'e' as never, purpose: serving, notice, validUntil };
        const ending = openRetentionRules({
          ...asked,
          ...{ states: new Map([[serving, state]]), ageBand: 'adult' },
          ...{ restrictedPurposes: [], heldCategories: [] },
        }).endOf({ category: of, purposes: [serving], collectedAt: now });
        const reported = dataRetentionPeriod(asked, of, [serving])!;

        expect(ending).toEqual({
          kind: 'expires',
          at: Math.floor(addPeriod(now, reported.period, policy.controller.timeZone) / 1000),
        });
        const shown = dataOf(policy, { ...asked, stored: [] }, now).find(
          (one) => one.category === of,
        );
        expect(shown?.purposes.find((one) => one.purpose === serving)?.retention).toBe(
          reported.period,
        );
      }),
    );
  });
});
