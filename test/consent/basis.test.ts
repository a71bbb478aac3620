import { describe, expect, test } from 'vitest';
import { basisOf, defaultFor } from '../../lambda/consent/model/basis.ts';
import { consentStatus } from '../../lambda/consent/model/status.ts';
import { explicitMethods, ruleOn } from '../../lambda/consent/model/ruling.ts';
import { ruleOnImported } from '../../lambda/consent/model/import.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { giving, now, person, policy, stored, withBasis, withRule } from './policies.ts';

describe('GDPR Art. 9(2)(a): special categories need explicit consent', () => {
  const special = withRule({ basis: 'consent', condition: 'explicit-consent' });
  const who = person({ policy: special });

  test.each(explicitMethods)('%s is an express statement', (method) => {
    expect(ruleOn(giving({ method }), who)).toMatchObject({ kind: 'accepted', explicit: true });
  });

  test.each([undefined, 'privacy-centre', 'toggle', 'constructor'])('%s is none', (method) => {
    expect(ruleOn(giving({ method }), who)).toEqual({ kind: 'explicit-consent-needed' });
  });

  test('refusing needs no form', () => {
    expect(ruleOn(giving({ state: 'refused', method: 'toggle' }), who)).not.toHaveProperty(
      'explicit',
    );
    expect(ruleOn(giving({ state: 'refused', method: 'signature' }), who)).not.toHaveProperty(
      'explicit',
    );
  });

  test('a consent that was not explicit has to be renewed once the law asks for it', () => {
    expect(consentStatus(stored(), who)).toEqual({
      state: 'needs-renewal',
      because: 'not-explicit',
    });
    expect(consentStatus(stored({ explicit: true }), who)).toEqual({ state: 'given' });
  });

  test('one of two laws, or the basis of earlier data, is enough to need it', () => {
    const explicit = { basis: 'consent', condition: 'explicit-consent' } as const;
    const ofOne = person({
      policy: withBasis({ gdpr: explicit, ccpa: { basis: 'opt-out' } }),
      jurisdictions: ['ccpa', 'gdpr'],
    });
    const ofEarlierData = person({
      policy: withRule({ basis: 'consent', effectiveFrom: '2026-11-20', previous: explicit }),
    });

    for (const someone of [ofOne, ofEarlierData]) {
      expect(ruleOn(giving({ method: 'toggle' }), someone)).toEqual({
        kind: 'explicit-consent-needed',
      });
    }
  });

  test('where the purpose has no such condition any act will do', () => {
    expect(ruleOn(giving({ method: 'toggle' }), person()).kind).toBe('accepted');
    expect(ruleOn(giving({ method: 'signature' }), person())).toMatchObject({ explicit: true });
  });
});

describe('another basis holds for data that is collected after it', () => {
  const under = withBasis({
    gdpr: { basis: 'contract', effectiveFrom: '2026-11-20', previous: { basis: 'consent' } },
  });
  const at = (time: string) => milliseconds(Date.parse(time));

  test.each([
    ['2026-11-19T22:59:59Z', 'consent'],
    // Midnight in Berlin.
    ['2026-11-19T23:00:00Z', 'contract'],
  ])('%s: %s', (time, basis) => {
    expect(basisOf(under, 'improvement', 'gdpr', at(time))).toBe(basis);
  });

  test('silence is judged by the basis of now', () => {
    const of = (time: string) =>
      defaultFor('improvement', person({ policy: under, now: at(time) }));

    expect([of('2026-11-19T00:00:00Z'), of('2026-11-24T00:00:00Z')]).toEqual(['deny', 'permit']);
  });

  test('a consent given before stays readable, and saying no stops the data from before', () => {
    const who = person({ policy: under });

    expect(consentStatus(stored(), who)).toEqual({ state: 'given' });
    expect(ruleOn(giving({ state: 'withdrawn' }), who)).toMatchObject({
      effect: 'earlier-data-stopped',
    });
    expect(ruleOn(giving(), who)).toMatchObject({ effect: 'earlier-data-permitted' });
  });

  test('a purpose that never rested on consent has no earlier data to permit', () => {
    const never = withBasis({
      gdpr: { basis: 'contract', effectiveFrom: '2026-11-20', previous: { basis: 'notice' } },
    });

    expect(ruleOn(giving(), person({ policy: never }))).toEqual({
      kind: 'not-consent-based',
      basis: 'contract',
    });
    expect(ruleOn(giving({ state: 'refused' }), person({ policy: never }))).toMatchObject({
      effect: 'recorded-without-effect',
    });
  });

  test('where no basis is declared nothing rests on consent', () => {
    expect(ruleOn(giving(), person({ policy: withBasis({}) }))).toEqual({
      kind: 'not-consent-based',
    });
  });
});

