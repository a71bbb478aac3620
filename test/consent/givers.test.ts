import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../../lambda/consent/model/basis.ts';
import type { StoredState } from '../../lambda/consent/model/event.ts';
import { consentStatus } from '../../lambda/consent/model/status.ts';
import { choices, givers, mandates } from '../../lambda/consent/model/choice.ts';
import type { ConsentCommand } from '../../lambda/consent/model/command.ts';
import { explicitMethods, ruleOn } from '../../lambda/consent/model/ruling.ts';
import { ruleOnImported } from '../../lambda/consent/model/import.ts';
import { ruleOnReturn } from '../../lambda/consent/model/return.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { AgeBand } from '../../lambda/subject/model/subject.ts';
import { ageBandOf, ageBands, jurisdictionsOf } from '../../lambda/subject/model/subject.ts';
import { current, giving, now, policy, stored } from './policies.ts';

/**
 * The law as it is in the books, and nothing of the program: from which age on a person of a
 * place decides alone about `improvement`, which rests on consent or, in California, on an opt-out.
 */
const ageAlone: Readonly<Record<string, number>> = {
  // GDPR Art. 8(1) with AT DSG s. 4(4), ES LOPDGDD Art. 7, IT D.Lgs. 196/2003 Art. 2-quinquies, FR Loi 78-17 Art. 45.
  DE: 16,
  IE: 16,
  AT: 14,
  ES: 14,
  IT: 14,
  FR: 15,
  BE: 13,
  SE: 13,
  // DPA 2018 s. 9.
  GB: 13,
  // No age in the law: as in the neighbouring countries.
  CH: 16,
  // Civ. Code 1798.120(c).
  'US-CA': 13,
};
const places = Object.keys(ageAlone);
const years: Readonly<Record<AgeBand, readonly [number, number]>> = {
  'under-12': [0, 11],
  'under-13': [0, 12],
  '12': [12, 12],
  '13-to-15': [13, 15],
  '13': [13, 13],
  '14': [14, 14],
  '15': [15, 15],
  '16-to-17': [16, 17],
  adult: [18, 120],
};

interface World {
  readonly place: string;
  readonly band: AgeBand | undefined;
  readonly onRecord: boolean;
  readonly givenBy: (typeof givers)[number];
  readonly mandate: (typeof mandates)[number] | undefined;
  readonly method: string;
  /** What was said before, by whom. */
  readonly before: readonly [(typeof choices)[number], (typeof givers)[number]] | undefined;
}

const worlds: fc.Arbitrary<World> = fc.record({
  place: fc.constantFrom(...places),
  band: fc.option(fc.constantFrom(...ageBands), { nil: undefined }),
  onRecord: fc.boolean(),
  givenBy: fc.constantFrom(...givers),
  mandate: fc.option(fc.constantFrom(...mandates), { nil: undefined }),
  method: fc.constantFrom('checkbox', ...explicitMethods),
  before: fc.option(fc.tuple(fc.constantFrom(...choices), fc.constantFrom(...givers)), {
    nil: undefined,
  }),
});

const responsiblePerson = { type: 'email', value: 'parent@example.org' } as const;
const agentWith = (mandate: World['mandate']) =>
  mandate && { agent: { name: 'A', contact: 'agent@example.org', mandate } };
const who = ({ place, band, onRecord }: World): Circumstances => ({
  policy,
  now,
  jurisdictions: jurisdictionsOf(policy, { residence: place }),
  residence: place,
  ageBand: band,
  ...(onRecord && { responsiblePerson }),
});
const said = ({ givenBy, mandate, method }: World, rest = {}): ConsentCommand =>
  giving({ givenBy, method, ...agentWith(mandate), ...rest });
const previousOf = ({ before }: World): StoredState | undefined =>
  before && stored({ state: before[0], givenBy: before[1] });

/** The example treats people of unknown age as adults. */
const youngest = (band: World['band']): number => (band === undefined ? 18 : years[band][0]);
const oldest = (band: World['band']): number => (band === undefined ? 120 : years[band][1]);

/** Whether the law lets this person, said by this giver, with this before it, have consented. */
function lawAllows({ place, band, onRecord, givenBy, mandate, method, before }: World): boolean {
  const alone = ageAlone[place] ?? 16;
  const mayBeChild = youngest(band) < alone;
  const optedOut = before !== undefined && before[0] !== 'given';
  // 11 CCR 7028(a).
  if (place === 'US-CA' && optedOut && method !== 'two-step-confirmation') return false;
  switch (givenBy) {
    case 'subject':
      return !mayBeChild;
    case 'authorised-agent':
      // Civ. Code 1798.120(c): of 13 to 15 the minor; below the age of consent no agent.
      if (mayBeChild || (place === 'US-CA' && youngest(band) < 16)) return false;
      return mandate === 'signed' || mandate === 'power-of-attorney';
    case 'responsible-person':
      if (!mayBeChild || !onRecord) return false;
      return !(optedOut && before[1] === 'subject' && oldest(band) >= alone);
  }
}

