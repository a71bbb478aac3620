import { describe, expect, test } from 'vitest';
import { loadedFrom } from './edited-policy.ts';

describe('the shipped policy', () => {
  const { policy, warnings } = loadedFrom('policy');

  test('warns of states whose people are heard by signal only, and of nothing else', () => {
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/US-CO, US-CT, US-TX .* opt-out signals/),
    ]);
  });

  test('declares the categories, purposes and periods of the assistant', () => {
    expect(Object.keys(policy.categories)).toEqual([
      'prompt-text',
      'output-text',
      'prompt-image',
      'prompt-video',
      'usage-log',
      'feedback',
      'account-profile',
      'safety-score',
      'automated-decisions',
      'fairness-attributes',
      'text-pseudonyms',
    ]);
    expect(
      Object.entries(policy.purposes).map(([id, { retention, legalBasis }]) => [
        id,
        ...Object.keys(policy.law).map((law) => legalBasis[law]?.basis),
        retention,
      ]),
    ).toEqual([
      ['service-provision', 'contract', 'contract', 'contract', 'notice', 'P30D'],
      ['inference', 'contract', 'contract', 'contract', 'notice', 'P30D'],
      ['improvement', 'consent', 'consent', 'consent', 'opt-out', 'P2Y'],
      ['training', 'consent', 'consent', 'consent', 'opt-out', 'P2Y'],
      ['profiling', 'consent', 'consent', 'consent', 'opt-out', 'P2Y'],
      ['aggregates', 'legitimate-interests', 'legitimate-interests', 'notice', 'notice', 'P30D'],
      ['safety', 'legal-obligation', 'legal-obligation', 'notice', 'notice', 'P5Y'],
      ['support', 'legitimate-interests', 'legitimate-interests', 'notice', 'notice', 'P2Y'],
      [
        'decision-review',
        'legal-obligation',
        'legal-obligation',
        'legal-obligation',
        'notice',
        'P2Y',
      ],
      [
        'fairness-monitoring',
        'legitimate-interests',
        'legitimate-interests',
        'notice',
        'notice',
        'P90D',
      ],
      ['fairness-attributes', 'consent', 'consent', 'consent', 'consent', 'P2Y'],
    ]);
    expect(policy.evidence.consent.retention).toBe('P7Y');
  });

  test('keeps nothing of a conversation through an erasure', () => {
    const withheld = Object.values(policy.purposes)
      .filter(({ withhold }) => withhold !== undefined)
      .flatMap(({ categories }) => categories);

    expect(withheld).toEqual(['usage-log', 'safety-score']);
  });

  test('publishes two notices in two languages, each with a summary', () => {
    expect(Object.keys(policy.published)).toEqual(['assistant', 'improvement']);
    for (const { texts } of Object.values(policy.published)) {
      expect(Object.keys(texts)).toEqual(['en', 'de']);
      expect(texts['en']).toContain('## In short');
      expect(texts['de']).toContain('## Kurz gesagt');
    }
  });

  test('tells in the primary notice, in every language, who gets data and who answers for it', () => {
    const texts = Object.values(policy.published[policy.primaryNotice]!.texts);
    const named = [policy.controller, ...Object.values(policy.recipients)].map(({ name }) => name);

    expect(named.length).toBeGreaterThan(4);
    for (const text of texts) for (const name of named) expect(text).toContain(name);
  });

  test('names in the primary notice, in every language, the authority of each law', () => {
    const { texts } = policy.published[policy.primaryNotice]!;

    expect(texts['en']).toMatch(/Berlin Commissioner[^]*ICO[^]*FDPIC[^]*California Privacy/);
    expect(texts['de']).toMatch(/Berliner Beauftragten[^]*ICO[^]*EDÖB[^]*California Privacy/);
  });

  test('UK GDPR Art. 27, FADP Art. 14: names its representatives', () => {
    for (const text of Object.values(policy.published[policy.primaryNotice]!.texts)) {
      expect(text).toContain('Example Representative Ltd');
      expect(text).toMatch(/Example\s+Vertretung AG/);
    }
  });

  test('carries the law of the jurisdictions in use and no other', () => {
    expect(Object.keys(policy.law)).toEqual(['gdpr', 'uk-gdpr', 'ch-fadp', 'ccpa']);
  });
});
