import { maximumChunkBytes } from '../model/connector.ts';
import type { IdentifierType, SystemCorrection } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { corrected } from './correct.ts';
import { deleteVersions } from './delete-versions.ts';
import { fileName, jsonOf } from './export-page.ts';
import { exportVersions, storedAt } from './export-versions.ts';
import type { ExportOutcome, ExportSource } from './export-versions.ts';
import { overVersions } from './part.ts';
import type { ExportPage, LateFault, Outcome, Part, Position, Step, Turn, Walk } from './part.ts';
import { replaceObject } from './replace.ts';
import type { RowSelector } from './row-selector.ts';
import { editedBody, rowsOf } from './rows.ts';
import type { RowEdit } from './rows.ts';
import { openObject } from './stored-object.ts';
import type { StoredVersion } from './versions.ts';

export interface JsonLinesProps extends Walk {
  readonly category: string;
  readonly selector: IdentifierType;
  readonly rows: RowSelector;
}

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
    let fault: LateFault | undefined;
    try {
      for await (const { judgement, line, end } of rowsOf(source, this.#rows)) {
        if (judgement.kind === 'unreadable') fault = 'unreadable';
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
        if (!isAdded) return { count, fault, from: { offset: done, etag: source.etag } };
        count += 1;
        done = end;
      }
      return { count, fault };
    } finally {
      source.release();
    }
  }

  erase(at: Position | undefined, turn: Turn): Promise<Step> {
    return overVersions(this.#walk, at, turn, (version) =>
      version.isLatest
        ? this.#rewrite(version, ({ kind }) => ({ kind: kind === 'own' ? 'none' : 'same' }))
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
      const seen = { unreadable: false };
      const edit: RowEdit = (found) => {
        seen.unreadable ||= found.kind === 'unreadable';
        const result = found.kind === 'own' ? corrected(found.row(), corrections) : undefined;
        return result === undefined
          ? { kind: 'same' }
          : { kind: 'text', text: JSON.stringify(result) };
      };
      const outcome = await this.#rewrite(version, edit);
      const fault = seen.unreadable ? 'unreadable' : undefined;
      return { ...outcome, fault: outcome.fault ?? fault };
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