function programAllows(world: World): boolean {
  const person = who(world);
  const ruling = ruleOn(said(world), person);
  if (ruling.kind !== 'accepted') return false;
  return ruleOnReturn(said(world), person, previousOf(world)) === undefined;
}

describe('who consents for whom, at every age and place, whatever was said before', () => {
  test('the program accepts what the law accepts', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        expect(programAllows(world)).toBe(lawAllows(world));
      }),
      { numRuns: 6_000 },
    );
  });

  test('a refusal or withdrawal passes by whoever may act', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom('refused', 'withdrawn'), (world, state) => {
        expect(ruleOn(said(world, { state }), who(world)).kind).toBe('accepted');
      }),
      { numRuns: 1_000 },
    );
  });

  test('what was accepted counts, and what is taken over counts only if it were accepted', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const person = who(world);
        const ruling = ruleOnImported(said(world), person, now);
        if (ruling.kind !== 'accepted') return;
        const state = stored({
          givenBy: world.givenBy,
          notice: current,
          ...(ruling.needed && { needed: ruling.needed }),
          ...(ruling.unproven && { unproven: true as const }),
        });
        const counts = consentStatus(state, person).state === 'given';
        const accepted = ruleOn(said(world), person).kind === 'accepted';
        expect(counts).toBe(accepted);
      }),
      { numRuns: 4_000 },
    );
  });

  test('an older notice proves nothing, whoever gave it', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const ruling = ruleOnImported(said(world), who(world), milliseconds(0));
        if (ruling.kind === 'accepted') expect(ruling.unproven).toBe(true);
      }),
    );
  });
});

describe('an age in whole years', () => {
  test('lies in the narrowest band, which every law reads as the age itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 }), fc.constantFrom(...places), (age, place) => {
        const band = ageBandOf(age);
        const world = { place, band, onRecord: true, mandate: undefined, method: 'express-form' };
        const alone = { ...world, givenBy: 'subject', before: undefined } as const;
        expect(programAllows(alone)).toBe(age >= (ageAlone[place] ?? 16));
      }),
    );
  });

  test.each([
    [0, 'under-12'],
    [11, 'under-12'],
    [12, '12'],
    [13, '13'],
    [14, '14'],
    [15, '15'],
    [16, '16-to-17'],
    [17, '16-to-17'],
    [18, 'adult'],
    [120, 'adult'],
  ] as const)('%d is kept as %s', (age, band) => {
    expect(ageBandOf(age)).toBe(band);
  });
});

describe('11 CCR 7028(a), 7025(c)(3): opting in after an opt-out', () => {
  const world = { band: 'adult', onRecord: false, givenBy: 'subject', mandate: undefined } as const;
  const before = ['refused', 'subject'] as const;
  const after = (method: string, previous: StoredState, place = 'US-CA') =>
    ruleOnReturn(giving({ method }), who({ ...world, place, method, before }), previous);

  test('a signal is passed over by a consent in two steps, or by one despite it', () => {
    const bySignal = stored({ state: 'refused', bySignal: true });

    expect(after('checkbox', bySignal)).toEqual({ kind: 'two-steps-needed' });
    expect(after('two-step-confirmation', bySignal)).toBeUndefined();
    expect(after('despite-signal', bySignal)).toBeUndefined();
  });

  test('what the person said themselves is no conflict with a signal', () => {
    expect(after('despite-signal', stored({ state: 'refused' }))).toEqual({
      kind: 'two-steps-needed',
    });
    expect(after('despite-signal', stored({ state: 'withdrawn' }))).toEqual({
      kind: 'two-steps-needed',
    });
  });

  test('no other law asks for it, nor another opt-out, nor a first opt-in', () => {
    const profiling = giving({ purpose: 'profiling', method: 'checkbox' });
    const person = who({ ...world, place: 'US-CA', method: 'checkbox', before });

    expect(after('checkbox', stored({ state: 'refused' }), 'DE')).toBeUndefined();
    expect(ruleOnReturn(profiling, person, stored({ state: 'refused' }))).toBeUndefined();
    expect(after('checkbox', stored())).toBeUndefined();
    expect(ruleOnReturn(giving({ method: 'checkbox' }), person, undefined)).toBeUndefined();
  });

  test('the rule is a fact of the law: without it one step is enough', () => {
    const { optInAgain, ...ccpa } = policy.law['ccpa']!;
    const under = { ...policy, law: { ...policy.law, ccpa } };
    const person = who({ ...world, place: 'US-CA', method: 'checkbox', before });

    expect(optInAgain).toMatchObject({ reference: '11 CCR 7028(a)', verified: false });
    const command = giving({ method: 'checkbox' });
    const withoutFact = { ...person, policy: under };
    expect(ruleOnReturn(command, withoutFact, stored({ state: 'refused' }))).toBeUndefined();
  });
});
