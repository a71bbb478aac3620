import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import * as z from 'zod';

const counts = z.strictObject({
  /** Written. */
  imported: z.int(),
  /** Known before, or what the person said stands. */
  unchanged: z.int(),
  refused: z.int(),
});
export type Counts = z.output<typeof counts>;

const progress = z.strictObject({
  kind: z.enum(['consents', 'subjects']),
  url: z.string(),
  /** Of the file, so that another one of the same name does not go on from here. */
  fingerprint: z.string(),
  /** Where the next row begins, in bytes and as a line. */
  offset: z.int(),
  line: z.int(),
  /** Length of the file of errors. */
  errorBytes: z.int(),
  counts,
});
/** How far an import came. Holds nothing of what is in the lines. */
export type Progress = z.output<typeof progress>;

export const stateFileOf = (file: string): string => `${file}.import.json`;
/** A dry run has its own, so that those of an import that is under way stay. */
export const errorFileOf = (file: string, isDryRun: boolean): string =>
  `${file}.${isDryRun ? 'dry-run' : 'errors'}.ndjson`;

/** Undefined where none was left; a state that is no state is a fault. */
export async function readProgress(file: string): Promise<Progress | undefined> {
  try {
    return progress.parse(JSON.parse(await readFile(stateFileOf(file), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** On the disk, whole or not at all. */
export async function writeProgress(file: string, state: Progress): Promise<void> {
  const next = `${stateFileOf(file)}.next`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(state));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, stateFileOf(file));
}

const fingerprintBytes = 64 * 1024;

/**
 * Of the size, the time of the last change and the beginning: an import of gigabytes is not read
 * twice.
 */
export async function fingerprintOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { size, mtimeMs } = await handle.stat();
    const beginning = Buffer.alloc(Math.min(fingerprintBytes, size));
    await handle.read(beginning, 0, beginning.length, 0);
    return createHash('sha256').update(`${size} ${mtimeMs}\n`).update(beginning).digest('hex');
  } finally {
    await handle.close();
  }
}
