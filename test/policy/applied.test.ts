import { describe, expect, test } from 'vitest';
import { dutyOf } from '../../lambda/consent/model/signal.ts';
import { appliedAs, byDefault, remediesFor } from '../../lambda/policy/applied.ts';
import { isNamed, jurisdictionAt, lawElsewhere } from '../../lambda/policy/jurisdictions.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { jurisdictionsOf } from '../../lambda/subject/model/subject.ts';
import { now, person } from '../consent/policies.ts';

const policy = loadPolicyOrThrow('policy');
const { residences } = policy.jurisdictions;

describe('whose law is applied, and whether it is theirs', () => {
  test.each([
    ['a German', { residence: 'DE' }, ['gdpr'], []],
    ['a Californian', { declaredResidence: 'US-CA' }, ['ccpa'], []],
    ['nobody knows where they live', {}, ['gdpr'], []],
    ['a Brazilian: the law is known and not configured', { residence: 'BR' }, ['gdpr'], ['gdpr']],
    ['a New Zealander: the law is not known', { residence: 'NZ' }, ['gdpr'], ['gdpr']],
    ['Virginia', { declaredResidence: 'US-VA' }, ['gdpr'], ['gdpr']],
    ['Brazil and Germany', { declaredResidence: 'BR', residence: 'DE' }, ['gdpr'], []],
    [
      'Brazil and California',
      { declaredResidence: 'BR', residence: 'US-CA' },
      ['gdpr', 'ccpa'],
      ['gdpr'],
    ],
    ['a part of a country that is named', { residence: 'GB-SCT' }, ['uk-gdpr'], []],
  ] as const)('%s', (_title, who, laws, defaults) => {
    const applied = jurisdictionsOf(policy, who);

    expect(applied).toEqual(laws);
    expect(byDefault(policy, who, applied)).toEqual(defaults);
    expect(appliedAs(policy, who, applied)).toEqual(
      defaults.length === 0 ? {} : { appliedAs: 'default' },
    );
  });

  test('of places that the policy does not name the law is known all the same', () => {
    expect(lawElsewhere(policy, 'BR')?.jurisdiction).toBe('br-lgpd');
    expect(lawElsewhere(policy, 'US-CO')).toMatchObject({
      jurisdiction: 'us-co-cpa',
      signal: { duty: true },
    });
    expect(lawElsewhere(policy, 'CA-QC')?.jurisdiction).toBe('ca-qc-law25');
    expect(lawElsewhere(policy, 'CA-ON')?.jurisdiction).toBe('ca-pipeda');
    expect(lawElsewhere(policy, 'NZ')).toBeUndefined();
    expect(lawElsewhere(policy, 'DE')).toBeUndefined();
    expect(isNamed(residences, 'constructor')).toBe(false);
    expect(jurisdictionAt(policy, 'constructor')).toBe('gdpr');
  });
});

describe('where somebody is sent who is refused', () => {
  test('to the authority of their law', () => {
    expect(remediesFor(policy, 'gdpr', { locale: 'en' })).toMatchObject({
      lang: 'en',
      authority: expect.stringContaining('datenschutz-berlin') as string,
    });
    expect(remediesFor(policy, 'gdpr', { locale: 'de-AT' }).lang).toBe('de');
  });

  test.each([
    ['en', /country in which you live/],
    ['de-CH', /Landes .* in dem Sie leben/],
    ['fr', /country in which you live/],
    [undefined, /country in which you live/],
  ])('of a law that applies by default only, to their own: %s', (locale, words) => {
    const reported = remediesFor(policy, 'gdpr', { defaults: ['gdpr'], locale });

    expect(reported.authority).toMatch(words);
    expect(JSON.stringify(reported)).not.toMatch(/Berlin|GDPR|DSGVO/);
  });

  test('that they can ask us again holds everywhere', () => {
    const reported = remediesFor(policy, 'ccpa', { defaults: ['ccpa'], locale: 'en' });

    expect(reported.appeal).toBe(remediesFor(policy, 'ccpa', { locale: 'en' }).appeal);
    expect(reported.authority).not.toContain('California');
  });
});

describe('opt-out signals of people whose law the policy does not name', () => {
  const of = (place: string, under: Policy = policy, rest = {}) =>
    dutyOf(
      person({
        policy: under,
        jurisdictions: jurisdictionsOf(under, { residence: place }),
        residence: place,
        ...rest,
      }),
    );
  const withPurposes = (change: (id: string) => object): Policy => ({
    ...policy,
    purposes: Object.fromEntries(
      Object.entries(policy.purposes).map(([id, purpose]) => [id, { ...purpose, ...change(id) }]),
    ),
  });

  test.each([
    ['US-CO', 'us-co-cpa'],
    ['US-CT', 'us-ct-ctdpa'],
    ['US-TX', 'us-tx-tdpsa'],
  ])('%s: obeyed under %s, for what is sold or shared anywhere', (place, jurisdiction) => {
    expect(of(place)).toEqual({ jurisdiction, purposes: ['improvement', 'training'] });
    expect(of('DE', policy, { declaredResidence: place })).toMatchObject({ jurisdiction });
  });

  test.each(['US-VA', 'US-NY', 'BR', 'DE', 'US'])('%s: no duty', (place) => {
    expect(of(place)).toBeUndefined();
  });

  test('not before the law has it', () => {
    const before = { now: now - 3 * 365 * 86_400_000 };

    expect(of('US-CO', policy, before)).toBeUndefined();
  });

  test('where the policy calls nothing a sale, what others than processors get', () => {
    const europe = withPurposes((id) => ({
      legalBasis: { gdpr: policy.purposes[id]!.legalBasis['gdpr'] },
    }));
    const { 'annotation-partner': partner } = policy.recipients;
    const sold: Policy = {
      ...europe,
      recipients: {
        ...policy.recipients,
        'annotation-partner': { ...partner!, role: 'controller' },
      },
    };
    const [given] = Object.keys(policy.purposes).filter((id) =>
      policy.purposes[id]!.recipients.includes('annotation-partner'),
    );

    expect(of('US-CO', europe)).toEqual({ jurisdiction: 'us-co-cpa', purposes: [] });
    expect(of('US-CO', sold)?.purposes).toContain(given);
  });
});
