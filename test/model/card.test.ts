import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardMarkdown } from '../../lambda/model/register/card-markdown.ts';
import { exampleCard } from '../../lambda/model/register/examples.ts';
import { literal, paragraphs } from '../../lambda/model/register/model/markdown.ts';
import { showPeople } from '../../lambda/model/register/shown-card.ts';

/** A character that can begin or end markup in CommonMark or GitHub's, without a backslash before it. */
const markup = /(?<!\\)(?:\\\\)*[!#$&)*+.:<=>@[\]^_`{|}~-]/;

describe('a text of the register, in Markdown', () => {
  test.each([
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['1) item', '1\\) item'],
    ['<script>alert(1)</script>', '\\<script\\>alert(1\\)\\</script\\>'],
    ['[text](https://evil.example)', '\\[text\\](https\\://evil\\.example\\)'],
    ['![](x)', '\\!\\[\\](x\\)'],
    ['a | b', 'a \\| b'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['\\# back', '\\\\\\# back'],
    ['    code', 'code'],
    ['one\n\n# two', 'one \\# two'],
  ])('%j is shown literally', (text, shown) => {
    expect(literal(text)).toBe(shown);
  });

  test('has no markup and one line, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary-ascii' }),
        (one, two) => {
          const written = literal(`${one}${two}`);

          expect(written).not.toMatch(/[\n\r]/);
          expect(written).not.toMatch(markup);
          // Nothing is lost: without the backslashes it is the text again.
          expect(written.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(
            `${one}${two}`.split(/\s+/u).join(' ').trim(),
          );
        },
      ),
    );
  });

  test('keeps its paragraphs and nothing of its lines', () => {
    expect(paragraphs('one\ntwo\n\n> three\r\n\r\n')).toBe('one two\n\n\\> three');
  });
});

test('the card has the sections of Mitchell et al. 2019 in their order', () => {
  const sections = cardMarkdown(exampleCard)
    .split('\n')
    .filter((line) => line.startsWith('## '));

  expect(sections).toEqual([
    '## Model details',
    '## Intended use',
    '## Factors',
    '## Metrics',
    '## Evaluation data',
    '## Training data',
    '## Quantitative analyses',
    '## Ethical considerations',
    '## Caveats and recommendations',
  ]);
});

test('Annex XI has a section of its own where it is declared', () => {
  const text = cardMarkdown({
    ...exampleCard,
    annexXI: { tasks: 'Ranks answers.', parameters: 120_000, data: { points: 48_112 } },
  });

  expect(text).toContain('## Annex XI of Regulation (EU) 2024/1689');
  expect(text).toContain('**Parameters:** 120000');
  expect(text).toContain('### Data\n\n**Points:** 48112');
});

test('no text of a card becomes markup, wherever it is', () => {
  const evil =
    '\n\n# Approved\n\n[click](javascript:alert(1)) <img src=x onerror=alert(1)> `x`\n- **y**';
  const card = JSON.parse(
    JSON.stringify(exampleCard, (_, value: unknown) => (typeof value === 'string' ? evil : value)),
  ) as typeof exampleCard;

  const text = cardMarkdown(card);

  expect(text).not.toMatch(/(?<!\\)<img|(?<!\\)\[click|(?<!\\)`x|\n# Approved|\n- \*\*y/);
});

test('fewer than five people are not counted on a card', () => {
  expect([1, 4, 5, 6].map(showPeople)).toEqual(['fewer than 5', 'fewer than 5', 5, 6]);
});
