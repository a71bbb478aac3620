import { describe, expect, test } from 'vitest';
import { judge } from '../../lambda/erasure/conclude.ts';
import { seenAfter, seenBefore } from './rows.ts';

describe('the verdict on a second count', () => {
  test('verifies when nothing is left and the count plainly sees', () => {
    expect(judge(seenBefore, seenAfter)).toEqual({ kind: 'verified' });
  });

  test('reports how many rows are left over', () => {
    const after = { ...seenAfter, person: { records: 2, 'subject-keys': 1 } };

    expect(judge(seenBefore, after)).toEqual({ kind: 'rows-left-over', rows: 3 });
  });

  test.each([
    ['sees nothing at all', { ...seenAfter, exempt: {}, others: 0, controls: [] }],
    ['sees nobody else any more', { ...seenAfter, others: 0, controls: [] }],
    ['does not see what is kept of the person', { ...seenAfter, exempt: {} }],
    [
      'sees that every neighbour lost most rows',
      { ...seenAfter, controls: seenBefore.controls.map((one) => ({ ...one, rows: 1 })) },
    ],
  ])('is not believed when it %s', (_, after) => {
    expect(judge(seenBefore, after)).toEqual({ kind: 'verification-inconclusive' });
  });

  test('is not believed when the first count saw nothing of the person, or is missing', () => {
    const blind = { ...seenBefore, person: {}, exempt: {} };

    expect(judge(blind, seenAfter)).toEqual({ kind: 'verification-inconclusive' });
    expect(judge(undefined, seenAfter)).toEqual({ kind: 'verification-inconclusive' });
  });

  test('is believed when one neighbour deletes a record or is erased at the same time', () => {
    const [first, second] = seenBefore.controls;
    const fewer = [{ ...first!, rows: 6 }, second!];

    expect(judge(seenBefore, { ...seenAfter, controls: fewer }).kind).toBe('verified');
    expect(judge(seenBefore, { ...seenAfter, controls: [second!] }).kind).toBe('verified');
    expect(judge(seenBefore, { ...seenAfter, controls: [] }).kind).toBe('verified');
  });

  test.each([0, 1])(
    'is believed for the only person there is, beside %i rows of no one',
    (others) => {
      const alone = { ...seenBefore, others, controls: [] };

      expect(judge(alone, { ...seenAfter, others: 0, controls: [] }).kind).toBe('verified');
    },
  );

  test('is believed beside people who have no rows, before and after', () => {
    const controls = seenBefore.controls.map((one) => ({ ...one, rows: 0 }));

    const before = { ...seenBefore, others: 0, controls };
    expect(judge(before, { ...seenAfter, others: 0, controls }).kind).toBe('verified');
  });
});
