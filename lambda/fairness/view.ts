import type { Policy } from '../policy/schema.ts';
import { groupsOf } from '../policy/fairness-groups.ts';
import type { FairnessReportView, MonitoredSystems } from './contract.ts';
import type { fairnessPage } from './page.ts';
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

export function viewOf(policy: Policy, row: ReportRow): FairnessReportView {
  const { system, period, reportedAt, policyVersion, review } = row;
  return {
    reportId: reportIdOf(row),
    ...{ system, title: titleOf(policy, system), period, reportedAt, policyVersion },
    ...(writtenIn(row) as unknown as Omit<
      FairnessReportView,
      'reportId' | 'system' | 'title' | 'period' | 'reportedAt' | 'policyVersion' | 'review'
    >),
    ...(review && { review }),
  };
}

export const monitoredSystemsOf = ({
  fairness: { systems, attributes },
}: Pick<Policy, 'fairness'>): MonitoredSystems['items'] =>
  Object.entries(systems).map(([system, monitored]) => ({
    ...{ system, title: monitored.title, period: monitored.period },
    attributes: groupsOf(monitored).map((attribute) => {
      const title = attributes[attribute]?.title;
      return { attribute, ...(title !== undefined && { title }) };
    }),
  }));

/** What the page calls things: the attributes by the titles of the policy. */
export const titlesOf = (
  policy: Policy,
  { system, period }: ReportRow,
): Parameters<typeof fairnessPage>[1] => ({
  system: titleOf(policy, system),
  period,
  attributes: Object.fromEntries(
    Object.entries(policy.fairness.attributes).map(([id, { title }]) => [id, title]),
  ),
});

/** The id, where the policy monitors the system no longer. */
const titleOf = ({ fairness: { systems } }: Policy, system: string): string =>
  (Object.hasOwn(systems, system) ? systems[system]?.title : undefined) ?? system;
