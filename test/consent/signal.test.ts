import { describe, expect, test } from 'vitest';
import { dutyOf, ruleOnSignal } from '../../lambda/consent/model/signal.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { now, person, policy, stored, withBasis } from './policies.ts';

const california = person({ jurisdictions: ['ccpa'] });
const withSignal = (signal: object): Policy => ({
  ...policy,
  law: {
    ...policy.law,
    ccpa: { ...policy.law['ccpa']!, signal: { ...policy.law['ccpa']!.signal, ...signal } },
  },
});
const dutyUnder = (under: Policy, rest = {}) => dutyOf({ ...california, policy: under, ...rest });

describe('what a signal stops', () => {
  test('11 CCR 7025(b): what is sold or shared, not what another opt-out stops', () => {
    expect(dutyOf(california)).toEqual({
      jurisdiction: 'ccpa',
      purposes: ['improvement', 'training'],
    });
  });

  test('GDPR: no duty', () => {
    expect(dutyOf(person())).toBeUndefined();
  });

  test('California second: its duty holds', () => {
    expect(dutyOf(person({ jurisdictions: ['gdpr', 'ccpa'] }))).toMatchObject({
      jurisdiction: 'ccpa',
      purposes: ['improvement', 'training'],
    });
  });

  test('of two laws that oblige, one under which the purpose is sold or shared is enough', () => {
    const colorado = {
      ...policy.law['ccpa']!,
      signal: { ...policy.law['ccpa']!.signal, duty: true },
    };
    const both: Policy = { ...policy, law: { ...policy.law, 'us-co-cpa': colorado } };

    expect(dutyUnder(both, { jurisdictions: ['us-co-cpa', 'ccpa'] })).toEqual({
      jurisdiction: 'us-co-cpa',
      purposes: ['improvement', 'training'],
    });
  });

  test('a law of which the policy holds no facts obliges to nothing', () => {
    expect(dutyUnder({ ...policy, law: { gdpr: policy.law['gdpr']! } })).toBeUndefined();
  });

  test('an opt-out without a name is that of sale and sharing', () => {
    const purposes = dutyUnder(withBasis({ ccpa: { basis: 'opt-out' } }))?.purposes;

    expect(purposes).toContain('improvement');
  });

  test.each([
    ['no opt-out', { basis: 'notice' }],
    ['of automated decisions', { basis: 'opt-out', optOut: 'opt-out-automated-decision' }],
  ] as const)('%s: not stopped', (_title, rule) => {
    expect(dutyUnder(withBasis({ ccpa: rule }))?.purposes).toEqual(['training']);
  });

  test('data collected under the basis before is stopped too', () => {
    const rule = {
      basis: 'notice',
      effectiveFrom: '2026-11-01',
      previous: { basis: 'opt-out' },
    } as const;

    expect(dutyUnder(withBasis({ ccpa: rule }))?.purposes).toContain('improvement');
  });

  test.each([
    ['no duty', { duty: false }, false],
    ['another scope', { scope: ['targeted-advertising'] }, false],
    ['from tomorrow on', { since: '2026-11-25' }, false],
    ['from today on', { since: '2026-11-24' }, true],
    ['unverified: obeyed all the same', { verified: false }, true],
  ])('%s', (_title, signal, obliges) => {
    expect(dutyUnder(withSignal(signal)) !== undefined).toBe(obliges);
  });
});

describe('what the person said before', () => {
  const given = stored({ purpose: 'improvement', needed: undefined });

  test('nothing: it stops', () => {
    expect(ruleOnSignal(undefined, california)).toEqual({ kind: 'stop' });
  });

  test.each(['refused', 'withdrawn'] as const)('%s: nothing changes', (state) => {
    expect(ruleOnSignal(stored({ state }), california)).toEqual({ kind: 'stopped-before' });
  });

  test('11 CCR 7025(c)(3): a consent ends, and the conflict is named', () => {
    expect(ruleOnSignal(given, california)).toEqual({
      kind: 'stop',
      ended: { eventId: given.eventId, at: given.at },
    });
  });

  test('11 CCR 7025(c)(3): who consented despite the signal is left in peace', () => {
    expect(ruleOnSignal({ ...given, despiteSignal: true }, california)).toEqual({
      kind: 'consented-despite-signal',
    });
  });

  test('a consent that has lapsed is no conflict, and protects nothing', () => {
    const lapsed = { ...given, despiteSignal: true as const, validUntil: milliseconds(now) };

    expect(ruleOnSignal(lapsed, california)).toEqual({ kind: 'stop' });
  });
});
