const begin = (name: string, command: string) => `<!-- ${name}: written by \`${command}\` -->`;
const end = (name: string) => `<!-- end of ${name} -->`;

/** Replaces the text between the marks of a section in a page. */
export function withSection(
  page: string,
  name: string,
  text: string,
  command = 'npm run openapi',
): string {
  const start = begin(name, command);
  const [before, rest] = page.split(start);
  const [, after] = rest?.split(end(name)) ?? [];
  if (before === undefined || after === undefined) throw new Error(`add ${start} to the page`);
  return [before, start, '\n\n', text, '\n\n', end(name), after].join('');
}

/** In the format of the formatter: every cell is as wide as the widest of its column. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, index) =>
    Math.max(...[head, ...rows].map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}
