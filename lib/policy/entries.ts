import { readdirSync } from 'node:fs';

/** Names in a folder, sorted, without hidden ones. None where it cannot be read. */
export function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return [];
  }
}
