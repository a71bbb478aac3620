import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';

/** One page of work. */
export interface Step {
  /** Where the next page begins; undefined: this was the last one. Holds no personal data. */
  readonly next?: string;
  readonly seen: number;
  readonly changed: number;
}

/**
 * A change of data that a new version of the program needs. A page that is done twice must leave
 * the same as one that is done once: after a crash the last page is repeated.
 */
export interface Migration {
  /** From 1, without gaps; never reused. */
  readonly number: number;
  /** Kebab-case. */
  readonly name: string;
  /** Version of Custos that brought it. */
  readonly since: string;
  /** What it changes and why, in one sentence for an operator. */
  readonly summary: string;
  readonly tables: readonly TableFacts[];
  /** @param work.dryRun reads and counts, but writes nothing */
  readonly step: (work: {
    readonly database: Database;
    readonly from: string | undefined;
    readonly dryRun: boolean;
  }) => Promise<Step>;
}

export type MigrationState =
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'running' | 'done';
      readonly seen: number;
      readonly changed: number;
      readonly startedAt: string;
      readonly changedAt: string;
    };

/** @throws MigrationOrderError unless the numbers are 1, 2, 3 ... */
export function ordered(migrations: readonly Migration[]): readonly Migration[] {
  for (const [index, { number, name }] of migrations.entries()) {
    if (number !== index + 1) throw new MigrationOrderError(number, name, index + 1);
  }
  return migrations;
}

/** `0001-reseal-profiles`. */
export const titleOf = ({ number, name }: Pick<Migration, 'number' | 'name'>): string =>
  `${String(number).padStart(4, '0')}-${name}`;

/** Two developers took the same number, or one was removed. */
export class MigrationOrderError extends Error {
  override readonly name = 'MigrationOrderError';

  constructor(number: number, name: string, expected: number) {
    super(`migration ${name} has number ${number} where ${expected} follows`);
  }
}
