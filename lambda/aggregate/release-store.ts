import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { bytesColumn, timeColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow, getRows, queryAll } from '../platform/dynamo/read.ts';
import type { Item } from '../platform/dynamo/statement.ts';
import { stateKeyColumns } from '../platform/workflow/sealed-state.ts';
import type { PeriodName } from '../policy/report-periods.ts';
import type { Line } from './model/release.ts';
import { privacyBudgets, releases } from './table.ts';
import { withholdings } from './withholding.ts';

/** `closing`: nothing more is taken. `released`: it is decided. `clean`: contributions are deleted, too. */
export const releaseStates = ['closing', 'released', 'clean'] as const;

export interface ReleaseName {
  readonly measure: string;
  readonly period: PeriodName;
}

const figures = z.object({ count: z.number(), value: z.number().optional() });
const group = { by: z.array(z.string()), group: z.record(z.string(), z.string()) };
const lines = z.array(
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('shown'),
      ...group,
      ...figures.shape,
      error: figures,
    }),
    z.object({ kind: z.literal('suppressed'), ...group }),
  ]),
) satisfies z.ZodType<readonly Line[]>;

const packed = bytesColumn.transform((bytes): readonly Line[] =>
  lines.parse(JSON.parse(inflateRawSync(bytes).toString('utf8'))),
);

const releaseRow = z.object({
  measure: z.string(),
  period: z.string(),
  state: z.enum(releaseStates),
  version: z.int(),
  closedAt: timeColumn,
  releasedAt: timeColumn.optional(),
  policyVersion: z.string(),
  /** Of the workflow that closes the period, until it is clean. */
  stateKey: z.object(stateKeyColumns).optional(),
  withheld: z.enum(withholdings).optional(),
  /** What the release took of the budget. */
  microEpsilon: z.int().nonnegative().optional(),
  minimumGroup: z.int().optional(),
  lines: packed.optional(),
});
export type Release = z.output<typeof releaseRow>;

/** @throws StoreUnavailableError, CorruptRowError */
export const readRelease = (
  database: Database,
  { measure, period }: ReleaseName,
): Promise<Release | undefined> => getRow(database, releases, { measure, period }, releaseRow);

/** Lines as they are stored: one row has at most 400 KB, and thousands of lines repeat each other. */
export const packLines = (all: readonly Line[]): Item[string] =>
  new Uint8Array(deflateRawSync(JSON.stringify(all)));

const stateRow = releaseRow.pick({ measure: true, period: true, state: true });
export type ReleaseState = z.output<typeof stateRow>;

/** Of up to 100 periods, those that are closing or closed. */
export const closedOf = (
  database: Database,
  names: readonly ReleaseName[],
): Promise<readonly ReleaseState[]> =>
  getRows(
    database,
    releases,
    names.map(({ measure, period }) => ({ measure, period })),
    stateRow,
  );

/** The newest period of which there is a release and that `isName` knows. */
export async function newestPeriod(
  database: Database,
  measure: string,
  isName: (period: PeriodName) => boolean,
): Promise<PeriodName | undefined> {
  const options = {
    ...{ partition: { measure }, newestFirst: true },
    attributes: ['measure', 'period', 'state'],
  };
  for await (const { period, state } of queryAll(database, releases, options, stateRow)) {
    if (state !== 'closing' && isName(period)) return period;
  }
  return undefined;
}

/** Whether there is a release of this period, or of one before it of the same length. */
export async function hasReleaseUpTo(
  database: Database,
  { measure, period }: ReleaseName,
  isName: (period: PeriodName) => boolean,
): Promise<boolean> {
  const options = { partition: { measure }, attributes: ['measure', 'period', 'state'] };
  // Oldest first: the first that counts decides.
  for await (const row of queryAll(database, releases, options, stateRow)) {
    if (isName(row.period)) return row.period <= period;
  }
  return false;
}

const budgetRow = z.object({ microSpent: z.int().nonnegative(), version: z.int() });
export type SpentBudget = z.output<typeof budgetRow>;

/** What the releases of a measure have taken in a year; undefined before the first. */
export const readBudget = (
  database: Database,
  measure: string,
  year: string,
): Promise<SpentBudget | undefined> =>
  getRow(database, privacyBudgets, { measure, year }, budgetRow);
