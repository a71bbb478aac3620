import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { milliseconds } from '../../lambda/value/time.ts';
import {
  heldBy,
  holdRetainedUntil,
  isHeld,
  isSuspended,
} from '../../lambda/retention/model/hold.ts';
import type { Hold, Suspension } from '../../lambda/retention/model/hold.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;
type Case = Pick<Hold, 'state' | 'categories'>;
const open = (...categories: string[]): Case => ({ state: 'open', categories });
const released = (...categories: string[]): Case => ({ state: 'released', categories });

describe('what the holds of a person keep (GDPR Art. 17(3)(e))', () => {
  test.each<[string, readonly Case[], ReturnType<typeof heldBy>]>([
    ['nothing without a hold', [], []],
    ['nothing by released holds', [released('feedback'), { state: 'released' }], []],
    ['the categories of an open hold, in order', [open('b', 'a')], ['a', 'b']],
    ['each category once', [open('a', 'b'), open('b')], ['a', 'b']],
    ['what another hold still keeps', [released('a', 'b'), open('b')], ['b']],
    ['everything by a hold that names none', [open('a'), { state: 'open' }], 'all'],
  ])('%s', (_, holds, onHold) => {
    expect(heldBy(holds)).toEqual(onHold);
  });

  test('never shrinks when a hold is added, whatever the order', () => {
    const category = fc.constantFrom('a', 'b', 'c', 'd');
    const hold: fc.Arbitrary<Case> = fc.record(
      {
        state: fc.constantFrom('open', 'released'),
        categories: fc.uniqueArray(category, { minLength: 1 }),
      },
      { requiredKeys: ['state'] },
    );
    fc.assert(
      fc.property(fc.array(hold), hold, category, (holds, another, asked) => {
        const before = isHeld(heldBy(holds), asked);

        expect(isHeld(heldBy([another, ...holds]), asked)).toBe(
          before || isHeld(heldBy([another]), asked),
        );
        expect(heldBy([...holds].reverse())).toEqual(heldBy(holds));
      }),
    );
  });

  test('a category is held when it is named, or everything is', () => {
    expect(isHeld('all', 'feedback')).toBe(true);
    expect(isHeld(['feedback'], 'feedback')).toBe(true);
    expect(isHeld(['feedback'], 'prompt-text')).toBe(false);
    expect(isHeld([], 'feedback')).toBe(false);
  });
});

describe('deletion of a row is suspended', () => {
  const row = { category: 'feedback', purposes: ['support', 'improvement'] };
  test.each<[string, Suspension, boolean]>([
    ['by nothing', { heldCategories: [], restrictedPurposes: [] }, false],
    [
      'by a hold on its category (GDPR Art. 17(3)(e))',
      { heldCategories: ['feedback'], restrictedPurposes: [] },
      true,
    ],
    ['not by a hold on another', { heldCategories: ['usage-log'], restrictedPurposes: [] }, false],
    [
      'by a restriction of one of its purposes (GDPR Art. 18(2))',
      { heldCategories: [], restrictedPurposes: ['improvement'] },
      true,
    ],
    [
      'not by a restriction of others',
      { heldCategories: [], restrictedPurposes: ['training'] },
      false,
    ],
    ['by a restriction of all', { heldCategories: [], restrictedPurposes: 'all' }, true],
  ])('%s', (_, marks, suspended) => {
    expect(isSuspended(marks, row)).toBe(suspended);
  });
});

test('a released hold is retained as long as evidence of requests: three years in the example', () => {
  const until = holdRetainedUntil(policy, milliseconds(Date.parse('2026-11-24T12:00:00Z')));

  expect(new Date(until * 1000).toISOString().slice(0, 10)).toBe('2029-11-24');
});
