import type { Command } from 'commander';
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../local/make-folder.ts';

/** Path from the root, with slashes, to content. */
export type Files = Readonly<Record<string, string>>;

/** Writes into a new or empty folder, or ends the command with the reason why it cannot. */
export function writeNewFolder(root: string, files: Files, command: Command): void {
  try {
    write(root, files);
  } catch (error) {
    if (error instanceof NotEmptyError) command.error(`error: ${error.message}`);
    // Of the operating system: it says which file, and why.
    if (error instanceof Error && 'code' in error) {
      command.error(`error: nothing can be written to ${root} (${error.message})`);
    }
    throw error;
  }
}

/** @throws NotEmptyError before anything is written */
function write(root: string, files: Files): void {
  const present = entriesOf(root);
  if (present.length > 0) throw new NotEmptyError(root, present);
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, ...path.split('/'));
    makeFolder(dirname(target));
    // A file that another program wrote meanwhile stays.
    writeFileSync(target, content, { flag: 'wx' });
  }
}

/** A fresh clone of an empty repository counts as empty. */
function entriesOf(root: string): string[] {
  try {
    return readdirSync(root).filter((name) => name !== '.git');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return ['a file'];
    throw error;
  }
}

class NotEmptyError extends Error {
  override readonly name = 'NotEmptyError';

  constructor(root: string, present: readonly string[]) {
    const shown = present.slice(0, 3).join(', ');
    super(`${root} is not empty (${shown}); name a new folder, nothing is ever overwritten`);
  }
}