describe('two laws apply', () => {
  test('what a choice does is told by the first under which it does anything', () => {
    const both = person({ jurisdictions: ['gdpr', 'ccpa'] });
    const under = withBasis({ gdpr: { basis: 'contract' }, ccpa: { basis: 'opt-out' } });

    expect(ruleOn(giving(), both)).toMatchObject({ effect: 'processing-permitted' });
    expect(ruleOn(giving({ state: 'refused' }), { ...both, policy: under })).toMatchObject({
      effect: 'processing-stopped',
    });
  });
});

describe('the notice of which the receipt of a choice tells', () => {
  const unshown = (policy: Policy) =>
    ruleOn(giving({ state: 'refused', notice: undefined }), person({ policy }));
  const narrower = (...without: readonly string[]): Policy => ({
    ...policy,
    published: Object.fromEntries(
      Object.entries(policy.published).map(([id, notice]) => [
        id,
        without.includes(id) ? { ...notice, purposes: ['safety'] } : notice,
      ]),
    ),
  });

  test('is the one in force where none was shown', () => {
    expect(unshown(policy)).toMatchObject({ notice: { id: 'assistant' } });
    expect(unshown(narrower('assistant'))).toMatchObject({ notice: { id: 'improvement' } });
  });

  test('is none where none tells of the purpose', () => {
    expect(unshown(narrower('assistant', 'improvement'))).not.toHaveProperty('notice');
  });
});

describe('an imported choice', () => {
  test.each([
    ['no notice', undefined],
    ['a notice that is not in force', { id: 'assistant', version: '0'.repeat(16) }],
  ])('with %s proves nothing (Art. 7(1))', (_title, notice) => {
    const ruling = ruleOnImported(giving({ notice }), person({ ageBand: 'under-13' }), now);

    expect(ruling).toMatchObject({ kind: 'accepted', effect: 'processing-permitted' });
    expect(ruling).toMatchObject({ unproven: true });
    expect(ruling).not.toHaveProperty('shown');
  });

  test.each([
    // Midnight in Berlin.
    ['2026-10-31T22:59:59.999Z', true],
    ['2026-10-31T23:00:00.000Z', undefined],
  ])('on a notice that applies from 1 November, said at %s: unproven %s', (time, unproven) => {
    const at = milliseconds(Date.parse(time));
    const ruling = ruleOnImported(giving(), person(), at);

    expect(ruling).toMatchObject({ kind: 'accepted', shown: giving().notice });
    expect('unproven' in ruling ? ruling.unproven : undefined).toBe(unproven);
    expect(ruleOnImported(giving({ state: 'refused' }), person(), at)).not.toHaveProperty(
      'unproven',
    );
  });

  test('of an earlier version that is compatible nobody knows from when on it applied', () => {
    const { id, version } = giving().notice!;
    const notice = policy.published[id]!;
    const under: Policy = {
      ...policy,
      published: { [id]: { ...notice, version: 'b'.repeat(16), compatibleWith: [version] } },
    };
    const ruling = ruleOnImported(giving(), person({ policy: under }), milliseconds(0));

    expect(ruling).not.toHaveProperty('unproven');
  });

  test('on the notice in force rests on it', () => {
    expect(ruleOnImported(giving(), person(), now)).toMatchObject({ shown: giving().notice });
  });

  test('a consent to what does not rest on consent is not taken over; a refusal is', () => {
    const purpose = 'service-provision';

    expect(ruleOnImported(giving({ purpose }), person(), now)).toEqual({
      kind: 'not-consent-based',
      basis: 'contract',
    });
    expect(ruleOnImported(giving({ purpose, state: 'refused' }), person(), now).kind).toBe(
      'accepted',
    );
  });

  test('counts as unproven, whatever it says of itself', () => {
    expect(consentStatus(stored({ imported: true, notice: undefined }), person())).toEqual({
      state: 'needs-renewal',
      because: 'unproven',
    });
    expect(consentStatus(stored({ imported: true }), person({ now }))).toEqual({
      state: 'given',
    });
  });
});
