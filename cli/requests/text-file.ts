import type { Command } from 'commander';
import { readFileOrInput } from '../standard-input.ts';

/**
 * What is written about a person comes from a file or standard input: an argument would stay in the
 * history of the shell and in the list of processes.
 */
export async function textOf(command: Command, path: string): Promise<string> {
  try {
    return (await readFileOrInput(path)).trim();
  } catch {
    command.error(`error: ${path} cannot be read`);
  }
}

/** The text of an optional file. */
export const noteOf = async (command: Command, path: string | undefined) =>
  path === undefined ? {} : { note: await textOf(command, path) };

export const noteOption = [
  '--note-file <file>',
  'a note for the file, stored encrypted, in the copy of the person’s data; - for standard input',
] as const;
