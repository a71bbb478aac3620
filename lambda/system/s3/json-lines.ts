import { Readable, pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import { maximumChunkBytes } from '../model/connector.ts';
import type { IdentifierType, SystemCorrection } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { corrected } from './correct.ts';
import { deleteVersions } from './delete-versions.ts';
import { fileName, jsonOf } from './export-page.ts';
import { linesOf, openText } from './lines.ts';
import { exportVersions, overVersions } from './part.ts';
import type {
  ExportOutcome,
  ExportPage,
  ExportSource,
  Outcome,
  Part,
  Position,
  Step,
  Turn,
  Walk,
} from './part.ts';
import { replaceObject } from './replace.ts';
import type { NewBody } from './replace.ts';
import type { Judgement, RowSelector } from './row-selector.ts';
import { openObject } from './stored-object.ts';
import type { StoredObject } from './stored-object.ts';
import type { StoredVersion } from './versions.ts';

export interface JsonLinesProps extends Walk {
  readonly category: string;
  readonly selector: IdentifierType;
  readonly rows: RowSelector;
}

type OwnRow = Extract<Judgement, { readonly kind: 'own' }>;
/** What becomes of a row of the person: another text, nothing, or `same`. */
type RowEdit = (row: OwnRow) => { readonly kind: 'same' | 'none' } | { kind: 'text'; text: string };

/** Rows of the person in objects of many people: a row counts once in each version that has it. */
export class JsonLines implements Part {
  readonly category: string;
  readonly selector: IdentifierType;
  readonly #walk: Walk;
  readonly #rows: RowSelector;

  constructor({ category, selector, rows, ...walk }: JsonLinesProps) {
    this.category = category;
    this.selector = selector;
    this.#walk = walk;
    this.#rows = rows;
  }

  find(at: Position | undefined, turn: Turn): Promise<Step> {
    return overVersions(this.#walk, at, turn, async (version) => {
      const { own, unreadable } = await this.#count(version);
      return { count: own + unreadable, remains: version };
    });
  }

  async #count(version: StoredVersion): Promise<{ own: number; unreadable: number }> {
    const counts = { own: 0, unreadable: 0 };
    if (version.bytes === 0) return counts;
    const source = await openObject(this.#walk.bucket, version.key, version.versionId);
    if (source === undefined) return counts;
    try {
      for await (const { judgement } of rowsOf(source, this.#rows)) counts[judgement.kind] += 1;
      return counts;
    } finally {
      source.release();
    }
  }

  /** Rows of current objects: earlier versions have most of them again. */
  export(at: Position | undefined, turn: Turn, page: ExportPage): Promise<Step> {
    return exportVersions(this.#walk, at, turn, page, (source) => this.#exportRows(source, page));
  }

  async #exportRows(from: ExportSource, page: ExportPage): Promise<ExportOutcome> {
    const { key, versionId, isLatest, offset, bytes } = from;
    if (!isLatest || bytes === 0) return { count: 0 };
    const source = await openObject(this.#walk.bucket, key, versionId);
    if (offset > 0 && source?.etag !== from.etag) throw new SystemFaultError('changed-meanwhile');
    if (source === undefined) return { count: 0 };
    let count = 0;
    let done = offset;
    try {
      for await (const { judgement, line, end } of rowsOf(source, this.#rows)) {
        if (end <= offset || judgement.kind !== 'own') continue;
        if (line.length > maximumChunkBytes) throw new SystemFaultError('unreadable');
        const content = jsonOf(line);
        const { category } = this;
        const isAdded = page.add(
          content === undefined
            ? {
                kind: 'file',
                category,
                name: `${fileName(key, versionId, true)} (row that ends at byte ${end}).json`,
                contentType: 'application/json',
                base64: line.toString('base64'),
                isLast: true,
              }
            : { kind: 'json', category, content, ...storedAt(from) },
        );
        if (!isAdded) return { count, from: { offset: done, etag: source.etag } };
        count += 1;
        done = end;
      }
      return { count };
    } finally {
      source.release();
    }
  }

  erase(at: Position | undefined, turn: Turn): Promise<Step> {
    return overVersions(this.#walk, at, turn, (version) =>
      version.isLatest
        ? this.#rewrite(version, () => ({ kind: 'none' }))
        : this.#eraseEarlier(version),
    );
  }

  /** The history of an object cannot be rewritten: a version with a row of the person is deleted whole. */
  async #eraseEarlier(version: StoredVersion): Promise<Outcome> {
    const { own, unreadable } = await this.#count(version);
    if (own === 0) return { count: 0, remains: version };
    const { locked } = await deleteVersions(this.#walk.bucket, [version]);
    if (locked.length > 0) return { count: 0, remains: version, fault: 'locked' };
    return { count: own + unreadable, remains: undefined };
  }

  rectify(
    at: Position | undefined,
    turn: Turn,
    corrections: readonly SystemCorrection[],
  ): Promise<Step> {
    return overVersions(this.#walk, at, turn, async (version) => {
      if (!version.isLatest) return { count: 0, remains: version };
      const edit: RowEdit = ({ row }) => {
        const result = corrected(row(), corrections);
        return result === undefined
          ? { kind: 'same' }
          : { kind: 'text', text: JSON.stringify(result) };
      };
      return this.#rewrite(version, edit);
    });
  }

  async #rewrite({ key, bytes, versionId }: StoredVersion, edit: RowEdit): Promise<Outcome> {
    if (bytes === 0) return { count: 0, remains: { key, versionId } };
    const { changes, locked, current } = await replaceObject(this.#walk.bucket, key, (source) =>
      editedBody(source, this.#rows, edit),
    );
    return { count: changes, remains: current, fault: locked > 0 ? 'locked' : undefined };
  }

  /** @throws SystemFaultError `misconfigured`: a tag would restrict the rows of other people */
  restrict(): Promise<Step> {
    throw new SystemFaultError('misconfigured');
  }
}

interface SeenRow {
  readonly judgement: Exclude<Judgement, { readonly kind: 'other' }>;
  readonly line: Buffer;
  /** Bytes of the text up to the end of the line. */
  readonly end: number;
}

/** Rows of the person, and broken lines that name the person. */
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
async function editedBody(
  source: StoredObject,
  rows: RowSelector,
  edit: RowEdit,
): Promise<NewBody | undefined> {
  let isChanged = false;
  for await (const { judgement } of rowsOf(source, rows)) {
    isChanged = judgement.kind === 'own' && edit(judgement).kind !== 'same';
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
      const result = judgement?.kind === 'own' ? edit(judgement) : undefined;
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

const storedAt = ({ storedAt: at }: ExportSource) => (at ? { at: at.toISOString() } : {});
