import type { Database } from '../platform/dynamo/database.ts';
import { getRow, queryPage } from '../platform/dynamo/read.ts';
import type { ReportRow } from './rows.ts';
import { reportRow } from './rows.ts';
import { fairnessReports } from './table.ts';

/** What names a report. */
export interface ReportName {
  /** Of `fairness.systems` of the policy. */
  readonly system: string;
  /** `2026-11-28`, `2026-W48`, `2026-11` or `2026`. */
  readonly period: string;
}

/** Readable, and nothing else has it: ids of systems have no dot. */
export const reportIdOf = ({ system, period }: ReportName): string => `${system}.${period}`;

/** Undefined for what is no id of a report. */
export function parseReportId(text: string): ReportName | undefined {
  const [, system, period] = /^([a-z][a-z0-9-]{0,63})\.(\d{4}(?:-[0-9W-]{2,5})?)$/.exec(text) ?? [];
  return system === undefined || period === undefined ? undefined : { system, period };
}

/** @throws StoreUnavailableError */
export const storedReport = (
  database: Database,
  { system, period }: ReportName,
): Promise<ReportRow | undefined> =>
  getRow(database, fairnessReports, { system, period }, reportRow);

/**
 * The report of the last period that has one. Reports of a system whose length of period was changed
 * are of different lengths: the one that was written last counts.
 *
 * @throws StoreUnavailableError
 */
export async function newestReport(
  database: Database,
  system: string,
): Promise<ReportRow | undefined> {
  const options = { partition: { system }, newestFirst: true, limit: 20 };
  const { rows } = await queryPage(database, fairnessReports, options, reportRow);
  return rows.reduce<ReportRow | undefined>(
    (newest, row) => (newest !== undefined && newest.reportedAt >= row.reportedAt ? newest : row),
    undefined,
  );
}
