import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';
import type { Comparison, Report, Verdict } from './model/report.ts';
import { badge, comparisonSection } from './page-comparison.ts';
import { contentSecurityPolicy, styleElement } from './page-style.ts';
import * as words from './page-words.ts';
import type { Titles } from './page-words.ts';

/**
 * A report as a page: one file without scripts, with each chart as text and as a table (WCAG 2.2
 * AA).
 */
export function fairnessPage(report: Report, titles: Titles): string {
  const comparisons = [report, ...report.comparisons];
  const page = html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        ${contentSecurityPolicy}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>Fairness of ${titles.system}, ${titles.period}</title>
        ${styleElement}
      </head>
      <body>
        ${pageHeader(report, titles)}
        <main>
          <section aria-labelledby="results">
            <h2 id="results">Results</h2>
            ${results(comparisons, titles)}
          </section>
          ${comparisons.map((each, index) => comparisonSection(titles, each, index))}
        </main>
        ${pageFooter(report)}
      </body>
    </html> `;
  return `${page.html.trim()}\n`;
}

const pageHeader = ({ n, comparisons, by, minimumGroup }: Report, titles: Titles): Html => {
  const attributes = [{ by }, ...comparisons].filter((each) => each.by.length === 1);
  return html`<header>
    <h1>Fairness: ${titles.system}</h1>
    <p class="soft">Automated decisions of ${titles.period}</p>
    <dl class="facts">
      <div>
        <dt>Outcomes</dt>
        <dd>${words.count(n)}</dd>
      </div>
      <div>
        <dt>Smallest group shown</dt>
        <dd>${words.count(minimumGroup)} people</dd>
      </div>
      <div>
        <dt>Compared by</dt>
        <dd class="words">
          ${attributes.map((each) => words.comparisonTitle(titles, each)).join(', ')}
        </dd>
      </div>
    </dl>
  </header>`;
};

/** Worst first. */
const order: readonly Verdict['kind'][] = ['established', 'possible', 'unclear', 'within'];

/** One note for each threshold and comparison. */
function results(comparisons: readonly Comparison[], titles: Titles): Html[] {
  const all = comparisons
    .flatMap((comparison) => comparison.verdicts.map((verdict) => ({ comparison, verdict })))
    .toSorted((one, other) => order.indexOf(one.verdict.kind) - order.indexOf(other.verdict.kind));
  if (all.length === 0) {
    return [html`<p class="note">No threshold applies: fewer than two groups are shown.</p>`];
  }
  return all.map(({ comparison, verdict: { metric, kind, value, threshold } }) => {
    const interval = comparison.intervals[metric];
    const shown = (each: number): string => words.metricValue(metric, each);
    return html`<p class="note ${kind}">
      ${badge(kind)} <strong>${words.metricTitles[metric]}</strong>, by
      ${words.comparisonTitle(titles, comparison)}: ${shown(value)}
      ${interval === undefined ? '' : `(${words.metricRange(metric, interval)})`}; threshold
      ${shown(threshold)}.
    </p>`;
  });
}

const pageFooter = ({ seed, resamples, minimumGroup }: Report): Html =>
  html`<footer>
    <h2>What the words mean</h2>
    <dl class="terms">
      ${words.terms.map(
        ([term, meaning]) =>
          html`<dt>${term}</dt>
            <dd>${meaning}</dd>`,
      )}
      <dt>Not shown</dt>
      <dd>
        Groups with fewer than ${words.count(minimumGroup)} people, and groups from which the
        figures of such a group could be computed. Metrics compare the groups that are shown.
      </dd>
    </dl>
    <p>${words.count(resamples)} samples; seed ${seed}.</p>
  </footer>`;
