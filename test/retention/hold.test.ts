import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { milliseconds } from '../../lambda/value/time.ts';
import {
  heldBy,
  holdRetainedUntil,
  isContested,
  isHeld,
  isSuspended,
  suspendedBy,
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
        const before = isHeld(policy, heldBy(holds), asked);

        expect(isHeld(policy, heldBy([another, ...holds]), asked)).toBe(
          before || isHeld(policy, heldBy([another]), asked),
        );
        expect(heldBy([...holds].reverse())).toEqual(heldBy(holds));
      }),
    );
  });

  test('a category is held when it is named, or everything is', () => {
    expect(isHeld(policy, 'all', 'feedback')).toBe(true);
    expect(isHeld(policy, ['feedback'], 'feedback')).toBe(true);
    expect(isHeld(policy, ['feedback'], 'prompt-text')).toBe(false);
    expect(isHeld(policy, [], 'feedback')).toBe(false);
  });
});

describe('what no one has classified', () => {
  const treated = { unclassified: { treatAs: 'prompt-text' } };
  const marks = { heldCategories: [], restrictedPurposes: [] };
  const row = { category: 'unclassified', purposes: [] };

  test('is held with the category that it is treated as, and not the other way round', () => {
    expect(isHeld(treated, ['prompt-text'], 'unclassified')).toBe(true);
    expect(isHeld(treated, ['unclassified'], 'unclassified')).toBe(true);
    expect(isHeld(treated, ['feedback'], 'unclassified')).toBe(false);
    expect(isHeld(treated, ['unclassified'], 'prompt-text')).toBe(false);
    expect(isHeld({}, ['prompt-text'], 'unclassified')).toBe(false);
  });

  test('GDPR Art. 18(1)(a): is contested with it, and not deleted meanwhile', () => {
    const contesting = (category: string) => ({ ...marks, restrictedCategories: [category] });

    expect(isContested(treated, contesting('prompt-text'), 'unclassified')).toBe(true);
    expect(isContested(treated, contesting('feedback'), 'unclassified')).toBe(false);
    expect(suspendedBy(treated, contesting('prompt-text'), row)).toBe('restriction');
    expect(suspendedBy(treated, contesting('feedback'), row)).toBeUndefined();
    expect(suspendedBy(treated, { ...marks, heldCategories: ['prompt-text'] }, row)).toBe(
      'legal-hold',
    );
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
    expect(isSuspended(policy, marks, row)).toBe(suspended);
  });
});

test('a released hold is retained as long as evidence of requests: three years in the example', () => {
  const until = holdRetainedUntil(policy, milliseconds(Date.parse('2026-11-24T12:00:00Z')));

  expect(new Date(until * 1000).toISOString().slice(0, 10)).toBe('2029-11-24');
});
