import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../web/centre/notice/paragraph-diff.ts';

const shown = (before: string, after: string) =>
  changesBetween(before, after).map(({ kind, text }) => `${kind}: ${text}`);

describe('what changed between two versions of a notice', () => {
  test.each([
    ['nothing', 'One.\n\nTwo.', 'One.\n\nTwo.', ['same: One.', 'same: Two.']],
    ['where lines break', 'One and\ntwo.', 'One\nand two.', ['same: One\nand two.']],
    ['a new paragraph', 'One.', 'One.\n\nTwo.', ['same: One.', 'added: Two.']],
    ['one less', 'One.\n\nTwo.', 'Two.', ['removed: One.', 'same: Two.']],
    ['another one', 'One.\n\nTwo.', 'One!\n\nTwo.', ['removed: One.', 'added: One!', 'same: Two.']],
    [
      'an item of a list',
      '- a\n- b\n  c',
      '- a\n- b\n  d',
      ['same: - a', 'removed: - b\n  c', 'added: - b\n  d'],
    ],
    [
      'a row of a table',
      '| a |\n| --- |\n| 1 |',
      '| a |\n| --- |\n| 2 |',
      ['same: | a |', 'removed: | 1 |', 'added: | 2 |'],
    ],
    ['all of it', 'One.', '', ['removed: One.']],
  ])('%s', (_, before, after, expected) => {
    expect(shown(before, after)).toEqual(expected);
  });

  test('leads from the one to the other, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('One.', 'Two.', 'Three.', 'Four.'), { maxLength: 8 })
      .map((paragraphs) => paragraphs.join('\n\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = changesBetween(before, after);
        const without = (kind: 'added' | 'removed') =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join('\n\n');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });
});
