import type { Policy } from '../../policy/schema.ts';
import { pairs, pointer } from '../../policy/leaves.ts';
import type { Rule } from './change.ts';
import { fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

const { report, value, period } = reportsIn('Use');

const entry = (purpose: string) => ({
  name: `a training set for ${purpose}`,
  at: [pointer('trainingSets', purpose)],
  facts: { purpose },
});

/** What models are trained on. */
export const trainingChanges: Rule = (from, to) => {
  const { added, removed, common } = pairs(setsOf(from), setsOf(to));
  return [
    ...added.map(([id, { expires }]) =>
      report(
        'training-set-added',
        entry(id),
        `Training sets can be built for ${id}; each is there for ${expires}.`,
        'wider-use',
      ),
    ),
    ...removed.map(([id]) =>
      report('training-set-removed', entry(id), `No training set is built for ${id} any more.`),
    ),
    ...common.flatMap(([id, before, after]) => fieldChanges(fields, entry(id), before, after)),
  ];
};

/** A policy that was compiled by an earlier version has none. */
const setsOf = ({ trainingSets = {} }: Partial<Policy>) => trainingSets;

const fields: Fields<Policy['trainingSets'][string]> = {
  expires: period(
    'training-set-expiry-changed',
    (name, from, to) =>
      `The files of ${name} are deleted after ${to} instead of ${from}, those that are there as they were built.`,
    'longer-retention',
  ),
  staleAfter: period(
    'training-set-staleness-changed',
    (name, from, to) =>
      `Once someone has left ${name}, it is current for ${to} instead of ${from}.`,
    'fewer-safeguards',
  ),
  lineage: period(
    'training-set-lineage-changed',
    (name, from, to) => `Whose data ${name} had is remembered for ${to} instead of ${from}.`,
    'longer-retention',
  ),
  shardRows: value(
    'training-set-shards-changed',
    (name, from, to) => `A file of ${name} has at most ${to} records instead of ${from}.`,
  ),
};
