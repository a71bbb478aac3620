import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredState } from '../../lambda/consent/model/event.ts';
import { movesEnds } from '../../lambda/retention/model/moved-ends.ts';
import { openRetentionRules } from '../../lambda/retention/model/retention-end.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { at, person, policyWith, said, shipped } from './retention-fixture.ts';

const now = at('2026-11-24T10:00:00Z');
const hour = 3_600_000;

const state = fc.option(
  fc.record({
    choice: fc.constantFrom('given', 'refused', 'withdrawn'),
    validFor: fc.option(fc.integer({ min: -5, max: 5 }), { nil: undefined }),
    lapsed: fc.option(fc.record({ ago: fc.integer({ min: 0, max: 9 }), saidNo: fc.boolean() }), {
      nil: undefined,
    }),
    unproven: fc.boolean(),
  }),
  { nil: undefined },
);
type Said = NonNullable<ReturnType<typeof stateOf>>;

function stateOf(drawn: typeof state extends fc.Arbitrary<infer Drawn> ? Drawn : never) {
  if (drawn === undefined) return undefined;
  const { choice, validFor, lapsed, unproven } = drawn;
  const until = validFor === undefined ? undefined : milliseconds(now + validFor * hour);
  return {
    ...said(choice, 'improvement', until),
    ...(unproven && { unproven: true as const }),
    ...(lapsed && {
      lapsed: { until: milliseconds(now - lapsed.ago * hour), saidNo: lapsed.saidNo },
    }),
  };
}

const rows = fc.array(
  fc.record({
    category: fc.constantFrom(...Object.keys(shipped.categories)),
    also: fc.boolean(),
    collectedAgo: fc.integer({ min: 0, max: 40 }),
    storedAgo: fc.integer({ min: 0, max: 10 }),
  }),
  { minLength: 1, maxLength: 20 },
);

// A basis that changes on a day: data that was collected before it is judged by the one before.
const policies = [
  shipped,
  policyWith({
    improvement: {
      legalBasis: {
        ...shipped.purposes['improvement']!.legalBasis,
        gdpr: { basis: 'consent', effectiveFrom: '2026-11-24' },
      },
    } as never,
  }),
];

test('whatever ends otherwise after something was said is found (GDPR Art. 7(3))', () => {
  fc.assert(
    fc.property(
      fc.tuple(state, state),
      rows,
      fc.constantFrom(...policies),
      fc.boolean(),
      ([drawnBefore, drawnAfter], drawnRows, policy, trainingWasOff) => {
        const [before, after] = [stateOf(drawnBefore), stateOf(drawnAfter)];
        const facts = (state: Said | undefined) => {
          const states = state === undefined ? [] : [state];
          const earlier = trainingWasOff ? [earlierOf(states)] : [];
          return { ...person({ policy, now, states }), earlier };
        };
        const ends = (state: Said | undefined) => {
          const { restamp } = openRetentionRules(facts(state));
          return drawnRows.map(({ category, also, collectedAgo, storedAgo }) =>
            restamp({
              category,
              purposes: ['improvement', ...(also ? ['service-provision'] : [])],
              collectedAt: ago(Math.max(collectedAgo, storedAgo)),
              storedAt: ago(storedAgo),
              ...{ expiresAt: Math.floor(now / 1000) + 500 * 86_400, suspended: false },
            } as never),
          );
        };
        const change = { purpose: 'improvement', before, after };

        if (JSON.stringify(ends(before)) !== JSON.stringify(ends(after))) {
          expect(movesEnds(facts(after), change)).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});

const ago = (hours: number): EpochMilliseconds => milliseconds(now - hours * hour);

const earlierOf = (states: readonly StoredState[]) => {
  const { earlier: _, ...before } = person({ now: ago(3), states });
  return { ...before, settings: { ...before.settings, training: 'off' as const } };
};

test.each([
  ['a choice is repeated', 'refused', 'refused', false],
  ['what was never given is refused', undefined, 'refused', false],
  ['a refusal is withdrawn', 'refused', 'withdrawn', false],
  ['a consent is given', 'refused', 'given', true],
  ['a consent is withdrawn', 'given', 'withdrawn', true],
  ['a consent is given again, as before', 'given', 'given', false],
] as const)('%s: moves ends: %s to %s, %s', (_, before, after, moves) => {
  const states = [said(after, 'improvement', undefined)];
  const change = {
    purpose: 'improvement',
    before: before && said(before),
    after: states[0],
  };

  expect(movesEnds(person({ states }), change)).toBe(moves);
});
