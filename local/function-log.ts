import { createWriteStream, renameSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';

const largestLog = 20 * 1024 * 1024;

/** A file of a log, replaced by a new one at a start when it is large. */
export function openLog(path: string): {
  readonly take: (output: Readable) => void;
  readonly write: (text: string) => void;
  readonly close: () => Promise<void>;
} {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestLog) {
    renameSync(path, `${path}.1`);
  }
  const file = createWriteStream(path, { flags: 'a', mode: 0o600 });
  file.setMaxListeners(0);
  return {
    take: (output) => void output.on('data', (chunk: Buffer) => file.write(chunk)),
    write: (text) => void file.write(text),
    close: () => new Promise((resolve) => file.end(resolve)),
  };
}
