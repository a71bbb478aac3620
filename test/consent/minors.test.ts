import { describe, expect, test } from 'vitest';
import { consentFrom, defaultFor } from '../../lambda/consent/model/basis.ts';
import { consentStatus } from '../../lambda/consent/model/status.ts';
import { ruleOn } from '../../lambda/consent/model/ruling.ts';
import { ageBands } from '../../lambda/subject/model/subject.ts';
import { giving, person, stored, withBasis, withMinors } from './policies.ts';

const responsiblePerson = { type: 'email', value: 'parent@example.org' } as const;
const improvement = (changes: Parameters<typeof person>[0]) =>
  consentFrom('improvement', person(changes));
const below13 = ['under-12', 'under-13', '12'] as const;
const wide = ['13-to-15'] as const;
const below16 = [...below13, ...wide, '13', '14', '15'] as const;
const parent = { givenBy: 'responsible-person', needed: 'responsible-person' } as const;

describe('from which age a person consents alone', () => {
  test.each([
    ['GDPR Art. 8(1): 16', { residence: 'DE' }, below16],
    ['16 too where nobody has told the residence', {}, below16],
    // The band reaches from 13 to 15: some of them are 13.
    ['AT: 14, so the wide band counts as below', { residence: 'AT' }, [...below13, ...wide, '13']],
    ['ES: 14', { residence: 'ES' }, [...below13, ...wide, '13']],
    ['IT: 14', { residence: 'IT' }, [...below13, ...wide, '13']],
    ['FR: 15', { residence: 'FR' }, [...below13, ...wide, '13', '14']],
    ['SE: 13', { residence: 'SE' }, below13],
    ['BE: 13, as the person declares', { declaredResidence: 'BE' }, below13],
    [
      'DE and SE told by two: the higher age protects',
      { declaredResidence: 'SE', residence: 'DE' },
      below16,
    ],
    ['Civ. Code 1798.120(c): a parent below 13', { jurisdictions: ['ccpa'] }, below13],
    ['California and the Union: the higher age', { jurisdictions: ['ccpa', 'gdpr'] }, below16],
  ] as const)('%s', (_title, place, below) => {
    const children = ageBands.filter(
      (ageBand) => improvement({ ...place, ageBand }) === 'responsible-person',
    );

    expect(children.toSorted()).toEqual(below.toSorted());
  });

  test('of unknown age the policy says what holds', () => {
    const treated = (unknownAge: 'adult' | 'minor') =>
      improvement({ ageBand: undefined, policy: withMinors({ unknownAge }) });

    expect(treated('adult')).toBe('subject');
    expect(treated('minor')).toBe('responsible-person');
  });

  test('where no consent is needed nobody has to give it', () => {
    expect(consentFrom('service-provision', person({ ageBand: 'under-13' }))).toBeUndefined();
    expect(consentFrom('support', person({ ageBand: 'under-13' }))).toBeUndefined();
    expect(consentFrom('unknown', person())).toBeUndefined();
  });
});

describe('Civ. Code 1798.120(c): below 16 an opt-out is an opt-in', () => {
  test.each([
    ['under-13', 'responsible-person', 'deny'],
    ['13-to-15', 'subject', 'deny'],
    ['16-to-17', undefined, 'permit'],
    ['adult', undefined, 'permit'],
  ] as const)('%s', (ageBand, from, byDefault) => {
    const who = person({ jurisdictions: ['ccpa'], ageBand });

    expect(consentFrom('improvement', who)).toBe(from);
    expect(defaultFor('improvement', who)).toBe(byDefault);
  });

  test('from 16 on the consent of a parent is not asked for again: none is needed', () => {
    const of = (ageBand: (typeof ageBands)[number]) =>
      consentStatus(stored(parent), person({ jurisdictions: ['ccpa'], ageBand }));

    expect(of('under-13')).toEqual({ state: 'given' });
    expect(of('13-to-15')).toEqual({ state: 'needs-renewal', because: 'came-of-age' });
    expect(of('16-to-17')).toEqual({ state: 'given' });
  });
});

