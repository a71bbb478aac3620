import { make } from './elements.ts';
import type { Block, Inline, Line } from './markdown.ts';
import { blocksOf } from './markdown.ts';

/**
 * The text of a notice as elements.
 *
 * @param level of the heading above the notice; those of the notice are below it
 * @param table what a table is called
 */
export const renderNotice = (markdown: string, level: number, table: string): Node[] =>
  blocksOf(markdown).map((block) => render(block, level, table));

function render(block: Block, above: number, table: string): Node {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(6, above + block.level);
      return make(`h${level}` as 'h3', {}, ...inline(block.line));
    }
    case 'paragraph':
      return make('p', {}, ...inline(block.line));
    case 'list':
      return make(
        block.ordered ? 'ol' : 'ul',
        {},
        ...block.items.map((item) => make('li', {}, ...inline(item))),
      );
    case 'table': {
      const head = block.head.map((cell) => make('th', { scope: 'col' }, ...inline(cell)));
      const rows = block.rows.map((row) =>
        make('tr', {}, ...row.map((cell) => make('td', {}, ...inline(cell)))),
      );
      const whole = make('table', {}, make('thead', {}, make('tr', {}, ...head)));
      whole.append(make('tbody', {}, ...rows));
      // A wide table is scrolled, with the keyboard too.
      return make('div', { role: 'region', 'aria-label': table, tabindex: '0' }, whole);
    }
  }
}

const inline = (line: Line): (Node | string)[] => line.map(nodeOf);

function nodeOf(part: Inline): Node | string {
  if (typeof part === 'string') return part;
  if (part.kind !== 'link') return make(part.kind, {}, part.text);
  const { href, text } = part;
  return make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text);
}
