import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { isLineStart, sizeOf } from './event-file.ts';

const file = z.strictObject({
  /** Every event that begins before this byte is settled. */
  before: z.int().nonnegative(),
  /** Offsets of settled events after an unsettled one. */
  beyond: z.array(z.int().nonnegative()),
});
type Settled = z.output<typeof file>;

/**
 * Which events need no further delivery. Written after each one, so that a kill delivers one event
 * twice and loses none.
 */
export class SettledEvents {
  readonly #path: string;
  #settled: Settled;

  private constructor(path: string, settled: Settled) {
    this.#path = path;
    this.#settled = settled;
  }

  /** A new receiver gets events from now on. */
  static async open(path: string, events: string): Promise<SettledEvents> {
    const known = read(path);
    if (known !== undefined) {
      const isSameFile = await isLineStart(events, known.before);
      return new SettledEvents(path, isSameFile ? known : { before: 0, beyond: [] });
    }
    const fresh = new SettledEvents(path, { before: 0, beyond: [] });
    await fresh.set(await sizeOf(events), []);
    return fresh;
  }

  get before(): number {
    return this.#settled.before;
  }

  has(start: number): boolean {
    return start < this.#settled.before || this.#settled.beyond.includes(start);
  }

  async set(before: number, beyond: readonly number[]): Promise<void> {
    this.#settled = { before, beyond: beyond.filter((start) => start >= before) };
    await writeFile(`${this.#path}.partial`, JSON.stringify(this.#settled), { mode: 0o600 });
    await rename(`${this.#path}.partial`, this.#path);
  }
}

function read(path: string): Settled | undefined {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
