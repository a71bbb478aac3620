import type { Policy } from '../policy/schema.ts';
import { spanOf } from '../policy/report-periods.ts';
import type { PeriodName, PeriodSpan } from '../policy/report-periods.ts';
import type { SubjectId } from '../value/ids.ts';
import type { EpochSeconds } from '../value/time.ts';
import { plusSeconds, toEpochSeconds } from '../value/time.ts';
import type { MeasureFacts } from './model/measure.ts';

export type Measure = Policy['measures'][string];

/** A measure of the policy; ids come from clients, and `constructor` is none. */
export const measureOf = (
  { measures }: Pick<Policy, 'measures'>,
  id: string,
): Measure | undefined => (Object.hasOwn(measures, id) ? measures[id] : undefined);

const microUnits = 1_000_000;

export const microEpsilonOf = ({ epsilon }: Measure): number => Math.round(epsilon * microUnits);
export const microBudgetOf = ({ budgetPerYear }: Measure): number =>
  Math.round(budgetPerYear * microUnits);
export const epsilonFrom = (microEpsilon: number): number => microEpsilon / microUnits;

export const measureFacts = (measure: Measure): MeasureFacts => ({
  dimensions: Object.fromEntries(
    Object.entries(measure.dimensions).map(([name, { values }]) => [name, values]),
  ),
  minimumGroup: measure.minimumGroup,
  contribution: {
    count: measure.contribution.count,
    ...(measure.contribution.value && { value: measure.contribution.value }),
  },
  microEpsilon: microEpsilonOf(measure),
});

/** The class of the key under which contributions are: they are data of the category. */
export const erasureClassOf = (policy: Pick<Policy, 'categories'>, { category }: Measure): string =>
  policy.categories[category]?.erasureClass ?? category;

/** Partitions of one period, so that a busy one is not a hot partition. */
export const closingParts = 16;

export const closingPart = (measure: string, period: PeriodName, part: number): string =>
  `${measure}#${period}#${String(part).padStart(2, '0')}`;

/** Ids of people are random: their first digit is even over all. */
export const closingPartOf = (measure: string, period: PeriodName, subjectId: SubjectId): string =>
  closingPart(measure, period, Number.parseInt(subjectId.slice(0, 1), 16) % closingParts);

/** @throws RangeError for a name that `periodOf` did not make for this measure */
export function periodSpan(
  { controller }: Pick<Policy, 'controller'>,
  { period: length }: Measure,
  period: PeriodName,
): PeriodSpan {
  const span = spanOf(period, length, controller.timeZone);
  if (span === undefined) throw new RangeError('the period is none of this measure');
  return span;
}

/** How long after its period a contribution waits to be counted; `measure-rules.ts` adds it, too. */
export const waitingDays = 7;

export const expiryOf = ({ to }: PeriodSpan): EpochSeconds =>
  toEpochSeconds(plusSeconds(to, waitingDays * 86_400));
