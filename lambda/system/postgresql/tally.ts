import type { Counts } from '../model/connector.ts';

/** Adds up what a page counts, by category. */
export class Tally {
  readonly #counts: Record<string, number> = {};

  add(category: string, count: number): void {
    this.#counts[category] = (this.#counts[category] ?? 0) + count;
  }

  get counts(): Counts {
    return { ...this.#counts };
  }
}
