import { readFileSync } from 'node:fs';
import process from 'node:process';
import { text } from 'node:stream/consumers';

/** What a file holds; `-` is standard input, as for other programs. */
export const readFileOrInput = async (path: string): Promise<string> =>
  path === '-' ? text(process.stdin) : readFileSync(path, 'utf8');
