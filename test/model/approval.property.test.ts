import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleOnApproval, liftable } from '../../lambda/model/register/model/approval.ts';
import type { ApprovalFacts, SetFacts } from '../../lambda/model/register/model/approval.ts';
import { stepTo, transitions } from '../../lambda/model/register/model/states.ts';
import { riskClasses } from '../../lambda/policy/vocabulary.ts';
import type { ModelState } from '../../lambda/value/models.ts';
import { holdingReasons, modelStates } from '../../lambda/value/models.ts';
import { milliseconds } from '../../lambda/value/time.ts';

const day = 86_400_000;
const now = milliseconds(Date.UTC(2026, 10, 24));
const set: fc.Arbitrary<SetFacts> = fc.oneof(
  fc.constantFrom(
    ...(['unknown', 'building', 'failed', 'rejected', 'expired', 'current'] as const).map(
      (kind) => ({ kind }),
    ),
  ),
  fc.record({
    kind: fc.constant('stale' as const),
    since: fc.option(
      fc.integer({ min: 0, max: 60 }).map((days) => milliseconds(now - days * day)),
      { nil: undefined },
    ),
  }),
);
const facts: fc.Arbitrary<ApprovalFacts> = fc.record({
  riskClass: fc.option(fc.constantFrom(...riskClasses), { nil: undefined }),
  assessed: fc.boolean(),
  sets: fc.array(set, { maxLength: 3 }),
  systems: fc.array(fc.constantFrom(...(['no-report', 'empty', 'passes', 'breached'] as const)), {
    maxLength: 3,
  }),
  rules: fc.record({
    assessment: fc.subarray([...riskClasses, 'unclassified' as const]),
    staleFor: fc.option(fc.constantFrom('P7D', 'P30D'), { nil: undefined }),
  }),
  now: fc.constant(now),
});

/** What the issue asks for, written again without the program. */
function mayBeApproved(asked: ApprovalFacts, excepted: boolean): boolean {
  const { assessed, rules, riskClass, sets, systems } = asked;
  const days = { P7D: 7, P30D: 30 }[rules.staleFor ?? ''] ?? 0;
  const needed = rules.assessment.includes(riskClass ?? 'unclassified');
  const usable = sets.every((one) => {
    if (one.kind === 'current') return true;
    if (one.kind === 'expired') return excepted;
    if (one.kind !== 'stale') return false;
    return excepted || (days > 0 && one.since !== undefined && now - one.since < days * day);
  });
  const fair = systems.length > 0 && systems.every((one) => one === 'passes');
  return (assessed || !needed) && usable && (fair || excepted);
}

describe('an approval', () => {
  test('is given exactly where nothing holds it back', () => {
    fc.assert(
      fc.property(facts, fc.boolean(), (asked, excepted) => {
        const { holding, lifted } = ruleOnApproval(asked, excepted);

        expect(holding.length === 0).toBe(mayBeApproved(asked, excepted));
        expect(lifted.every((reason) => excepted && liftable.includes(reason))).toBe(true);
        const all = ruleOnApproval(asked, false).holding;
        expect(holdingReasons.filter((one) => [...holding, ...lifted].includes(one))).toEqual(all);
      }),
      { numRuns: 2_000 },
    );
  });

  test('no path of steps reaches approved while a reason holds', () => {
    const step = fc.record({
      to: fc.constantFrom(...modelStates),
      by: fc.constantFrom('service' as const, 'staff' as const),
      asked: facts,
      excepted: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let state: ModelState = 'planned';
        for (const { to, by, asked, excepted } of steps) {
          if (stepTo(state, to, by) !== 'allowed') continue;
          if (to === 'approved' && ruleOnApproval(asked, excepted).holding.length > 0) continue;
          if (to === 'approved') {
            expect(by).toBe('staff');
            expect(mayBeApproved(asked, excepted)).toBe(true);
          }
          // Nothing is used that was not approved before.
          if (to === 'deployed') expect(state).toBe('approved');
          state = to;
        }
      }),
    );
  });

  test('no exception lifts a missing assessment', () => {
    expect(liftable).not.toContain('assessment-missing');
  });
});

test('the table of steps goes one way, and every model can be retired', () => {
  for (const [from, steps] of Object.entries(transitions) as [ModelState, object][]) {
    const place = modelStates.indexOf(from);
    for (const to of Object.keys(steps) as ModelState[]) {
      expect(modelStates.indexOf(to)).toBeGreaterThan(place);
    }
    if (from !== 'retired') expect(Object.keys(steps)).toContain('retired');
  }
});
