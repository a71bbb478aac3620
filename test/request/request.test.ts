import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChange } from '../../lambda/request/change.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import {
  checkTransitions,
  gates,
  gatesOf,
  isClosed,
  moveTo,
  nextStatus,
  requestStatuses,
  transitions,
} from '../../lambda/request/model/request.ts';
import {
  answeredKinds,
  isAnswered,
  isGated,
  requestKinds,
} from '../../lambda/request/model/kinds.ts';
import type { Gate, RequestStatus } from '../../lambda/request/model/request.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { exampleRow } from './rows.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;
const withApproval = {
  ...policy,
  requests: {
    ...policy.requests,
    access: { ...policy.requests.access, approvals: 1 },
    erasure: { ...policy.requests.erasure, approvals: 1 },
  },
};

const anyGates = fc.subarray([...gates]);
const anyStanding = fc.record({
  kind: fc.constantFrom(...requestKinds),
  status: fc.constantFrom(...requestStatuses),
  gatesAsked: anyGates,
  gatesPassed: anyGates,
  irreversible: fc.boolean(),
});

describe('the table of transitions', () => {
  test('leads from received to every status, and from every status to an end', () => {
    expect(() => checkTransitions(transitions)).not.toThrow();
  });

  test.each<[string, Partial<Record<RequestStatus, RequestStatus[]>>, string]>([
    [
      'a status that nothing leads to',
      { 'in-progress': ['completed', 'cancelled', 'failed'] },
      'partially-completed is never reached',
    ],
    [
      'a circle without an end',
      { 'in-progress': ['failed'], failed: ['in-progress'] },
      'in-progress never ends',
    ],
  ])('is refused at load with %s', (_, holes, message) => {
    expect(() => checkTransitions({ ...transitions, ...holes })).toThrow(message);
  });

  test('keeps completed, denied and cancelled apart and lets none of them go on', () => {
    const closed = requestStatuses.filter(isClosed);

    expect(closed).toEqual(['completed', 'partially-completed', 'denied', 'cancelled']);
  });
});

describe('approvals', () => {
  const asking = (approvals: number) => ({
    ...policy,
    requests: { ...policy.requests, erasure: { ...policy.requests.erasure, approvals } },
  });
  const row: RequestRow = { ...exampleRow, status: 'failed', gatesPassed: [...gates] };
  const now = milliseconds(Date.parse('2026-11-24T12:00:00Z'));
  const retried = (approvedBy: string[], approvals: number) =>
    applyChange({ ...row, approvedBy }, { to: 'in-progress' }, asking(approvals), now).kind;

  test.each([
    [['one'], 1, 'applied'],
    [['one'], 2, 'refused'],
    [['one', 'two'], 2, 'applied'],
    [[], 1, 'refused'],
    [[], 0, 'applied'],
  ])('of %j, a policy that now asks for %i: %s', (approvedBy, approvals, outcome) => {
    expect(retried(approvedBy, approvals)).toBe(outcome);
  });
});

describe('gates', () => {
  test('no status leads into in-progress past a gate that is asked and not passed', () => {
    fc.assert(
      fc.property(anyStanding, (standing) => {
        const open = standing.gatesAsked.filter((gate) => !standing.gatesPassed.includes(gate));
        const move = moveTo('in-progress', standing);

        if (open.length > 0) expect(move.kind).not.toBe('allowed');
      }),
      { numRuns: 2_000 },
    );
  });

  test('GHSA-qx5f-ghc2-7g5c: a change of the row obeys them for every source status, whatever else it sets', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...requestStatuses),
        fc.constantFrom(...requestStatuses),
        anyGates,
        fc.boolean(),
        (from, to, gatesPassed, asked) => {
          const approvedBy = gatesPassed.includes('approval') ? ['somebody'] : [];
          const row: RequestRow = { ...exampleRow, status: from, gatesPassed, approvedBy };
          const now = milliseconds(Date.parse('2026-11-24T12:00:00Z'));
          const applied = applyChange(row, { to }, asked ? withApproval : policy, now);

          if (applied.kind === 'refused') return;
          const possible: readonly RequestStatus[] = transitions[from];
          expect(possible).toContain(to);
          if (to !== 'in-progress') return;
          expect(gatesPassed).toContain('identity');
          if (asked) expect(gatesPassed).toContain('approval');
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('identity is asked of every kind, approval where the policy says so', () => {
    expect(gatesOf(policy, 'erasure')).toEqual(['identity']);
    expect(gatesOf(withApproval, 'erasure')).toEqual(['identity', 'approval']);
  });

  test.each<[readonly Gate[], RequestStatus]>([
    [[], 'identity-required'],
    [['identity'], 'approval-required'],
    [['approval'], 'identity-required'],
    [['identity', 'approval'], 'in-progress'],
  ])('having passed %j, a request that needs both goes to %s', (gatesPassed, status) => {
    const next = nextStatus({ gatesAsked: gates, gatesPassed, irreversible: false });

    expect(next).toBe(status);
  });

  test('once data is being erased, a request is neither cancelled nor denied', () => {
    for (const status of requestStatuses) {
      for (const to of ['cancelled', 'denied'] as const) {
        const standing = {
          ...{ kind: 'erasure' as const, status },
          ...{ gatesAsked: [], gatesPassed: [], irreversible: true },
        };

        expect(moveTo(to, standing).kind).not.toBe('allowed');
      }
    }
  });
});

describe('kinds without a gate', () => {
  test('GDPR Art. 7(3), 11 CCR 7026(d): refusing and withdrawing ask for no proof', () => {
    const direct = requestKinds.filter((kind) => !isGated(kind));

    expect(direct).toEqual([
      'restriction',
      'objection',
      'withdraw-consent',
      'opt-out-sale-share',
      'limit-sensitive',
      'opt-out-automated-decision',
    ]);
    for (const kind of direct) expect(gatesOf(withApproval, kind)).toEqual([]);
  });

  test('are distinguished from those that have one', () => {
    expect(requestKinds.filter(isGated)).toEqual([
      'access',
      'portability',
      'rectification',
      'erasure',
      'human-review',
      'complaint',
      'appeal',
    ]);
  });
});

describe('kinds that the privacy team answers', () => {
  const inProgress = {
    ...{ status: 'in-progress' as const, gatesAsked: ['identity'] as const },
    ...{ gatesPassed: ['identity'] as const, irreversible: false },
  };

  test('are the four that no workflow carries out', () => {
    expect(requestKinds.filter(isAnswered)).toEqual([...answeredKinds]);
  });

  test.each(requestKinds.filter(isGated))(
    '%s is denied and fails only as its kind does',
    (kind) => {
      const denied = moveTo('denied', { ...inProgress, kind }).kind === 'allowed';
      const failed = moveTo('failed', { ...inProgress, kind }).kind === 'allowed';

      expect({ denied, failed }).toEqual({ denied: isAnswered(kind), failed: !isAnswered(kind) });
    },
  );
});
