import { stringify } from 'csv-stringify/sync';
import { milliseconds, toEpochMilliseconds, toRfc3339 } from '../platform/time.ts';
import type { OpenedRecord } from '../record/record.ts';
import type { AddFile, WrittenFile } from './export-zip.ts';

/** A category's file is written when this much has come together; what follows goes into a next part. */
const partBytes = 2 * 1024 * 1024;
const previewItems = 20;
const previewCharacters = 1_000;

export interface PreviewItem {
  readonly collectedAt: string;
  readonly text: string;
}

/** What the page tells of one category. */
export interface CategoryContents {
  readonly category: string;
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
  readonly files: readonly WrittenFile[];
  /** The newest ones, shortened. */
  readonly preview: readonly PreviewItem[];
}

interface Open {
  /** What comes into the next part: JSON Lines, and the same as CSV. */
  readonly lines: string[];
  readonly rows: string[][];
  bytes: number;
  number: number;
  count: number;
  oldest: string;
  newest: string;
  files: WrittenFile[];
  preview: PreviewItem[];
}

/**
 * Writes every record once as JSON Lines and once as CSV, per category. Records come in the order
 * of writing, categories mixed, and are opened once: so a long category is written in parts.
 */
export async function writeRecords(
  records: AsyncIterable<OpenedRecord>,
  add: AddFile,
): Promise<readonly CategoryContents[]> {
  const open = new Map<string, Open>();
  for await (const record of records) {
    const contents = open.get(record.category) ?? begun(record);
    open.set(record.category, contents);
    take(contents, record);
    if (contents.bytes >= partBytes) await flush(record.category, contents, add);
  }
  for (const [category, contents] of open) {
    if (contents.lines.length > 0) await flush(category, contents, add);
  }
  return [...open].map(([category, { count, oldest, newest, files, preview }]) => ({
    ...{ category, count, oldest, newest, files },
    preview: preview.toReversed(),
  }));
}

function begun(record: OpenedRecord): Open {
  const at = toRfc3339(record.collectedAt);
  return {
    ...{ lines: [], rows: [], bytes: 0, number: 1, count: 0 },
    ...{ oldest: at, newest: at, files: [], preview: [] },
  };
}

function take(contents: Open, record: OpenedRecord): void {
  const fields = fieldsOf(record);
  const line = `${JSON.stringify(fields)}\n`;
  contents.lines.push(line);
  contents.rows.push(cellsOf(fields));
  contents.bytes += Buffer.byteLength(line);
  contents.count += 1;
  const { collectedAt } = fields;
  if (collectedAt < contents.oldest) contents.oldest = collectedAt;
  if (collectedAt > contents.newest) contents.newest = collectedAt;
  contents.preview.push({
    collectedAt,
    text: readable(record.content).slice(0, previewCharacters).toWellFormed(),
  });
  if (contents.preview.length > previewItems) contents.preview.shift();
}

async function flush(category: string, contents: Open, add: AddFile): Promise<void> {
  const name = contents.number === 1 ? category : `${category}-${contents.number}`;
  const { lines, rows } = contents;
  contents.files.push(await add(`data/${name}.jsonl`, lines));
  const csv = [csvOf(rows)];
  contents.files.push(await add(`data/${name}.csv`, csv));
  // Emptied, not replaced: the zip keeps every stream, and with it its source, to the end.
  for (const source of [lines, rows, csv]) source.length = 0;
  contents.bytes = 0;
  contents.number += 1;
}

type Fields = ReturnType<typeof fieldsOf>;

const fieldsOf = (record: OpenedRecord) => ({
  recordId: record.recordId,
  category: record.category,
  collectedAt: toRfc3339(record.collectedAt),
  expiresAt: toRfc3339(milliseconds(toEpochMilliseconds(record.expiresAt))),
  purposes: record.purposes,
  ...(record.source !== undefined && { source: record.source }),
  content: record.content,
});

/** Text as it is; anything else as JSON. */
const readable = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content);

const columns = [
  'recordId',
  'category',
  'collectedAt',
  'expiresAt',
  'purposes',
  'source',
  'content',
] as const;

// A cell that begins like a formula is prefixed, so that no spreadsheet computes what a person wrote;
// the byte order mark tells spreadsheets that this is UTF-8.
const csvOf = (rows: readonly string[][]): string =>
  stringify([...rows], {
    bom: true,
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
  });

const cellsOf = ({ purposes, source = '', content, ...fields }: Fields): string[] => [
  fields.recordId,
  fields.category,
  fields.collectedAt,
  fields.expiresAt,
  purposes.join(' '),
  source,
  readable(content),
];
