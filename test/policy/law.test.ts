import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../lib/policy/loader.ts';
import { copyOfPolicy, edit, lineOf } from './edited-policy.ts';
import { laws, jurisdictionIds } from './laws.ts';

describe('the facts of a law', () => {
  test('name a clock for every right, and no right twice as given and absent', () => {
    for (const id of jurisdictionIds) {
      const { rights, clocks, rightsAbsent } = laws[id];

      expect(Object.keys(rights).length, id).toBeGreaterThan(3);
      for (const { clock } of Object.values(rights)) expect(clocks, id).toHaveProperty(clock);
      expect(
        Object.keys(rights).filter((right) => rightsAbsent.codes.includes(right as 'access')),
      ).toEqual([]);
    }
  });

  test('answer what each law asks of people for use, sale and sensitive data', () => {
    const model = (id: (typeof jurisdictionIds)[number]) => laws[id].consent.default?.model;

    expect(jurisdictionIds.map((id) => [id, model(id)])).toEqual([
      ...[
        ['gdpr', 'legal-basis'],
        ['uk-gdpr', 'legal-basis'],
        ['ch-fadp', 'opt-out'],
        ['ccpa', 'notice'],
        ['us-va-vcdpa', 'notice'],
        ['us-co-cpa', 'notice'],
        ['us-ct-ctdpa', 'notice'],
        ['us-tx-tdpsa', 'notice'],
        ['ca-pipeda', 'opt-in'],
        ['ca-qc-law25', 'opt-in'],
        ['br-lgpd', 'legal-basis'],
        ['au-privacy-act', 'notice'],
        ['jp-appi', 'notice'],
        ['kr-pipa', 'legal-basis'],
        ['sg-pdpa', 'opt-in'],
        ['in-dpdp', 'opt-in'],
        ['za-popia', 'legal-basis'],
        ['cn-pipl', 'opt-in'],
      ],
    ]);
    for (const id of jurisdictionIds) {
      expect(laws[id].consent).toHaveProperty('sale-share');
      expect(laws[id].consent).toHaveProperty('sensitive');
    }
  });

  test('say with what they are compared: article, and whether somebody read it', () => {
    expect(laws.gdpr.rights.access).toEqual({ clock: 'std', reference: 'art. 15', verified: true });
    expect(laws.gdpr.rights['human-review']).toEqual({
      clock: 'std',
      reference: 'art. 22(3)',
      verified: false,
    });
    expect(laws.gdpr.arithmetic).toEqual({
      name: 'eu-1182-71',
      reference: 'Reg. 1182/71 art. 3',
      verified: true,
    });
    expect(laws.ccpa.arithmetic.verified).toBe(false);
    expect(laws.gdpr.rightsAbsent).toEqual({
      codes: ['opt-out-sale-share', 'limit-sensitive'],
      reference: 'none found',
      verified: false,
    });
    expect(laws.ccpa.refusals).toContainEqual({
      code: 'legal-obligation',
      reference: 'Civ. Code 1798.105(d), 1798.145(a)',
      verified: false,
    });
  });

  test('hold clocks as they run', () => {
    expect(laws.ccpa.clocks['std']).toEqual({
      respond: { amount: 45, unit: 'calendar-days' },
      acknowledge: { amount: 10, unit: 'business-days' },
      extension: {
        kind: 'fixed',
        amount: 45,
        unit: 'calendar-days',
        max: 90,
        times: 1,
        reasons: ['any-stated'],
      },
      start: 'request-received',
      reference: 'Civ. Code 1798.130(a)(2); 11 CCR 7021',
      verified: true,
    });
    expect(laws['ch-fadp'].clocks).toMatchObject({
      std: {
        extension: { kind: 'announced', reasons: ['any-stated'] },
        informOfRefusal: { amount: 30, unit: 'calendar-days' },
      },
      'with-fee': { start: 'cost-confirmed' },
      none: { respond: 'without-undue-delay', standard: 'no fixed period', verified: false },
    });
    expect(laws['ch-fadp'].clocks['none']).not.toHaveProperty('target');
    expect(laws['uk-gdpr'].clocks['std']).toMatchObject({
      start: 'latest-of-request-identity-fee',
      // `same` as the answer.
      informOfRefusal: { amount: 1, unit: 'calendar-months' },
    });
    expect(laws['uk-gdpr'].clocks['complaint']).toMatchObject({
      respond: 'without-undue-delay',
      acknowledge: { amount: 30, unit: 'calendar-days' },
    });
    expect(laws['cn-pipl'].clocks['timely']).toMatchObject({
      target: { amount: 15, unit: 'working-days' },
    });
    expect(laws['kr-pipa'].clocks).toMatchObject({
      access: { extension: { kind: 'announced' } },
      automated: { extension: { kind: 'fixed', times: 2, max: 90 } },
    });
    expect(laws.gdpr.clocks['stop']).toMatchObject({ respond: 'immediately' });
    expect(laws.gdpr.clocks['stop']).not.toHaveProperty('extension');
  });

  test('hold ages, pauses, signals and what is not in force throughout', () => {
    expect(laws.ccpa.minors.map(({ age }) => age)).toEqual([16, 13]);
    expect(laws['ch-fadp'].minors[0]).not.toHaveProperty('age');
    expect(laws['uk-gdpr'].pauses.map(({ code }) => code)).toEqual([
      'identity-verification',
      'clarification-needed',
      'fee-paid',
    ]);
    expect(laws.ccpa.signal).toMatchObject({ duty: true, scope: ['sale-share'], verified: true });
    expect(laws.ccpa.signal).not.toHaveProperty('since');
    expect(laws['us-co-cpa'].signal).toMatchObject({ since: '2024-07-01' });
    expect(laws.gdpr.signal).toMatchObject({ duty: false, scope: [] });
    expect(laws['in-dpdp'].notes[0]).toContain('13 May 2027');
    expect(laws.gdpr.notes[0]).toContain('Digital Omnibus');
    expect(laws['br-lgpd'].notes).toEqual([]);
  });

  test('roll as their profile says', () => {
    const rolling = (roll: string) => jurisdictionIds.filter((id) => laws[id].lastDayRoll === roll);

    expect(rolling('next-working-day')).toEqual(['gdpr', 'uk-gdpr']);
    expect(rolling('past-sunday-and-public-holiday')).toEqual(['za-popia']);
    expect(rolling('none')).toHaveLength(15);
  });
});

