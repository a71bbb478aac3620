import { lateFaultOf, nameOf } from './part.ts';
import type { ExportPage, LateFault, Position, Step, Turn, Walk } from './part.ts';
import { versionsBelow } from './versions.ts';
import type { VersionName } from './versions.ts';

/** A version of which a part may have been exported before. */
export interface ExportSource extends VersionName {
  readonly isLatest: boolean;
  /** Bytes that were exported; with them the ETag of the version. */
  readonly offset: number;
  readonly etag?: string | undefined;
  /** Of the whole object; unknown where it is continued. */
  readonly bytes?: number;
  readonly storedAt?: Date;
}

/** `from`: not all of the version was exported. */
export interface ExportOutcome {
  readonly count: number;
  readonly fault?: LateFault | undefined;
  readonly from?: { readonly offset: number; readonly etag: string } | undefined;
}

/** Exports versions until the page is full or the time is over: at least one item. */
export async function exportVersions(
  { bucket, prefix, pageSize }: Walk,
  at: Position | undefined,
  turn: Turn,
  page: ExportPage,
  work: (source: ExportSource) => Promise<ExportOutcome>,
): Promise<Step> {
  const begin = at?.resume && { ...nameOf(at), ...at.resume };
  const { versions, next } = begin
    ? { versions: [], next: nameOf(begin) }
    : await versionsBelow(bucket, prefix, at, pageSize);
  let count = 0;
  let last: Position | undefined = at;
  let fault: LateFault | undefined;
  const sources: ExportSource[] = begin
    ? [begin]
    : versions.map((version) => ({ ...version, offset: 0, etag: undefined }));
  for (const source of sources) {
    if (page.items.length > 0 && !turn.hasTime()) return { count, isDone: false, at: last, fault };
    const outcome = await work(source).catch((error: unknown): ExportOutcome => {
      const late = lateFaultOf(error);
      if (late === undefined) throw error;
      return { count: 0, fault: late };
    });
    count += outcome.count;
    fault ??= outcome.fault;
    const { isLatest } = source;
    const { from } = outcome;
    if (from !== undefined && from.offset > 0) {
      const resumed = { ...nameOf(source), resume: { ...from, isLatest } };
      return { count, isDone: false, at: resumed, fault };
    }
    if (from !== undefined) return { count, isDone: false, at: last, fault };
    last = nameOf(source);
  }
  return { count, isDone: next === undefined, at: next, fault };
}

/** For an item: when the version was stored, where that is known. */
export const storedAt = ({ storedAt: at }: ExportSource): { readonly at?: string } =>
  at ? { at: at.toISOString() } : {};
