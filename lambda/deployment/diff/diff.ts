import type { Policy } from '../../policy/schema.ts';
import { leafDifferences } from '../../policy/leaves.ts';
import { basisChanges } from './bases.ts';
import { categoryChanges } from './categories.ts';
import type { Change, Rule } from './change.ts';
import { reportsIn } from './fields.ts';
import { issuerChanges, issuersByName } from './issuers.ts';
import { isElsewhere, lawChanges } from './law.ts';
import { mailChanges } from './mails.ts';
import { fairnessChanges } from './fairness.ts';
import { measureChanges } from './measures.ts';
import { modelChanges } from './models.ts';
import { noticeChanges } from './notices.ts';
import { peopleChanges } from './people.ts';
import { purposeChanges } from './purposes.ts';
import { recipientChanges } from './recipients.ts';
import { requestChanges } from './requests.ts';
import { retentionChanges } from './retention.ts';
import { reviewChanges } from './reviews.ts';
import { systemChanges } from './systems.ts';
import { textChanges } from './texts.ts';
import { trainingChanges } from './training.ts';

const { report } = reportsIn('Details');

const topics: readonly Rule[] = [
  purposeChanges,
  basisChanges,
  categoryChanges,
  retentionChanges,
  noticeChanges,
  recipientChanges,
  systemChanges,
  measureChanges,
  fairnessChanges,
  trainingChanges,
  requestChanges,
  mailChanges,
  textChanges,
  modelChanges,
  lawChanges,
  reviewChanges,
  peopleChanges,
  issuerChanges,
];

export interface PolicyDiff {
  /** Versions of the two policies. */
  readonly from: string;
  readonly to: string;
  /** Empty exactly when the versions are equal. */
  readonly changes: readonly Change[];
}

/**
 * What the second policy says otherwise. Every rule names the places that it accounts for; what
 * differs beside them is reported as a detail, so that nothing is left out.
 */
export function diffPolicies(from: Policy, to: Policy): PolicyDiff {
  const found = topics.flatMap((rule) => rule(from, to));
  const accounted = found.flatMap(({ at }) => at);
  const details = leafDifferences(comparable(from, to), comparable(to, from))
    .filter(({ pointer }) => !accounted.some((place) => isWithin(pointer, place)))
    .map((facts) => {
      const words = `${facts.pointer}: ${shorten(facts.from)} becomes ${shorten(facts.to)}.`;
      return report('detail-changed', { at: [facts.pointer], facts }, words);
    });
  return { from: from.version, to: to.version, changes: [...found, ...details] };
}

const isWithin = (pointer: string, place: string): boolean =>
  pointer === place || pointer.startsWith(`${place}/`);

/** A value on one line of a terminal. */
function shorten(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 100 ? text : `${text.slice(0, 97)}...`;
}

/**
 * Issuers by name and their order apart; published notices without what `notices` says already; laws
 * of places that neither policy names: the others are reported by residence.
 */
function comparable(policy: Policy, other: Policy): object {
  const byName = issuersByName(policy.issuers);
  const theirs = issuersByName(other.issuers);
  return {
    ...policy,
    version: undefined,
    issuers: byName,
    issuerOrder: Object.keys(byName).filter((name) => Object.hasOwn(theirs, name)),
    elsewhere: Object.fromEntries(
      Object.entries(policy.elsewhere).filter(([place]) => isElsewhere(place, policy, other)),
    ),
    published: Object.fromEntries(
      Object.entries(policy.published).map(([id, { version, texts }]) => [id, { version, texts }]),
    ),
  };
}
