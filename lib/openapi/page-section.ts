const begin = (name: string) => `<!-- ${name}: written by \`npm run openapi\` -->`;
const end = (name: string) => `<!-- end of ${name} -->`;

/** A page with a text in the place of what it has between the marks of a section. */
export function withSection(page: string, name: string, text: string): string {
  const [before, rest] = page.split(begin(name));
  const [, after] = rest?.split(end(name)) ?? [];
  if (before === undefined || after === undefined)
    throw new Error(`add ${begin(name)} to the page`);
  return [before, begin(name), '\n\n', text, '\n\n', end(name), after].join('');
}

/** As the formatter leaves it: every cell as wide as the widest of its column. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, index) =>
    Math.max(...[head, ...rows].map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}
