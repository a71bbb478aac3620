import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Api } from './call.ts';
import { targets } from './kinds.ts';
import type { Kind, Outcome } from './kinds.ts';
import { formatOf, linesOf } from './lines.ts';
import type { Format, Line, LineOptions } from './lines.ts';
import { errorFileOf, fingerprintOf, readProgress, writeProgress } from './state.ts';
import type { Counts, Progress } from './state.ts';

export interface ImportOptions {
  readonly kind: Kind;
  readonly file: string;
  readonly format?: Format;
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What is wrong with a record that fits; nothing when absent. */
  readonly check?: LineOptions['check'];
  /** Absent for a dry run: lines are checked and nothing is sent. */
  readonly api?: Api;
  readonly onProgress: (line: number, counts: Counts) => void;
  /** A column that a refusal was imported without. */
  readonly onLeftOut?: (column: string) => void;
  /** Once aborted, what is under way is finished and noted. */
  readonly signal?: AbortSignal;
}

/** A state was left that does not belong to this import. */
export class OtherImportError extends Error {
  override readonly name = 'OtherImportError';
}

const linesPerBatch = 25;

/**
 * Imports a file from where it was left. State and errors are on the disk before the next lines are
 * read, so a process that is killed has at most the lines of one batch to send again, which the API
 * recognises.
 *
 * @throws ImportStoppedError, OtherImportError, HeaderError, NoLinesError
 */
export async function runImport(options: ImportOptions): Promise<Counts> {
  const { kind, file, api, onProgress, onLeftOut, signal } = options;
  const target = targets[kind];
  let state = await stateOf(options);
  const errors = await open(errorFileOf(file, api === undefined), 'a', 0o600);
  try {
    // Someone may have moved the errors away meanwhile.
    const { size } = await errors.stat();
    state = { ...state, errorBytes: Math.min(size, state.errorBytes) };
    await errors.truncate(state.errorBytes);
    const format = options.format ?? formatOf(file);
    const { offset, line } = state;
    const { defaults, check } = options;
    const reading = { format, schema: target.schema, defaults, check };
    let batch: Line[] = [];
    for await (const each of linesOf(file, { ...reading, from: { offset, line } })) {
      if (each.kind === 'record') for (const column of each.leftOut) onLeftOut?.(column);
      batch.push(each);
      if (batch.length < linesPerBatch) continue;
      await finish(batch);
      batch = [];
      if (signal?.aborted) return state.counts;
    }
    await finish(batch);
    return state.counts;
  } finally {
    await errors.close();
  }

  async function finish(batch: readonly Line[]): Promise<void> {
    const last = batch.at(-1);
    if (last === undefined) return;
    const records = batch.flatMap((line) => (line.kind === 'record' ? [line.record] : []));
    const outcomes =
      api === undefined || records.length === 0
        ? records.map((): Outcome => ({ kind: 'unchanged' }))
        : await target.send(api, records, state.fingerprint);
    state = { ...state, ...(await note(errors, state, batch, outcomes)) };
    if (api !== undefined) await writeProgress(file, state);
    onProgress(last.line, state.counts);
  }
}

async function stateOf({ kind, file, api }: ImportOptions): Promise<Progress> {
  const url = api?.url ?? '';
  const fingerprint = await fingerprintOf(file);
  const begun = api === undefined ? undefined : await readProgress(file);
  if (begun === undefined) {
    const counts = { imported: 0, unchanged: 0, refused: 0 };
    return { kind, url, fingerprint, offset: 0, line: 1, errorBytes: 0, counts };
  }
  if (begun.kind === kind && begun.url === url && begun.fingerprint === fingerprint) return begun;
  throw new OtherImportError(
    'another import of a file of this name was begun: it had another kind, address or content',
  );
}

/** Writes what is wrong, then reports how far the import came. */
async function note(
  errors: FileHandle,
  { errorBytes, counts }: Progress,
  batch: readonly Line[],
  outcomes: readonly Outcome[],
): Promise<Pick<Progress, 'offset' | 'line' | 'errorBytes' | 'counts'>> {
  const next = { ...counts };
  const wrong: string[] = [];
  let sent = 0;
  for (const line of batch) {
    const outcome: Outcome =
      line.kind === 'wrong'
        ? { kind: 'refused', problem: 'invalid-line', errors: line.errors }
        : (outcomes[sent++] ?? { kind: 'refused', problem: 'no-answer', errors: [] });
    next[outcome.kind] += 1;
    if (outcome.kind !== 'refused') continue;
    const { problem, errors: reasons } = outcome;
    wrong.push(`${JSON.stringify({ line: line.line, problem, errors: reasons })}\n`);
  }
  const text = Buffer.from(wrong.join(''));
  if (text.length > 0) {
    await errors.appendFile(text);
    await errors.sync();
  }
  const last = batch.at(-1);
  return {
    ...(last?.next ?? { offset: 0, line: 1 }),
    errorBytes: errorBytes + text.length,
    counts: next,
  };
}
