import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { blocksOf } from '../../../web/widget/markdown.ts';
import type { Block, Line } from '../../../web/widget/markdown.ts';

const linesOf = (block: Block): readonly Line[] => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.line];
    case 'list':
      return block.items;
    case 'table':
      return [block.head, ...block.rows].flat();
  }
};

const textOf = (line: Line): string =>
  line.map((part) => (typeof part === 'string' ? part : part.text)).join('');

describe('Markdown of notices', () => {
  test.each(globSync('policy/notices/*/*.md'))('%s is read as a whole', (path) => {
    const markdown = readFileSync(path, 'utf8');
    const blocks = blocksOf(markdown);
    const texts = blocks.flatMap(linesOf).map(textOf);

    expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1 });
    expect(new Set(blocks.map(({ kind }) => kind))).toContain('list');
    // No markup is left, and no word is lost.
    expect(texts.filter((text) => /\*\*|^#|^\||^- /.test(text))).toEqual([]);
    const words = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
    expect(words(texts.join(''))).toBe(words(markdown));
  });

  test('has headings, paragraphs, lists and tables', () => {
    const markdown = [
      '# One **big**',
      'right after it',
      '',
      'a',
      'b',
      '- c',
      '  goes on',
      '- d',
      '',
      '1. e',
      '2. f',
      '',
      '| g | h |',
      '| --- | --- |',
      '| *i* | `j` |',
    ].join('\r\n');

    expect(blocksOf(markdown)).toEqual([
      { kind: 'heading', level: 1, line: ['One ', { kind: 'strong', text: 'big' }] },
      { kind: 'paragraph', line: ['right after it'] },
      { kind: 'paragraph', line: ['a b'] },
      { kind: 'list', ordered: false, items: [['c goes on'], ['d']] },
      { kind: 'list', ordered: true, items: [['e'], ['f']] },
      {
        kind: 'table',
        head: [['g'], ['h']],
        rows: [[[{ kind: 'em', text: 'i' }], [{ kind: 'code', text: 'j' }]]],
      },
    ]);
  });

  test('links only what opens a page or a mail', () => {
    const link = (href: string) => blocksOf(`[here](${href})`);
    for (const href of ['https://example.com/a', 'mailto:privacy@example.com']) {
      const line = [{ kind: 'link', text: 'here', href }];
      expect(link(href)).toEqual([{ kind: 'paragraph', line }]);
    }
    for (const href of ['javascript:alert`1`', 'data:text/html,x', '//example.com', '/here']) {
      expect(link(href)).toEqual([{ kind: 'paragraph', line: ['here'] }]);
    }
  });

  test('leaves HTML and half a mark as text', () => {
    for (const text of ['<img src=x onerror=alert(1)>', '2 * 3 * 4', 'a ** b', '[a](b', '']) {
      expect(blocksOf(text)).toEqual(text === '' ? [] : [{ kind: 'paragraph', line: [text] }]);
    }
  });
});
