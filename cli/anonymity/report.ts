import type { Group } from '../../lambda/anonymity/groups.ts';
import type { Requirement, Verdict } from '../../lambda/anonymity/verdict.ts';
import { printable } from '../printable.ts';
import type { Columns } from './check.ts';

/** Groups that are printed, unless all of them are asked for. */
export const mostShown = 20;

export function verdictInWords(
  verdict: Verdict,
  columns: Columns,
  { k, l = 1 }: Requirement,
  shown = mostShown,
): string {
  const { rows, groups, failing, failingRows } = verdict;
  return [
    `${rows} rows in ${groups} groups by ${columns.quasi.join(', ')}`,
    `k = ${verdict.k}, asked for ${k}`,
    ...(l > 1
      ? columns.sensitive.map((column, index) => {
          const least = verdict.l[index] ?? 0;
          return `l = ${least}${least >= l ? ' or more' : ''} of ${column}, asked for ${l}`;
        })
      : []),
    ...(failing.length === 0
      ? []
      : [
          '',
          `${failing.length} groups with ${failingRows} rows do not meet it:`,
          ...tableOf(failing.slice(0, shown), columns),
          ...(failing.length > shown
            ? [`and ${failing.length - shown} more: --all prints them`]
            : []),
        ]),
  ].join('\n');
}

function tableOf(groups: readonly Group[], { quasi, sensitive }: Columns): string[] {
  const lines = [
    ['rows', ...sensitive.map((column) => `values of ${column}`), ...quasi],
    ...groups.map((group) => [
      String(group.rows),
      ...group.distinct.map(({ size }) => String(size)),
      ...group.quasi.map((value) => (value === null ? '(missing)' : printable(String(value)))),
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) =>
    lines.reduce((widest, line) => Math.max(widest, (line[column] ?? '').length), 0),
  );
  return lines.map((line) =>
    `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

export const verdictAsJson = (verdict: Verdict, { quasi, sensitive }: Columns, shown: number) => ({
  result: verdict.kind,
  rows: verdict.rows,
  groups: verdict.groups,
  k: verdict.k,
  l: Object.fromEntries(sensitive.map((column, index) => [column, verdict.l[index] ?? 0])),
  failing: {
    groups: verdict.failing.length,
    rows: verdict.failingRows,
    shown: verdict.failing.slice(0, shown).map((group) => ({
      rows: group.rows,
      quasi: Object.fromEntries(quasi.map((column, index) => [column, group.quasi[index]])),
    })),
  },
});
