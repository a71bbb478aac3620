import type { Policy } from '../../policy/schema.ts';
import { approximateDays } from '../../value/duration.ts';
import { pointer } from '../../policy/leaves.ts';
import { directionOf } from './change.ts';
import type { Rule } from './change.ts';
import { fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

type Models = Policy['models'];

const { list, value } = reportsIn('Models');

/** What the approval of a model needs. */
export const modelChanges: Rule = (from, to) =>
  fieldChanges(
    fields,
    { name: 'models', at: [pointer('models')], facts: {} },
    modelsOf(from),
    modelsOf(to),
  );

/** A policy that was compiled by an earlier version has none: no model could be approved. */
const modelsOf = ({ models = { assessment: [] } }: Partial<Policy>): Models => models;

const daysOf = (period: string | undefined): number =>
  period === undefined ? 0 : approximateDays(period);

const fields: Fields<Models> = {
  assessment: list(
    'model-assessments-changed',
    {
      added: (_, items) => `Models of the risk class ${items} need an impact assessment.`,
      removed: (_, items) =>
        `Models of the risk class ${items} need no impact assessment any more.`,
      after: 'Models that are approved already stay approved.',
    },
    { removed: 'fewer-safeguards' },
  ),
  staleFor: value<string | undefined>(
    'model-staleness-changed',
    (_, was = 'no time', is = 'no time') =>
      `A training set may have been stale for ${is} instead of ${was} when a model is approved.`,
    (was, is) => directionOf(daysOf(was), daysOf(is)) === 'longer' && 'fewer-safeguards',
  ),
};
