import { shortfalls } from './score.ts';
import type { Score } from './score.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

const columns: readonly (readonly [heading: string, cell: (score: Score) => string])[] = [
  ['incident', ({ incident }) => incident],
  ['noticed by', ({ detection }) => detection ?? 'nothing'],
  ['after', ({ detectedAfter }) => (detectedAfter === undefined ? '-' : seconds(detectedAfter))],
  ['clock', ({ clock }) => mark(clock.wrong)],
  [
    'affected',
    ({ affected }) =>
      `${affected.found} of ${affected.truth}, precision ${percent(affected.precision)}, recall ${percent(affected.recall)}`,
  ],
  ['contained', ({ containment }) => mark(containment.wrong)],
  ['notices', ({ notices }) => mark(notices.wrong)],
  ['', (score) => (shortfalls(score).length === 0 ? 'passed' : 'FAILED')],
];

const mark = (wrong: readonly string[]): string => (wrong.length === 0 ? 'yes' : 'NO');

/** The scores as a table, then what was done and what is below the bar. */
export function reportOf(scores: readonly Score[]): string {
  const rows = [
    columns.map(([heading]) => heading),
    ...scores.map((score) => columns.map(([, cell]) => cell(score))),
  ];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...table, ...scores.flatMap(detailsOf)].join('\n');
}

function detailsOf(score: Score): string[] {
  const { incident, clock, containment, notices, took } = score;
  return [
    '',
    `${incident} (${seconds(took)})`,
    `  clock      ${clock.did}`,
    `  contained  ${containment.did}`,
    `  notices    ${notices.did}`,
    ...shortfalls(score).map((what) => `  FAILED     ${what}`),
  ];
}
