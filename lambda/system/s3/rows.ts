import { Readable, pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import { linesOf, openText } from './lines.ts';
import type { NewBody } from './replace.ts';
import type { Judgement, RowSelector } from './row-selector.ts';
import type { StoredObject } from './stored-object.ts';

type Found = Exclude<Judgement, { readonly kind: 'other' }>;
/** What becomes of a row: another text, nothing, or `same`. An unreadable one is shown, and stays. */
export type RowEdit = (
  row: Found,
) => { readonly kind: 'same' | 'none' } | { kind: 'text'; text: string };

interface SeenRow {
  readonly judgement: Found;
  readonly line: Buffer;
  /** Bytes of the text up to the end of the line. */
  readonly end: number;
}

/** Rows of the person, and unreadable ones that name the person. */
export async function* rowsOf(
  source: StoredObject,
  rows: RowSelector,
): AsyncGenerator<SeenRow, void> {
  const { blocks } = await openText(await source.read());
  let end = 0;
  for await (const block of blocks) {
    if (!rows.mayBeIn(block)) {
      end += block.length;
      continue;
    }
    for (const line of linesOf(block)) {
      end += line.length;
      const judgement = rows.mayBeIn(line) ? rows.judge(line) : undefined;
      if (judgement !== undefined && judgement.kind !== 'other') yield { judgement, line, end };
    }
  }
}

/**
 * The object with its rows edited, compressed as it was; undefined if no row changes. The object is read
 * up to the first row that does, and then again from its beginning: most objects need no write.
 */
export async function editedBody(
  source: StoredObject,
  rows: RowSelector,
  edit: RowEdit,
): Promise<NewBody | undefined> {
  let isChanged = false;
  for await (const { judgement } of rowsOf(source, rows)) {
    isChanged = edit(judgement).kind !== 'same';
    if (isChanged) break;
  }
  if (!isChanged) return undefined;
  let changes = 0;
  const { isGzip, blocks } = await openText(await source.read());
  const lines = editedLines(blocks, rows, (row) => {
    const result = edit(row);
    if (result.kind !== 'same') changes += 1;
    return result;
  });
  return { changes: () => changes, body: isGzip ? gzipped(lines) : lines };
}

async function* editedLines(
  blocks: AsyncIterable<Buffer>,
  rows: RowSelector,
  edit: RowEdit,
): AsyncGenerator<Buffer, void> {
  for await (const block of blocks) {
    if (!rows.mayBeIn(block)) {
      yield block;
      continue;
    }
    const rest: Buffer[] = [];
    for (const line of linesOf(block)) {
      const judgement = rows.mayBeIn(line) ? rows.judge(line) : undefined;
      const isFound = judgement !== undefined && judgement.kind !== 'other';
      const result = isFound ? edit(judgement) : undefined;
      if (result === undefined || result.kind === 'same') rest.push(line);
      else if (result.kind === 'text') rest.push(Buffer.from(result.text + endOf(line)));
    }
    if (rest.length > 0) yield Buffer.concat(rest);
  }
}

const endOf = (line: Buffer): string => /\r?\n?$/.exec(line.toString('latin1'))?.[0] ?? '';

async function* gzipped(lines: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let failed: Error | undefined;
  const compressed = pipeline(
    Readable.from(lines, { objectMode: false }),
    createGzip(),
    (error) => (failed = error ?? undefined),
  );
  try {
    for await (const piece of compressed) yield piece as Buffer;
  } catch (error) {
    throw failed ?? error;
  }
}
