import { describe, expect, test } from 'vitest';
import { clocksOf, jurisdictionsOf } from '../../lambda/incident/model/clocks.ts';
import type { Incident, KnownIncident } from '../../lambda/incident/model/incident.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { BreachDuty } from '../../lambda/policy/breach-law.ts';
import { parseRfc3339, toRfc3339 } from '../../lambda/value/time.ts';
import type { Rfc3339 } from '../../lambda/value/time.ts';
import { worldwide } from '../policy/laws.ts';
import { grave, incident } from './facts.ts';

const at = (text: string) => parseRfc3339(text)!;
const time = (text: string) => toRfc3339(at(text));
const policy = worldwide({ controller: { timeZone: 'UTC', holidays: ['2026-12-25'] } });
const day = '2026-11-24T08:00:00Z';

function read(
  facts: Partial<Incident>,
  jurisdiction: string,
  duty: BreachDuty,
  now = day,
  ruling: Policy = policy,
) {
  const named = { jurisdictions: [jurisdiction], ...facts };
  const clock = clocksOf(incident(named), ruling, at(now)).find(
    (each) => each.jurisdiction === jurisdiction && each.duty === duty,
  );
  return clock && { state: clock.state, dueAt: clock.dueAt };
}
const informed = (
  jurisdiction: string,
  duty: BreachDuty,
  when: string,
  phase: 'preliminary' | 'concluding' = 'preliminary',
) => ({ informed: [{ jurisdiction, duty, phase, at: time(when) }] });
const against = (jurisdiction: string, duty: BreachDuty) => ({
  decisions: [
    {
      jurisdiction,
      duty,
      outcome: 'do-not-notify' as const,
      ground: 'threshold-not-met',
      reasons: 'Nothing left the disk.',
      at: time(day),
    },
  ],
});

describe('a clock of an incident', () => {
  test('GDPR Art. 33(1): runs from awareness, and is overdue a millisecond after 72 hours', () => {
    expect(read({}, 'gdpr', 'authority')).toEqual({
      state: 'running',
      dueAt: '2026-11-27T05:00:00.000Z',
    });
    expect(read({}, 'gdpr', 'authority', '2026-11-27T05:00:00Z')?.state).toBe('running');
    expect(read({}, 'gdpr', 'authority', '2026-11-27T05:00:00.001Z')?.state).toBe('overdue');
  });

  test('moves with awareness, and not with the notice before it', () => {
    const later = { awareAt: time('2026-11-24T07:00:00Z') };

    expect(read(later, 'gdpr', 'authority')?.dueAt).toBe('2026-11-27T07:00:00.000Z');
    expect(read({ noticedAt: time('2026-11-20T00:00:00Z') }, 'gdpr', 'authority')?.dueAt).toBe(
      '2026-11-27T05:00:00.000Z',
    );
  });

  test('is met by information on that duty, and says when it was late', () => {
    const [clock] = clocksOf(
      incident(informed('gdpr', 'authority', '2026-11-28T05:00:00Z')),
      policy,
      at('2026-12-01T00:00:00Z'),
    );

    expect(clock).toMatchObject({ state: 'met', late: true, metAt: '2026-11-28T05:00:00.000Z' });
    expect(read(informed('gdpr', 'authority', day), 'gdpr', 'subjects')?.state).toBe('running');
  });

  test('Rules of the APPI, Art. 8(2): a concluding report is the final report', () => {
    expect(read(informed('jp-appi', 'authority', day), 'jp-appi', 'authority-final')?.state).toBe(
      'running',
    );
    expect(
      read(informed('jp-appi', 'authority', day, 'concluding'), 'jp-appi', 'authority-final')
        ?.state,
    ).toBe('met');
  });

  test('S 64/2021 reg. 4: waits for the assessment, and counts from its day', () => {
    expect(read({}, 'sg-pdpa', 'authority')).toEqual({ state: 'waiting', dueAt: undefined });
    const assessment = {
      answers: grave,
      proposed: 'high-risk',
      risk: 'high-risk',
      reasons: '.',
      at: time('2026-11-25T10:00:00Z'),
    } as const;

    expect(read({ assessment }, 'sg-pdpa', 'authority')).toEqual({
      state: 'running',
      dueAt: '2026-11-28T23:59:59.999Z',
    });
    expect(read({ assessment }, 'sg-pdpa', 'assessment')?.state).toBe('met');
  });

  test('C.R.S. 6-1-716: counts from determination, else from awareness', () => {
    const determinedAt = time('2026-11-26T08:00:00Z');

    expect(read({}, 'us-co-cpa', 'authority')?.dueAt).toBe('2026-12-24T23:59:59.999Z');
    expect(read({ determinedAt }, 'us-co-cpa', 'authority')?.dueAt).toBe(
      '2026-12-26T23:59:59.999Z',
    );
  });

  test('Civ. Code 1798.82(f): the sample for the Attorney General follows the notice to people', () => {
    expect(read({}, 'ccpa', 'authority')?.state).toBe('waiting');
    expect(read(informed('ccpa', 'subjects', '2026-12-01T08:00:00Z'), 'ccpa', 'authority')).toEqual(
      { state: 'running', dueAt: '2026-12-16T23:59:59.999Z' },
    );
    expect(read(against('ccpa', 'subjects'), 'ccpa', 'authority')?.state).toBe('decided-against');
  });

  test('that is decided against ends the later reports to the same authority, and no other', () => {
    expect(read(against('jp-appi', 'authority'), 'jp-appi', 'authority-final')?.state).toBe(
      'decided-against',
    );
    expect(read(against('jp-appi', 'authority'), 'jp-appi', 'subjects')?.state).toBe('running');
    expect(read(against('jp-appi', 'authority'), 'gdpr', 'authority')).toMatchObject({
      state: 'running',
    });
  });

  test('GDPR Art. 33(2): a processor informs the controller of data that it processes for them', () => {
    const [[id, purpose] = []] = Object.entries(policy.purposes);
    const processing = {
      ...policy,
      purposes: { ...policy.purposes, [id!]: { ...purpose!, role: 'processor' as const } },
    };
    const other = Object.keys(policy.categories).find(
      (each) => !purpose!.categories.includes(each),
    );
    const of = (categories: readonly string[], ruling: Policy) =>
      read({ categories }, 'gdpr', 'processor', day, ruling);

    expect(of(purpose!.categories, policy)).toBeUndefined();
    expect(of(purpose!.categories, processing)?.dueAt).toBe('2026-11-25T05:00:00.000Z');
    expect(of([], processing)?.state).toBe('running');
    expect(of([other!], processing)).toBeUndefined();
  });
});

