import { describe, expect, test } from 'vitest';
import { milliseconds, seconds } from '../../lambda/value/time.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { changeOf, expiresAt, isGone } from '../../lambda/retention/model/retention.ts';

const at = (text: string) => milliseconds(Date.parse(text));
const inSeconds = (text: string) => seconds(Date.parse(text) / 1000);

/** Only what the rule reads: periods by purpose and the zone. */
const policy = (retention: Record<string, string>, timeZone = 'Europe/Berlin'): Policy =>
  ({
    controller: { timeZone },
    purposes: Object.fromEntries(
      Object.entries(retention).map(([purpose, period]) => [purpose, { retention: period }]),
    ),
  }) as unknown as Policy;

const periods = policy({ support: 'P30D', improvement: 'P2Y', safety: 'P5Y' });
const collectedAt = at('2026-11-24T10:00:00Z');

describe('when a record expires', () => {
  test.each([
    [['support'], '2026-12-24T10:00:00Z'],
    [['improvement'], '2028-11-24T10:00:00Z'],
    [['support', 'improvement'], '2028-11-24T10:00:00Z'],
    [['safety', 'support', 'improvement'], '2031-11-24T10:00:00Z'],
  ])('is the latest end among %j', (purposes, end) => {
    const expiry = expiresAt({ policy: periods, purposes, collectedAt, now: collectedAt });

    expect(expiry).toEqual({ kind: 'expires', at: inSeconds(end) });
  });

  test('is now when no purpose is left', () => {
    const expiry = expiresAt({ policy: periods, purposes: [], collectedAt, now: collectedAt });

    expect(expiry).toEqual({ kind: 'delete-now' });
  });

  test.each(['marketing', '__proto__', 'constructor', 'toString'])(
    'a purpose that the policy does not name (%s) keeps nothing',
    (purpose) => {
      const facts = { policy: periods, purposes: [purpose], collectedAt, now: collectedAt };

      expect(expiresAt(facts)).toEqual({ kind: 'delete-now' });
    },
  );

  test.each([
    ['2026-12-24T09:59:59.999Z', 'expires'],
    ['2026-12-24T10:00:00.000Z', 'delete-now'],
    ['2027-01-01T00:00:00.000Z', 'delete-now'],
  ])('at %s, with the last period ending at 10:00, it %s', (now, kind) => {
    const facts = { policy: periods, purposes: ['support'], collectedAt, now: at(now) };

    expect(expiresAt(facts).kind).toBe(kind);
  });

  test('is counted in the time zone of the controller, across a clock change', () => {
    const expiry = expiresAt({
      policy: policy({ support: 'P30D' }),
      purposes: ['support'],
      collectedAt: at('2026-10-01T10:00:00+02:00'),
      now: at('2026-10-01T10:00:00+02:00'),
    });

    expect(expiry).toEqual({ kind: 'expires', at: inSeconds('2026-10-31T10:00:00+01:00') });
  });

  test('is whole seconds, never later than the period', () => {
    const expiry = expiresAt({
      policy: periods,
      purposes: ['support'],
      collectedAt: at('2026-11-24T10:00:00.999Z'),
      now: collectedAt,
    });

    expect(expiry).toEqual({ kind: 'expires', at: inSeconds('2026-12-24T10:00:00Z') });
  });
});

describe('a row', () => {
  const row = { expiresAt: inSeconds('2026-11-24T10:00:00Z') };

  test.each([
    ['2026-11-24T09:59:59.999Z', false],
    ['2026-11-24T10:00:00.000Z', true],
    ['2026-11-24T10:00:00.001Z', true],
  ])('that expires at 10:00 is gone at %s: %s', (now, gone) => {
    expect(isGone(row, at(now))).toBe(gone);
  });
});

describe('a change of the records table', () => {
  const row = { subjectId: 's', recordId: 'r', category: 'prompt-text' };
  const service = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

  test('is a deletion by retention only under the identity of the service', () => {
    expect(changeOf('REMOVE', row, service)).toMatchObject({ kind: 'deleted', by: 'retention' });
  });

  test.each([
    undefined,
    {},
    { type: 'Service' },
    { principalId: 'dynamodb.amazonaws.com' },
    { type: 'AssumedRole', principalId: 'dynamodb.amazonaws.com' },
    { type: 'Service', principalId: 'dynamodb.amazonaws.com.example' },
  ])('is a deletion by somebody under the identity %j', (identity) => {
    expect(changeOf('REMOVE', row, identity)).toMatchObject({ kind: 'deleted', by: 'somebody' });
  });

  test('is a write on INSERT, and nothing to count on MODIFY', () => {
    expect(changeOf('INSERT', row, undefined)).toEqual({
      kind: 'written',
      recordId: 'r',
      category: 'prompt-text',
    });
    expect(changeOf('MODIFY', row, undefined)).toEqual({ kind: 'ignored' });
    expect(changeOf(undefined, row, service)).toEqual({ kind: 'ignored' });
  });
});
