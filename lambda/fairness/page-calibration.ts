import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';
import type { Calibration, ReliabilityBin } from './model/report.ts';
import { count, decimal, percent } from './page-words.ts';
import { table } from './page-table.ts';

/** A group whose scores have labels. */
export interface CalibratedGroup {
  readonly id: string;
  readonly title: string;
  readonly calibration: Calibration;
}

/** A reliability diagram for each group, and the bins of all as a table. */
export const calibrationPart = (title: string, groups: readonly CalibratedGroup[]): Html =>
  html`<div class="card">
    <h3>Calibration</h3>
    <p class="soft">Share of true labels by score. On the dashed line, scores are right.</p>
    <div class="panels">${groups.map(panel)}</div>
    <details>
      <summary>Calibration by ${title}, as a table</summary>
      ${table({
        caption: 'Bins with few people are joined to their neighbours.',
        heads: ['Group', 'Scores', 'Outcomes', 'Mean score', 'True labels'],
        rows: groups.flatMap((group) =>
          group.calibration.bins.map(({ from, to, n, meanScore, observed }) => [
            group.title,
            `${from} to ${to}`,
            ...[count(n), decimal(meanScore), percent(observed)],
          ]),
        ),
        label: `Bins by ${title}`,
      })}
    </details>
  </div>`;

const size = 200;
const [left, top] = [34, 8];
const side = size - left - top;
const x = (score: number): number => Math.round((left + score * side) * 10) / 10;
const y = (share: number): number => Math.round((top + (1 - share) * side) * 10) / 10;

function panel({ id, title, calibration }: CalibratedGroup): Html {
  const { bins, expectedCalibrationError, brier } = calibration;
  const steps = [0, 0.5, 1];
  return html`<figure>
    <figcaption>
      <strong>${title}</strong><br />
      calibration error ${decimal(expectedCalibrationError)}, Brier score ${decimal(brier)}
    </figcaption>
    <svg viewBox="0 0 ${size} ${size}" role="img" aria-labelledby="${id}-title ${id}-description">
      <title id="${id}-title">Reliability of scores: ${title}</title>
      <desc id="${id}-description">${description(bins)}</desc>
      ${steps.map(
        (step) =>
          html`<line class="grid" x1="${x(step)}" x2="${x(step)}" y1="${y(0)}" y2="${y(1)}" />
            <line class="grid" x1="${x(0)}" x2="${x(1)}" y1="${y(step)}" y2="${y(step)}" />
            <text class="quiet" x="${x(step)}" y="${size - 8}" text-anchor="middle">${step}</text>
            <text class="quiet" x="${left - 6}" y="${y(step) + 4}" text-anchor="end"
              >${step}</text
            >`,
      )}
      <line class="ideal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" />
      <g class="first">
        <polyline class="curve" points="${pointsOf(bins)}" />
        ${bins.map(
          ({ meanScore, observed }) =>
            html`<circle class="mark" cx="${x(meanScore)}" cy="${y(observed)}" r="4" />`,
        )}
      </g>
    </svg>
  </figure>`;
}

const pointsOf = (bins: readonly ReliabilityBin[]): string =>
  bins.map(({ meanScore, observed }) => `${x(meanScore)},${y(observed)}`).join(' ');

const description = (bins: readonly ReliabilityBin[]): string =>
  bins
    .map(({ meanScore, observed }) => `score ${decimal(meanScore)}: ${percent(observed)} true`)
    .join('; ');
