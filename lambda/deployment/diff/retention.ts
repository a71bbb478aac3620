import type { Policy } from '../../policy/schema.ts';
import { approximateDays } from '../../value/duration.ts';
import { pairs, pointer } from '../../policy/leaves.ts';
import { directionOf, listed, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { detail, fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

type Purpose = Policy['purposes'][string];
type Evidence = keyof Policy['evidence'];

const { value, period } = reportsIn('Retention');

/** What is kept longer or shorter: data, consents and evidence. */
export const retentionChanges: Rule = (from, to) => [
  ...pairs(from.purposes, to.purposes).common.flatMap(([purpose, before, after]) => [
    ...dataChanges(purpose, before, after, to),
    ...validityChanges(purpose, from, to),
  ]),
  ...(['consent', 'request'] as const).flatMap((evidence) =>
    fieldChanges(
      evidenceFields,
      { name: evidence, at: [pointer('evidence', evidence)], facts: { evidence } },
      from.evidence[evidence],
      to.evidence[evidence],
    ),
  ),
];

function dataChanges(
  purpose: string,
  before: Purpose,
  { categories, retention }: Purpose,
  { purposes }: Policy,
): readonly Change[] {
  /** Those that no other purpose keeps longer. */
  const longest = categories.filter((category) =>
    Object.values(purposes)
      .filter((other) => other.categories.includes(category))
      .every((other) => approximateDays(other.retention) <= approximateDays(retention)),
  );
  const words = period(
    'retention-changed',
    (_, was, is, direction) =>
      sentences(
        `Data of ${purpose} is kept ${direction}: ${is} instead of ${was}.`,
        longest.length === 0
          ? 'For none of its categories is this the longest period.'
          : `It is the longest period of ${listed(longest)}.`,
        `Touches records of ${listed(categories)}, those stored already included;`,
        '`custos retention plan` counts them.',
      ),
    'longer-retention',
  );
  const at = [pointer('purposes', purpose, 'retention')];
  const facts = { purpose, categories, longest };
  return words({ name: purpose, at, facts }, before.retention, retention);
}

/** Without a period of its own a consent lasts as long as its evidence is kept. */
function validityChanges(purpose: string, from: Policy, to: Policy): readonly Change[] {
  const validityIn = ({ purposes }: Policy) => purposes[purpose]?.consentValidity;
  const daysIn = (policy: Policy): number =>
    approximateDays(validityIn(policy) ?? policy.evidence.consent.retention);
  const show = (validity = 'as long as its evidence is kept'): string => validity;
  const direction = directionOf(daysIn(from), daysIn(to));
  const validity = reportsIn('Notices and consents').value<string | undefined>(
    'consent-validity-changed',
    (_, was, is) =>
      sentences(
        `A consent to ${purpose} is good for ${show(is)} instead of`,
        `${show(was)}. Consents given already keep their end.`,
      ),
    () => direction === 'longer' && 'weaker-consent',
  );
  const at = [pointer('purposes', purpose, 'consentValidity')];
  const facts = { purpose, direction };
  return validity({ name: purpose, at, facts }, validityIn(from), validityIn(to));
}

const stored = (evidence: string): string =>
  `Evidence of ${evidence === 'consent' ? 'consents' : 'requests'} is kept`;

const evidenceFields: Fields<Policy['evidence'][Evidence]> = {
  retention: period(
    'evidence-retention-changed',
    (evidence, was, is, direction) =>
      `${stored(evidence)} ${direction}: ${is} instead of ${was}. Evidence written already keeps its end.`,
    'longer-retention',
  ),
  ground: value(
    'evidence-ground-changed',
    (evidence, was, is) => `${stored(evidence)} through an erasure on ${is} instead of ${was}.`,
  ),
  reference: detail,
};
