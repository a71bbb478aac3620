import type { Policy } from '../policy/schema.ts';
import type { FairnessReportView } from './contract.ts';
import type { Report } from './model/report.ts';
import type { ReportRow } from './rows.ts';
import { reportIdOf } from './store.ts';

/** A report as it was written, with what was said of it since. */
export interface WrittenReport extends Report {
  readonly leftOut: number;
  readonly unknown: number;
}

/** What `writeReport` stored: nothing else writes the row. */
export const writtenIn = ({ report }: ReportRow): WrittenReport =>
  JSON.parse(report) as WrittenReport;

export function viewOf({ fairness }: Policy, row: ReportRow): FairnessReportView {
  const { system, period, reportedAt, policyVersion, review } = row;
  const settings = Object.hasOwn(fairness.systems, system) ? fairness.systems[system] : undefined;
  return {
    reportId: reportIdOf(row),
    ...{ system, title: settings?.title ?? system, period, reportedAt, policyVersion },
    ...(writtenIn(row) as unknown as Omit<
      FairnessReportView,
      'reportId' | 'system' | 'title' | 'period' | 'reportedAt' | 'policyVersion' | 'review'
    >),
    ...(review && { review }),
  };
}
