/**
 * Cells of one CSV row (RFC 4180); undefined where quotes do not fit together.
 *
 * @param text without its line break
 */
export function cellsOf(text: string, delimiter: string): readonly string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      const next = text[end + 1];
      if (end < 0 || (next !== undefined && next !== delimiter)) return undefined;
      cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const end = text.indexOf(delimiter, at);
      const cell = text.slice(at, end < 0 ? undefined : end);
      if (cell.includes('"')) return undefined;
      cells.push(cell);
      at = end < 0 ? text.length : end;
    }
    if (at >= text.length) return cells;
    at += 1;
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** Semicolons where a spreadsheet wrote them. */
export const delimiterOf = (header: string): ',' | ';' =>
  header.includes(';') && !header.includes(',') ? ';' : ',';

/** A column `subject.type` makes `{subject: {type}}`; an empty cell says nothing. */
export function recordOf(
  columns: readonly string[],
  cells: readonly string[],
): Readonly<Record<string, unknown>> {
  const record = new Map<string, unknown>();
  columns.forEach((column, index) => {
    const cell = cells[index] ?? '';
    if (cell === '') return;
    const [name = '', field] = column.split('.', 2);
    const nested = record.get(name);
    record.set(
      name,
      field === undefined ? cell : { ...(isRecord(nested) ? nested : {}), [field]: cell },
    );
  });
  return Object.fromEntries(record);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
