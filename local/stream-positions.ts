import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';

const file = z.record(z.string(), z.string());

/**
 * The last delivered sequence number per consumer and stream. Written after delivery, so a kill in
 * between delivers again, as Lambda does; nothing is lost.
 */
export class StreamPositions {
  readonly #path: string;
  readonly #positions: Map<string, string>;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
    this.#positions = new Map(Object.entries(read(path)));
  }

  get(consumer: string): string | undefined {
    return this.#positions.get(consumer);
  }

  async set(consumer: string, sequenceNumber: string): Promise<void> {
    this.#positions.set(consumer, sequenceNumber);
    const write = async () => {
      const partial = `${this.#path}.partial`;
      await writeFile(partial, JSON.stringify(Object.fromEntries(this.#positions)), {
        mode: 0o600,
      });
      await rename(partial, this.#path);
    };
    this.#writing = this.#writing.then(write, write);
    await this.#writing;
  }
}

function read(path: string): Record<string, string> {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