describe('the laws of an incident', () => {
  const laws = (facts: Partial<KnownIncident>, establishment?: string) =>
    jurisdictionsOf(
      { ...incident(), ...facts },
      worldwide({ jurisdictions: establishment === undefined ? {} : { establishment } }),
    );
  const affected = (byJurisdiction: Record<string, number>, rest: object = {}) => ({
    affected: { people: 10, unknown: 0, erased: 0, complete: true, byJurisdiction, ...rest },
  });

  test('are the default and that of the establishment until people are known', () => {
    expect(laws({})).toEqual(['gdpr']);
    expect(laws({}, 'ch-fadp')).toEqual(['ch-fadp', 'gdpr']);
  });

  test('whose duties no one has recorded run by the default, until they are decided', () => {
    const silent = worldwide({ law: { gdpr: { ...policy.law['gdpr']!, breach: {} } } });
    const [authority, subjects] = clocksOf(incident(), silent, at(day));

    expect(authority).toMatchObject({
      ...{ duty: 'authority', state: 'running', dueAt: '2026-11-27T05:00:00.000Z' },
      ...{ ownTarget: true, unverified: true },
    });
    expect(subjects).toMatchObject({ duty: 'subjects', state: 'running' });
  });

  test('are those of the people affected, and GDPR Art. 3(1): always that of the establishment', () => {
    expect(laws(affected({ ccpa: 9, 'br-lgpd': 1, 'kr-pipa': 0 }), 'ch-fadp')).toEqual([
      'ch-fadp',
      'ccpa',
      'br-lgpd',
    ]);
  });

  test('have the default while nothing is known of some of them', () => {
    for (const rest of [{ unknown: 1 }, { erased: 1 }, { complete: false }]) {
      expect(laws(affected({ ccpa: 9 }, rest), 'ch-fadp')).toEqual(['ch-fadp', 'gdpr', 'ccpa']);
    }
    expect(laws(affected({}, { people: 0 }), 'ch-fadp')).toEqual(['ch-fadp', 'gdpr']);
  });

  test('have those that staff name, but none that the policy does not use', () => {
    expect(laws({ jurisdictions: ['jp-appi', 'mars-law'] })).toEqual(['gdpr', 'jp-appi']);
  });
});

test('an assumed awareness is never later than the notice', () => {
  const noticedAt: Rfc3339 = time('2026-11-24T03:00:00Z');

  expect(read({ awareness: 'assumed', awareAt: noticedAt }, 'gdpr', 'authority')?.dueAt).toBe(
    '2026-11-27T03:00:00.000Z',
  );
});
