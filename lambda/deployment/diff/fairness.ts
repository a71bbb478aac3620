import { groupsOf } from '../../policy/fairness-groups.ts';
import type { FairnessAttribute, FairnessSystem } from '../../policy/fairness-section.ts';
import type { Policy } from '../../policy/schema.ts';
import { pairs, pointer } from '../../policy/leaves.ts';
import { listed, periodDirection } from './change.ts';
import type { Rule } from './change.ts';
import { by, detail, fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

const { report, value, list, period } = reportsIn('Fairness');

const systemEntry = (system: string) => ({
  name: system,
  at: [pointer('fairness', 'systems', system)],
  facts: { system },
});
const attributeEntry = (attribute: string) => ({
  name: attribute,
  at: [pointer('fairness', 'attributes', attribute)],
  facts: { attribute },
});

/** Which systems are monitored for bias, by what, and what opens a review. */
export const fairnessChanges: Rule = (before, after) => {
  const [from, to] = [fairnessOf(before), fairnessOf(after)];
  const systems = pairs(from.systems, to.systems);
  const attributes = pairs(from.attributes, to.attributes);
  return [
    ...value<string | undefined>(
      'fairness-purpose-changed',
      (_, was, is) =>
        `Outcomes are compared for ${is ?? 'no purpose'} instead of ${was ?? 'none'}.`,
      () => 'wider-use',
    )(
      { name: 'fairness', at: [pointer('fairness', 'purpose')], facts: {} },
      from.purpose,
      to.purpose,
    ),
    ...attributes.added.map(([id, { category, from: source }]) =>
      report(
        'fairness-attribute-added',
        { ...attributeEntry(id), facts: { attribute: id, category, from: source } },
        source === 'given'
          ? `People can be compared by ${id}, which they give in ${category}.`
          : `People can be compared by ${id}, a proxy that is read from ${category}.`,
        'wider-use',
      ),
    ),
    ...attributes.removed.map(([id]) =>
      report(
        'fairness-attribute-removed',
        attributeEntry(id),
        `No one is compared by ${id} any more.`,
      ),
    ),
    ...attributes.common.flatMap(([id, was, is]) =>
      fieldChanges(attributeFields, attributeEntry(id), was, is),
    ),
    ...systems.added.map(([id, system]) =>
      report(
        'fairness-system-added',
        systemEntry(id),
        `${id} is monitored for bias: outcomes are compared by ${listed(groupsOf(system))} every ${system.period}.`,
        'wider-use',
      ),
    ),
    ...systems.removed.map(([id]) =>
      report(
        'fairness-system-removed',
        systemEntry(id),
        `${id} is no longer monitored for bias. Reports that were written stay.`,
        'fewer-safeguards',
      ),
    ),
    ...systems.common.flatMap(([id, was, is]) =>
      fieldChanges(systemFields, systemEntry(id), was, is),
    ),
  ];
};

const none: Policy['fairness'] = { attributes: {}, systems: {} };
/** A policy that was compiled by an earlier version has none. */
const fairnessOf = ({ fairness = none }: Partial<Policy>) => fairness;

const attributeFields: Fields<FairnessAttribute> = {
  title: detail,
  from: value<FairnessAttribute['from']>(
    'fairness-attribute-source-changed',
    (name, was, is) => `${name} is ${is} instead of ${was}.`,
    (_, is) => is === 'proxy' && 'fewer-choices',
  ),
  purpose: value<string | undefined>(
    'fairness-attribute-purpose-changed',
    (name, was, is) =>
      `${name} is used for ${is ?? 'the purpose of fairness'} instead of ${was ?? 'that of fairness'}.`,
    () => 'wider-use',
  ),
  category: value<string>(
    'fairness-attribute-category-changed',
    (name, was, is) => `${name} is read from ${is} instead of ${was}.`,
    () => 'wider-use',
  ),
  pointer: value<string>(
    'fairness-attribute-pointer-changed',
    (name, was, is) => `${name} is read at ${is} instead of ${was}.`,
    () => 'wider-use',
  ),
  values: list('fairness-attribute-values-changed', {
    added: (name, items) => `${name} can be ${items} as well.`,
    removed: (name, items) => `${name} can no longer be ${items}: that counts as missing.`,
  }),
};

const systemFields: Fields<FairnessSystem> = {
  title: detail,
  owner: detail,
  groupBy: by(
    (groups: FairnessSystem['groupBy']) => groupsOf({ groupBy: groups }),
    list(
      'fairness-groups-changed',
      {
        added: (name, items) => `Outcomes of ${name} are compared by ${items} as well.`,
        removed: (name, items) => `Outcomes of ${name} are no longer compared by ${items}.`,
      },
      { added: 'wider-use', removed: 'fewer-safeguards' },
    ),
  ),
  period: value<FairnessSystem['period']>(
    'fairness-period-changed',
    (name, was, is) => `${name} has a report every ${is} instead of every ${was}.`,
    (was, is) => periodDirection(was, is) === 'longer' && 'fewer-safeguards',
  ),
  labelsWithin: value<string | undefined>(
    'fairness-labels-changed',
    (name, was, is) =>
      `A report of ${name} waits ${is ?? 'no time'} for what turned out to be right, instead of ${was ?? 'no time'}.`,
    (was, is) => periodDirection(was ?? 'P0D', is ?? 'P0D') === 'longer' && 'longer-retention',
  ),
  minimumGroup: value<number>(
    'fairness-minimum-group-changed',
    (name, was, is) =>
      `A report of ${name} shows groups of at least ${is} people instead of ${was}.`,
    (was, is) => is < was && 'fewer-safeguards',
  ),
  threshold: value<FairnessSystem['threshold']>(
    'fairness-threshold-changed',
    (name) => `Other differences between groups open a review of ${name}.`,
    (was, is) => isLaxer(was, is) && 'fewer-safeguards',
  ),
  reviewWithin: period(
    'fairness-review-changed',
    (name, was, is) => `A review of ${name} may take ${is} instead of ${was}.`,
    'fewer-safeguards',
  ),
};

type Threshold = FairnessSystem['threshold'];

/** Whether something would no longer open a review. */
const isLaxer = (was: Threshold, is: Threshold): boolean =>
  is.ratio < was.ratio ||
  (['difference', 'opportunityDifference', 'oddsDifference'] as const).some(
    (name) => was[name] !== undefined && (is[name] ?? 1) > was[name],
  );
