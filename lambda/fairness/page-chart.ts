import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';
import type { Rate } from './model/report.ts';
import { percent } from './page-words.ts';

/** A group with one rate for each series. */
export interface ChartRow {
  readonly title: string;
  readonly rates: readonly Rate[];
}

export interface ChartContents {
  readonly id: string;
  readonly title: string;
  /** What the chart shows, for those who do not see it; the table has the figures. */
  readonly description: string;
  /** One or two; the first is a circle, the second a square. */
  readonly series: readonly string[];
  readonly rows: readonly ChartRow[];
  /** A line across all rows. */
  readonly limit?: { readonly at: number; readonly title: string };
}

const width = 760;
const [left, right] = [190, 90];
const top = 44;
const lineHeight = 18;

/** Rates with their intervals, one row for each group, from 0% on. */
export function intervalChart(contents: ChartContents): Html {
  const { id, title, description, series, rows, limit } = contents;
  const rowHeight = series.length * lineHeight + 12;
  const bottom = top + rows.length * rowHeight;
  const { end, step } = scaleOf(rows);
  const x = (value: number): number => round(left + (value / end) * (width - left - right));
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step);

  return html`<svg
    class="bars"
    viewBox="0 0 ${width} ${bottom + 26}"
    role="img"
    aria-labelledby="${id}-title ${id}-description"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-description">${description}</desc>
    ${ticks.map(
      (tick) =>
        html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${top - 6}" y2="${bottom}" />
          <text class="quiet" x="${x(tick)}" y="${bottom + 18}" text-anchor="middle">
            ${Math.round(tick * 100)}%
          </text>`,
    )}
    ${series.length > 1 ? legend(series) : []}
    ${limit === undefined ? [] : limitLine(x(limit.at), bottom, limit.title)}
    ${rows.map((row, index) => rowOf(row, top + index * rowHeight, rowHeight, x))}
  </svg>`;
}

function rowOf(
  { title, rates }: ChartRow,
  y: number,
  height: number,
  x: (value: number) => number,
): Html {
  const first = y + height / 2 - ((rates.length - 1) * lineHeight) / 2;
  return html`<text x="${left - 12}" y="${y + height / 2 + 4}" text-anchor="end">
      ${shortened(title)}
    </text>
    ${rates.map(({ value, interval: [low, high] }, series) => {
      const at = first + series * lineHeight;
      return html`<g class="${series === 0 ? 'first' : 'second'}">
        <line class="range" x1="${x(low)}" x2="${x(high)}" y1="${at}" y2="${at}" />
        ${mark(series, x(value), at)}
        <text x="${width - right + 14}" y="${at + 4}">${percent(value)}</text>
      </g>`;
    })}`;
}

const mark = (series: number, x: number, y: number): Html =>
  series === 0
    ? html`<circle class="mark" cx="${x}" cy="${y}" r="5" />`
    : html`<rect class="mark" x="${x - 4.5}" y="${y - 4.5}" width="9" height="9" />`;

const legend = (series: readonly string[]): Html[] =>
  series.map(
    (name, index) =>
      html`<g class="${index === 0 ? 'first' : 'second'}">
        ${mark(index, left + index * 180 + 6, 16)}
        <text x="${left + index * 180 + 18}" y="20">${name}</text>
      </g>`,
  );

/** Its title is on the side that has more space. */
function limitLine(x: number, bottom: number, title: string): Html[] {
  const isLeft = x > width / 2;
  return [
    html`<line class="limit" x1="${x}" x2="${x}" y1="${top - 14}" y2="${bottom}" />
      <text
        class="limit-text"
        x="${isLeft ? x - 6 : x + 6}"
        y="${top - 14}"
        text-anchor="${isLeft ? 'end' : 'start'}"
      >
        ${title}
      </text>`,
  ];
}

/** Steps of 5, 10 or 20 %, as many as no interval exceeds. */
function scaleOf(rows: readonly ChartRow[]): { readonly end: number; readonly step: number } {
  const highest = Math.max(...rows.flatMap(({ rates }) => rates.map((each) => each.interval[1])));
  const step = highest <= 0.25 ? 0.05 : highest <= 0.5 ? 0.1 : 0.2;
  // Rounding of an interval that ends at a step does not make one more.
  return { step, end: step * Math.max(1, Math.ceil(highest / step - 1e-9)) };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** A title in full is in the table. */
const shortened = (title: string): string => {
  const letters = Array.from(title);
  return letters.length <= 26 ? title : `${letters.slice(0, 25).join('')}…`;
};
