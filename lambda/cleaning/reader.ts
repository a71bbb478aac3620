import type { ByteSource } from './inspection.ts';
import { demand } from './refusal.ts';

const smallestRead = 64 * 1024;
const largestRead = 1024 * 1024;
/** A source is S3: each read is a request of some 20 ms. */
const maximumReads = 20_000;
/** Elements of a file that are looked at, each of which takes a microsecond. */
const maximumSteps = 5_000_000;
/** What is read in one piece, for example the index of a video. */
const maximumLength = 32 * 1024 * 1024;

/** Reads a file through one window, which grows while the file is read in order. */
export class Reader {
  readonly #source: ByteSource;
  #window: Buffer = Buffer.alloc(0);
  #start = 0;
  #length = smallestRead;
  #reads = 0;
  #steps = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  get bytes(): number {
    return this.#source.bytes;
  }

  /** Bounds the time that a file of tiny elements takes. */
  step(): void {
    demand((this.#steps += 1) <= maximumSteps, 'too-complex');
  }

  /** @throws FileRefused where the file ends before, or `length` is over 32 MiB */
  async at(start: number, length: number): Promise<Buffer> {
    const some = await this.some(start, length);
    return some.subarray(0, length);
  }

  /** At least `length` bytes, and as many more as the window has. */
  async some(start: number, length: number): Promise<Buffer> {
    const offset = start - this.#start;
    if (offset >= 0 && offset + length <= this.#window.length) return this.#window.subarray(offset);
    demand(start + length <= this.bytes, 'truncated');
    demand(length <= maximumLength && (this.#reads += 1) <= maximumReads, 'too-complex');
    const isNext = offset >= 0 && offset <= this.#window.length + this.#length;
    this.#length = isNext ? Math.min(this.#length * 2, largestRead) : smallestRead;
    const wanted = Math.min(Math.max(length, this.#length), this.bytes - start);
    const read = await this.#source.read(start, wanted);
    demand(read.length >= length, 'truncated');
    this.#window = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    this.#start = start;
    return this.#window;
  }
}
