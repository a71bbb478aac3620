import { describe, expect, test } from 'vitest';
import {
  RightAbsentError,
  clockFor,
  hasRight,
  refusalsIn,
} from '../../lambda/policy/jurisdictions.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import { parseRfc3339 } from '../../lambda/value/time.ts';

const policy = loadPolicyOrThrow('policy');
const at = (text: string) => parseRfc3339(text)!;
const shown = ({ acknowledgeBy, dueAt }: { acknowledgeBy?: number; dueAt: number }) => ({
  acknowledgeBy: acknowledgeBy && new Date(acknowledgeBy).toISOString(),
  dueAt: new Date(dueAt).toISOString(),
});

describe('clocks of requests', () => {
  test('gdpr: one month, to the end of the last day where the controller is', () => {
    expect(shown(clockFor('gdpr', 'access', at('2026-06-10T08:00:00Z'), policy))).toEqual({
      acknowledgeBy: undefined,
      dueAt: '2026-07-10T21:59:59.999Z',
    });
  });

  test('gdpr: a request after midnight in Berlin counts from the day in Berlin', () => {
    const { dueAt } = clockFor('gdpr', 'erasure', at('2026-03-28T23:30:00Z'), policy);

    expect(new Date(dueAt).toISOString()).toBe('2026-04-29T21:59:59.999Z');
  });

  test('gdpr: a due date on a holiday moves to the next working day', () => {
    const { dueAt } = clockFor('gdpr', 'access', at('2026-03-05T12:00:00Z'), policy);

    expect(new Date(dueAt).toISOString()).toBe('2026-04-07T21:59:59.999Z');
  });

  test('gdpr: an extension makes three months from the day of receipt', () => {
    const received = at('2026-01-31T12:00:00Z');

    const { dueAt } = clockFor('gdpr', 'access', received, policy, { extended: true });

    expect(new Date(dueAt).toISOString()).toBe('2026-04-30T21:59:59.999Z');
  });

  test('GDPR Art. 12(6): time runs on while the person is asked for something', () => {
    const received = at('2026-06-01T12:00:00Z');
    const pauses = (['identity-verification', 'clarification-needed'] as const).map((code) => ({
      code,
      asked: '2026-06-10',
      answered: '2026-06-17',
    }));

    const { dueAt } = clockFor('gdpr', 'access', received, policy, { pauses });

    expect(new Date(dueAt).toISOString()).toBe('2026-07-01T21:59:59.999Z');
  });

  test('gdpr: withdrawal of consent is due at once', () => {
    const received = at('2026-06-01T12:00:00Z');

    expect(clockFor('gdpr', 'withdraw-consent', received, policy).dueAt).toBe(received);
  });

  test('ccpa: acknowledged in 10 business days, answered in 45 days without a roll', () => {
    expect(shown(clockFor('ccpa', 'access', at('2026-05-15T12:00:00Z'), policy))).toEqual({
      // 25 May is Whit Monday in Berlin, where the controller works.
      acknowledgeBy: '2026-06-01T21:59:59.999Z',
      dueAt: '2026-06-29T21:59:59.999Z',
    });
  });

  test('ccpa: extended to 90 days from receipt', () => {
    const received = at('2026-05-15T12:00:00Z');

    const { dueAt } = clockFor('ccpa', 'erasure', received, policy, { extended: true });

    expect(new Date(dueAt).toISOString()).toBe('2026-08-13T21:59:59.999Z');
  });

  test('a year without listed holidays is flagged, and only where holidays matter', () => {
    const received = at('2031-05-15T12:00:00Z');

    expect(clockFor('gdpr', 'access', received, policy)).toMatchObject({ holidaysUnknown: true });
    expect(clockFor('gdpr', 'access', at('2026-06-10T08:00:00Z'), policy)).not.toHaveProperty(
      'holidaysUnknown',
    );
    expect(clockFor('gdpr', 'withdraw-consent', received, policy)).not.toHaveProperty(
      'holidaysUnknown',
    );
  });
});

describe('rights of jurisdictions', () => {
  test('a right that the law does not give has no clock', () => {
    const received = at('2026-06-01T12:00:00Z');

    expect(hasRight(policy, 'gdpr', 'opt-out-sale-share')).toBe(false);
    expect(hasRight(policy, 'ccpa', 'opt-out-sale-share')).toBe(true);
    expect(() => clockFor('gdpr', 'opt-out-sale-share', received, policy)).toThrow(
      RightAbsentError,
    );
  });

  test('every right of a jurisdiction in use has a clock that can be read', () => {
    const received = at('2026-06-01T12:00:00Z');
    const kinds = (['gdpr', 'ccpa'] as const).flatMap((jurisdiction) =>
      Object.keys(policy.law[jurisdiction]!.rights).map((right) => [jurisdiction, right] as const),
    );

    expect(kinds.length).toBeGreaterThan(15);
    for (const [jurisdiction, right] of kinds) {
      const { dueAt } = clockFor(jurisdiction, right as 'access', received, policy);
      expect(dueAt).toBeGreaterThanOrEqual(received);
    }
  });

  test('grounds of refusal tell drafts from facts that were read', () => {
    const codes = refusalsIn(policy, 'ccpa');

    expect(codes).toContainEqual(
      expect.objectContaining({ code: 'identity-not-verified', verified: true }),
    );
    expect(codes).toContainEqual(
      expect.objectContaining({ code: 'legal-obligation', verified: false }),
    );
  });
});
