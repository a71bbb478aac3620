import { scaleBand, scaleLinear } from 'd3-scale';
import { useId } from 'react';

export interface ChartRow {
  readonly key: string;
  readonly name: string;
  /** Absent where no figure is published: the text says so. */
  readonly value?: number | undefined;
  /** Where the exact value is, with a probability of 95 %. */
  readonly interval?: readonly [low: number, high: number] | undefined;
  /** What the chart says of the row. */
  readonly text: string;
}

const rowHeight = 48;
const axisHeight = 28;

/**
 * A bar for each row, with its interval. Positions are percentages, so texts keep their size at any
 * width. It is an image with a name: the table beside it has the figures.
 */
export function IntervalChart(props: {
  readonly title: string;
  readonly rows: readonly ChartRow[];
  readonly tick: (value: number) => string;
}) {
  const { title, rows, tick } = props;
  const id = useId();
  const x = scaleLinear([0, 100]).domain(domainOf(rows)).nice(4);
  const y = scaleBand(
    rows.map(({ key }) => key),
    [0, rows.length * rowHeight],
  );
  const bottom = rows.length * rowHeight;
  const at = (value: number) => `${x(value)}%`;
  return (
    <svg
      className="chart"
      role="img"
      aria-labelledby={id}
      direction="ltr"
      width="100%"
      height={bottom + axisHeight}
    >
      <title id={id}>{title}</title>
      {x.ticks(4).map((value, index) => (
        <g key={value} className={index % 2 === 1 ? 'between' : undefined}>
          <line className="grid" x1={at(value)} x2={at(value)} y1="0" y2={bottom} />
          <text x={at(value)} y={bottom + 18} textAnchor={anchorOf(x(value))}>
            {tick(value)}
          </text>
        </g>
      ))}
      {rows.map(({ key, name, value, interval, text }) => {
        const top = y(key) ?? 0;
        return (
          <g key={key}>
            <text className="name" x="0" y={top + 18}>
              {name}
            </text>
            <text x="100%" y={top + 18} textAnchor="end">
              {text}
            </text>
            {value !== undefined && (
              <rect
                x={at(Math.min(0, value))}
                width={`${Math.abs(x(value) - x(0))}%`}
                y={top + 25}
                height="14"
              />
            )}
            {interval !== undefined && (
              <g className="interval">
                <line x1={at(interval[0])} x2={at(interval[1])} y1={top + 32} y2={top + 32} />
                {interval.map((end, index) => (
                  <line
                    key={index === 0 ? 'low' : 'high'}
                    {...{ x1: at(end), x2: at(end), y1: top + 27, y2: top + 37 }}
                  />
                ))}
              </g>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** From 0 on, or from where the lowest interval begins below it. */
function domainOf(rows: readonly ChartRow[]): [number, number] {
  const ends = rows.flatMap(({ value = 0, interval = [] }) => [value, ...interval]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return low === high ? [0, 1] : [low, high];
}

/** So that no text is beyond an edge. */
const anchorOf = (percent: number) => (percent < 5 ? 'start' : percent > 95 ? 'end' : 'middle');
