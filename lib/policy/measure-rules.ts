import type { MeasureSettings } from '../../lambda/policy/measure-section.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { approximateDays } from '../../lambda/value/duration.ts';
import type { Finding, Path } from './problem.ts';
import { referenceFindings, repeatedFindings } from './purpose-rules.ts';
import { suggest } from './suggest.ts';

/** One release is one row: DynamoDB stores at most 400 KB in one. */
const maximumCells = 10_000;
/** `aggregateColumns` has them beside one for each dimension. */
const figureColumns: readonly string[] = ['period', 'count', 'error', 'sum', 'suppressed'];
/** What is not counted by then is deleted unread: see `expiresAt` of `contributions`. */
const daysAfterPeriod = 7;

/** Rules of measures that the shape of single fields cannot say. */
export const measureFindings = (document: PolicyDocument): Finding[] =>
  Object.entries(document.measures).flatMap(([id, measure]) => {
    const path = ['measures', id];
    return [
      ...purposeFindings(path, measure, document),
      ...dimensionFindings([...path, 'dimensions'], measure),
      ...rangeFindings([...path, 'contribution', 'value'], measure),
      ...budgetFindings([...path, 'budgetPerYear'], measure),
    ];
  });

function purposeFindings(
  path: Path,
  { purpose, category, period }: MeasureSettings,
  { purposes, categories }: PolicyDocument,
): Finding[] {
  const declared = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined;
  if (declared === undefined) {
    const remedy = suggest(purpose, Object.keys(purposes));
    const message = `\`${purpose}\` is not a purpose of this policy.`;
    return [{ path: [...path, 'purpose'], message, remedy }];
  }
  const unknown = referenceFindings(path, 'category', [category], categories);
  if (unknown.length > 0) return unknown.map((each) => ({ ...each, path: [...path, 'category'] }));
  const stored = approximateDays(period) + daysAfterPeriod;
  return [
    ...(declared.categories.includes(category)
      ? []
      : [
          {
            path: [...path, 'category'],
            message: `The purpose \`${purpose}\` does not use \`${category}\`: every measurement is denied.`,
            remedy: suggest(category, declared.categories),
          },
        ]),
    // GDPR Art. 5(1)(e): no longer than for the purpose.
    ...(approximateDays(declared.retention) < stored
      ? [
          {
            path: [...path, 'period'],
            message: `Measurements are stored for up to ${Math.ceil(stored)} days, and the purpose \`${purpose}\` stores data for ${declared.retention}.`,
            remedy: 'Choose a shorter period, or a longer `retention` of the purpose.',
          },
        ]
      : []),
  ];
}

function dimensionFindings(path: Path, { dimensions }: MeasureSettings): Finding[] {
  const lists = Object.entries(dimensions);
  const cells = lists.reduce((product, [, { values }]) => product * values.length, 1);
  return [
    ...lists.flatMap(([name, { values }]) => repeatedFindings([...path, name, 'values'], values)),
    ...lists
      .filter(([name]) => figureColumns.includes(name))
      .map(([name]) => ({
        path: [...path, name],
        at: 'key' as const,
        message: `\`${name}\` is a column of every release: a dimension cannot have its name.`,
        remedy: 'Give the dimension another name.',
      })),
    ...(cells > maximumCells
      ? [
          {
            path,
            at: 'key' as const,
            message: `The dimensions make ${cells} groups, more than the ${maximumCells} of one release.`,
            remedy: 'Take out a dimension, or take several values together in one.',
          },
        ]
      : []),
  ];
}

function rangeFindings(path: Path, { contribution: { value } }: MeasureSettings): Finding[] {
  if (value === undefined || value.minimum < value.maximum) return [];
  const message = 'The range has no value but one.';
  return [{ path, message, remedy: 'Set `maximum` above `minimum`, or remove `value`.' }];
}

function budgetFindings(path: Path, { epsilon, budgetPerYear }: MeasureSettings): Finding[] {
  if (epsilon <= budgetPerYear) return [];
  const message = `One release takes ${epsilon}, more than the budget of a year: nothing is published.`;
  return [{ path, message, remedy: 'Raise `budgetPerYear`, or lower `epsilon`.' }];
}

const periodsPerYear: Readonly<Record<MeasureSettings['period'], number>> = {
  P1D: 366,
  P1W: 53,
  P1M: 12,
};

/** What may be meant of measures but should be known. */
export const measureWarnings = ({ measures }: PolicyDocument): Finding[] =>
  Object.entries(measures).flatMap(([id, { epsilon, budgetPerYear, period }]): Finding[] => {
    // In thousandths, as the schema has them: 0.1 three times is more than 0.3 as a float.
    const releases = Math.floor(Math.round(budgetPerYear * 1_000) / Math.round(epsilon * 1_000));
    if (releases >= periodsPerYear[period]) return [];
    const least = (Math.round(epsilon * 1_000) * periodsPerYear[period]) / 1_000;
    return [
      {
        path: ['measures', id, 'budgetPerYear'],
        message: `The budget of a year ends after ${releases} releases; the rest of the year nothing is published.`,
        remedy: `For a release in every ${period} it is at least ${least}.`,
      },
    ];
  });