describe('a fact that cannot be used is refused with its line', () => {
  test.each([
    [
      'that does not say how it is known',
      'access: {clock: std, ref: "art. 15", src: gdpr}',
      'access: {clock: std, ref: "art. 15"}',
      'jurisdictions[0].rights.access',
      /must say `src`, or `verified: false`/,
    ],
    [
      'that says both',
      'access: {clock: std, ref: "art. 15", src: gdpr}',
      'access: {clock: std, ref: "art. 15", src: gdpr, verified: false}',
      'jurisdictions[0].rights.access',
      /and not both/,
    ],
    [
      'from a source that is not listed',
      'access: {clock: std, ref: "art. 15", src: gdpr}',
      'access: {clock: std, ref: "art. 15", src: [gdpr, gdrp]}',
      'jurisdictions[0].rights.access.src',
      /`gdrp` is not a source of this file/,
    ],
    [
      'with a refusal code that nobody has defined',
      '- {code: manifestly-unfounded, ref: "art. 12(5)(b)", src: gdpr}',
      '- {code: unfounded, ref: "art. 12(5)(b)", src: gdpr}',
      'jurisdictions[0].refusals[0].code',
      /`unfounded` is not a refusal code/,
    ],
    [
      'with an extension in another unit than the answer',
      'extension: {amount: 2, unit: calendar-months, max: 3',
      'extension: {amount: 60, unit: calendar-days, max: 90',
      'jurisdictions[0].clocks.std.extension',
      /in the unit of `respond`/,
    ],
    [
      'with an extension of which the person is told too late',
      'max: 3, must_notify_within_initial: true',
      'max: 3, must_notify_within_initial: false',
      'jurisdictions[0].clocks.std.extension.must_notify_within_initial',
      /word is not known/,
    ],
    [
      'with a start that the program cannot tell',
      'start: request-received, refusal_notice: {amount: 1, unit: calendar-months}',
      'start: request-answered, refusal_notice: {amount: 1, unit: calendar-months}',
      'jurisdictions[0].clocks.std.start',
      /word is not known/,
    ],
    [
      'with a profile that nobody can compute',
      'last_day_roll: next-working-day, ref: "Reg. 1182/71 art. 3"',
      'last_day_roll: next-full-moon, ref: "Reg. 1182/71 art. 3"',
      'period_arithmetic.profiles.eu-1182-71.last_day_roll',
      /word is not known/,
    ],
    [
      'that is silent on what a law asks in general',
      '    default: {model: legal-basis, ref: "art. 6(1); conditions',
      '    profiling: {model: legal-basis, ref: "art. 6(1); conditions',
      'jurisdictions[0].consent_model',
      /must answer default, sale-share and sensitive/,
    ],
  ])('%s', (_title, from, to, path, message) => {
    const directory = copyOfPolicy();
    edit(directory, from, to, 'jurisdictions.yaml');

    const load = loadPolicy(directory);

    const problems = load.kind === 'invalid' ? load.errors : [];
    expect(problems).toContainEqual(
      expect.objectContaining({
        file: `${directory}/jurisdictions.yaml`,
        path,
        message: expect.stringMatching(message) as string,
        line: lineOf(directory, to.trimStart().slice(0, 60), 'jurisdictions.yaml'),
      }),
    );
  });

  test('where the fact is no answer at all', () => {
    const directory = copyOfPolicy();
    edit(
      directory,
      'respond: {amount: 1, unit: calendar-months}',
      'respond: {amount: null, unit: soon}',
      'jurisdictions.yaml',
    );

    const load = loadPolicy(directory);

    expect(load).toMatchObject({
      kind: 'invalid',
      errors: [
        { message: expect.stringContaining('immediately or without-undue-delay') as string },
      ],
    });
  });
});
