import { describe, expect, test } from 'vitest';
import { ruleOnImport } from '../../lambda/consent/model/import.ts';
import { milliseconds } from '../../lambda/value/time.ts';

const at = milliseconds;
const here = (state: 'given' | 'refused' | 'withdrawn', time = 100) => ({ state, at: at(time) });
const elsewhere = (state: 'given' | 'refused' | 'withdrawn', time = 100) =>
  ({ ...here(state, time), imported: true }) as const;

describe('an imported choice never overwrites a newer one of the person', () => {
  test.each([
    ['nothing said before', undefined, here('given', 1), 'import'],
    ['the same line again', elsewhere('given'), here('given'), 'already-imported'],
    ['the same words said here', here('given'), here('given'), 'newer-choice-stands'],
    ['the same time, another word', elsewhere('given'), here('withdrawn'), 'import'],
    ['a later line', elsewhere('given'), here('given', 101), 'import'],
    ['an earlier line', elsewhere('given'), here('given', 99), 'newer-choice-stands'],
    ['an earlier refusal', here('given'), here('refused', 99), 'newer-choice-stands'],
    ['a refusal of the same time', here('given'), here('refused'), 'newer-choice-stands'],
    ['a later refusal', here('given'), here('refused', 101), 'import'],
    ['a later consent', here('given'), here('given', 101), 'newer-choice-stands'],
    ['a later withdrawal after a refusal', here('refused'), here('withdrawn', 101), 'import'],
    ['an earlier one', here('refused'), here('withdrawn', 99), 'newer-choice-stands'],
    ['one of the same time', here('refused'), here('withdrawn'), 'newer-choice-stands'],
  ] as const)('%s', (_title, stored, line, kind) => {
    expect(ruleOnImport(stored, line)).toEqual({ kind });
  });

  test.each([
    ['said here', here('refused')],
    ['withdrawn here', here('withdrawn')],
    ['imported', elsewhere('refused')],
  ] as const)('a refusal that was %s stands against every imported consent', (_title, stored) => {
    for (const time of [1, 100, 1_000]) {
      expect(ruleOnImport(stored, here('given', time))).toEqual({ kind: 'refusal-stands' });
    }
  });

  test('an imported refusal ends an imported consent, though it be older', () => {
    expect(ruleOnImport(elsewhere('given'), here('refused', 1))).toEqual({ kind: 'import' });
  });

  test('a consent that waits is confirmed by the same line from somebody else, and by nothing else', () => {
    const notice = { id: 'assistant', version: 'v1' };
    const waiting = { ...elsewhere('given'), pendingBy: 'one', notice };
    const line = { ...here('given'), noticeVersion: 'v1' };

    expect(ruleOnImport(waiting, { ...line, by: 'other' })).toEqual({ kind: 'confirm' });
    expect(ruleOnImport(waiting, { ...line, by: 'one' })).toEqual({
      kind: 'awaits-second-approver',
    });
    const onAnother = { ...line, noticeVersion: 'v2', by: 'other' };
    expect(ruleOnImport(waiting, onAnother)).toEqual({ kind: 'already-imported' });
    const done = { ...elsewhere('given'), notice };
    expect(ruleOnImport(done, { ...line, by: 'other' })).toEqual({ kind: 'already-imported' });
  });
});
