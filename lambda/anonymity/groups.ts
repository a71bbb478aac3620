/** A single value of a row. Missing values are `null`. */
export type Scalar = string | number | boolean | null;

/** What an attacker may know of a person, and what they must not learn. */
export interface Row {
  /** Values of the quasi-identifiers, in their order. */
  readonly quasi: readonly Scalar[];
  /** Values of the sensitive columns, in their order. */
  readonly sensitive: readonly Scalar[];
}

/** Rows with the same quasi-identifiers: an equivalence class (Sweeney 2002, k-Anonymity). */
export interface Group {
  readonly quasi: readonly Scalar[];
  readonly rows: number;
  /** Different values of each sensitive column, as `comparable`; at most as many as are counted. */
  readonly distinct: readonly ReadonlySet<string>[];
}

interface Growing extends Group {
  rows: number;
  readonly distinct: readonly Set<string>[];
}

/**
 * Counts rows into groups. Memory grows with the number of groups, not with that of rows.
 */
export class Groups {
  readonly #groups = new Map<string, Growing>();
  readonly #mostDistinct: number;

  /** @param mostDistinct how many different sensitive values of a group are counted */
  constructor(mostDistinct: number) {
    this.#mostDistinct = mostDistinct;
  }

  add({ quasi, sensitive }: Row): void {
    const group = this.#of(quasi, sensitive.length);
    group.rows += 1;
    // A missing value is no further value: counting it would say too much.
    sensitive.forEach((value, column) => {
      if (value !== null) this.#note(group, column, comparable(value));
    });
  }

  /** Adds a group under other quasi-identifiers, as a generalisation makes them. */
  merge(quasi: readonly Scalar[], { rows, distinct }: Group): void {
    const group = this.#of(quasi, distinct.length);
    group.rows += rows;
    distinct.forEach((values, column) => {
      for (const value of values) this.#note(group, column, value);
    });
  }

  get all(): readonly Group[] {
    return [...this.#groups.values()];
  }

  #of(quasi: readonly Scalar[], sensitiveColumns: number): Growing {
    const key = JSON.stringify(quasi);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const distinct = Array.from({ length: sensitiveColumns }, () => new Set<string>());
    const made = { quasi, rows: 0, distinct };
    this.#groups.set(key, made);
    return made;
  }

  #note({ distinct }: Growing, column: number, value: string): void {
    const values = distinct[column];
    if (values !== undefined && values.size < this.#mostDistinct) values.add(value);
  }
}

/**
 * What a sensitive value is counted by. Two spellings of one value are not two values: that would make a
 * group look more diverse than it is.
 */
export const comparable = (value: Exclude<Scalar, null>): string =>
  String(value).normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