describe('Civ. Code 1798.120(c): from 13 to 15 the minor opts in, and no parent', () => {
  const byParent = giving({ givenBy: 'responsible-person' });
  const of = (ageBand: (typeof ageBands)[number], jurisdiction: 'ccpa' | 'gdpr' = 'ccpa') =>
    person({ jurisdictions: [jurisdiction], ageBand });

  test('a parent is told so', () => {
    expect(ruleOn(byParent, of('13-to-15'))).toEqual({ kind: 'own-consent-needed' });
    expect(ruleOn(giving(), of('13-to-15')).kind).toBe('accepted');
  });

  test('nor an agent, whatever they hold', () => {
    const agent = { name: 'A', contact: 'a@example.org', mandate: 'power-of-attorney' } as const;
    const byAgent = giving({ givenBy: 'authorised-agent', agent });

    expect(ruleOn(byAgent, of('13-to-15'))).toEqual({ kind: 'own-consent-needed' });
  });

  test('what a parent said elsewhere counts no more', () => {
    const theirs = stored({ givenBy: 'responsible-person', needed: 'subject' });

    expect(consentStatus(theirs, of('13-to-15'))).toEqual({
      state: 'needs-renewal',
      because: 'came-of-age',
    });
    expect(consentStatus(stored(), of('13-to-15'))).toEqual({ state: 'given' });
  });

  test.each([
    ['below 13 a parent consents', of('under-13'), 'accepted'],
    ['from 16 on the person opts in again themselves', of('adult'), 'own-consent-needed'],
    ['GDPR Art. 8(1): from 16 on no parent', of('16-to-17', 'gdpr'), 'own-consent-needed'],
    ['GDPR Art. 4(11): nor for an adult', of('adult', 'gdpr'), 'own-consent-needed'],
  ])('%s', (_title, who, kind) => {
    expect(ruleOn(byParent, { ...who, responsiblePerson }).kind).toBe(kind);
  });

  test('GDPR Art. 8(2): a parent of whom nobody knows consents to nothing', () => {
    expect(ruleOn(byParent, of('under-13'))).toEqual({ kind: 'responsible-person-unknown' });
  });
});

describe('GDPR Art. 8: who consents for a child', () => {
  test.each(['under-13', '13-to-15'] as const)('%s: somebody responsible', (ageBand) => {
    const who = person({ ageBand });

    expect(ruleOn(giving(), who)).toEqual({ kind: 'responsible-person-needed' });
    expect(ruleOn(giving({ givenBy: 'authorised-agent' }), who)).toEqual({
      kind: 'responsible-person-needed',
    });
    const known = { ...who, responsiblePerson };
    expect(ruleOn(giving({ givenBy: 'responsible-person' }), known)).toMatchObject({
      kind: 'accepted',
      needed: 'responsible-person',
      responsiblePerson,
    });
  });

  test.each(['16-to-17', 'adult'] as const)('%s: the person', (ageBand) => {
    expect(ruleOn(giving(), person({ ageBand }))).toMatchObject({
      kind: 'accepted',
      needed: 'subject',
    });
  });

  test('Art. 7(3): a child withdraws alone, whoever consented', () => {
    for (const state of ['refused', 'withdrawn'] as const) {
      const command = giving({ state, notice: undefined });
      expect(ruleOn(command, person({ ageBand: 'under-13' })).kind).toBe('accepted');
    }
  });

  test('what a child said alone counts no more once the age is known', () => {
    expect(consentStatus(stored(), person({ ageBand: '13-to-15' }))).toEqual({
      state: 'needs-renewal',
      because: 'responsible-person-needed',
    });
  });

  test('GDPR Art. 8(1): come of age, the person decides anew', () => {
    const of = (ageBand: (typeof ageBands)[number]) =>
      consentStatus(stored(parent), person({ ageBand }));

    expect(of('13-to-15')).toEqual({ state: 'given' });
    expect(of('16-to-17')).toEqual({ state: 'needs-renewal', because: 'came-of-age' });
  });

  test('GDPR Art. 4(11): what somebody else said for an adult is not their consent', () => {
    const state = stored({ givenBy: 'responsible-person', needed: 'subject' });

    expect(consentStatus(state, person())).toEqual({
      state: 'needs-renewal',
      because: 'came-of-age',
    });
  });

  test('the age of data collected under the basis before counts as well', () => {
    const under = withBasis({
      gdpr: {
        basis: 'contract',
        effectiveFrom: '2026-11-01',
        previous: { basis: 'consent' },
      },
    });

    expect(improvement({ policy: under, ageBand: 'under-13' })).toBe('responsible-person');
  });
});
