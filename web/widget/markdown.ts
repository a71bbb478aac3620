/** Text with emphasis and links. */
export type Inline =
  | string
  | { readonly kind: 'strong' | 'em' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };
export type Line = readonly Inline[];

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly line: Line }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Line[] }
  | { readonly kind: 'table'; readonly head: readonly Line[]; readonly rows: readonly Line[][] };

const bullet = /^\s*[-*+]\s+/;
const number = /^\s*\d+[.)]\s+/;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;

/** The Markdown that notices use: headings, paragraphs, lists, tables. All else stays text. */
export function blocksOf(markdown: string): Block[] {
  return markdown
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .flatMap((chunk) => blocksIn(chunk.split('\n').filter((line) => line.trim() !== '')));
}

function blocksIn(lines: readonly string[]): Block[] {
  const [first = '', second = ''] = lines;
  if (lines.length === 0) return [];
  const [, hashes, title] = heading.exec(first) ?? [];
  if (hashes !== undefined && title !== undefined) {
    const block = { kind: 'heading', level: hashes.length, line: inlinesOf(title) } as const;
    return [block, ...blocksIn(lines.slice(1))];
  }
  if (first.trimStart().startsWith('|') && /^[\s|:-]*-[\s|:-]*$/.test(second)) {
    const rows = lines.slice(2).map(cellsOf);
    return [{ kind: 'table', head: cellsOf(first), rows }];
  }
  const marker = [bullet, number].find((each) => each.test(first));
  if (marker !== undefined) {
    return [{ kind: 'list', ordered: marker === number, items: itemsOf(lines, marker) }];
  }
  const end = lines.findIndex((line) => heading.test(line) || bullet.test(line));
  const own = end > 0 ? lines.slice(0, end) : lines;
  const line = inlinesOf(own.map((each) => each.trim()).join(' '));
  return [{ kind: 'paragraph', line }, ...blocksIn(lines.slice(own.length))];
}

/** Lines without a marker continue the item before them. */
function itemsOf(lines: readonly string[], marker: RegExp): Line[] {
  const items: string[] = [];
  for (const line of lines) {
    if (marker.test(line)) items.push(line.replace(marker, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items.map(inlinesOf);
}

const cellsOf = (line: string): Line[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => inlinesOf(cell.trim()));

const span = /\*\*(.+?)\*\*|\*([^*\s][^*]*)\*|`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)/g;

function inlinesOf(text: string): Line {
  const line: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(span)) {
    const [whole, strong, em, code, label, href] = match;
    if (match.index > end) line.push(text.slice(end, match.index));
    if (strong !== undefined) line.push({ kind: 'strong', text: strong });
    else if (em !== undefined) line.push({ kind: 'em', text: em });
    else if (code !== undefined) line.push({ kind: 'code', text: code });
    else line.push(linkOf(label ?? '', href ?? ''));
    end = match.index + whole.length;
  }
  if (end < text.length) line.push(text.slice(end));
  return line;
}

/** Only addresses that open a page or a mail; another is left out and its text shown. */
const linkOf = (text: string, href: string): Inline =>
  /^(?:https?:\/\/|mailto:)/i.test(href) ? { kind: 'link', text, href } : text;
