import { demand } from '../refusal.ts';

const maximumRanges = 2_000_000;

export interface Range {
  readonly start: number;
  /** The first byte that is not part of it. */
  readonly end: number;
}

/** Parts of a file that samples or items are in. */
export class Ranges {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  add(start: number, end: number): void {
    if (end <= start) return;
    const last = this.#ends.length - 1;
    if (this.#ends[last] === start) this.#ends[last] = end;
    else {
      demand(this.#ends.length < maximumRanges, 'too-complex');
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  /** In order, where those that touch are one. */
  *merged(): Generator<Range, undefined> {
    const starts = Float64Array.from(this.#starts).sort();
    const ends = Float64Array.from(this.#ends).sort();
    let from = 0;
    for (let index = 1; index <= starts.length; index += 1) {
      // Ends before the next start: as many ranges have ended as have begun.
      const [end = 0, next = Infinity] = [ends[index - 1], starts[index]];
      if (end < next) {
        yield { start: starts[from] ?? 0, end };
        from = index;
      }
    }
    return undefined;
  }
}
