import type { Ratio } from './measure.ts';

/** The ratios as a text table, numbers right-aligned. */
export function tableOf(ratios: readonly Ratio[]): string {
  const head = ['', 'ours', 'limit', 'ratio', 'goal', '', 'limit is'];
  const lines = ratios.map(({ name, ours, limit, unit, ratio, goal, holds, against }) => [
    name,
    `${short(ours)} ${unit}`,
    `${short(limit)} ${unit}`,
    ratio.toFixed(2),
    `${goal.kind === 'at-most' ? '<=' : '>='} ${goal.ratio}`,
    holds ? 'holds' : 'MISSED',
    against,
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => (line[column] ?? '').length)),
  );
  const isNumber = (column: number) => column >= 1 && column <= 3;
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const short = (value: number): string => value.toPrecision(value >= 1000 ? 4 : 3);
