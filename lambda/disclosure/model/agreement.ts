import { categoryFor } from '../../policy/categories.ts';
import type { CivilDate } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import { isTransferRestricted } from '../../policy/transfers.ts';

/** Why no agreement covers a disclosure, the most decisive first. */
export const coverageReasons = [
  'recipient-unknown',
  'recipient-not-of-purpose',
  'agreement-not-begun',
  'agreement-expired',
  'purpose-not-in-agreement',
  'category-not-in-agreement',
  'transfer-without-mechanism',
  'transfer-assessment-lapsed',
] as const;
export type CoverageReason = (typeof coverageReasons)[number];

export type Coverage =
  | { readonly kind: 'covered' }
  | { readonly kind: 'not-covered'; readonly reason: CoverageReason };

/** What of the policy decides about an agreement. */
export type CoveringPolicy = Pick<Policy, 'recipients' | 'purposes' | 'law' | 'unclassified'>;
type Recipient = Policy['recipients'][string];

/**
 * Whether an agreement covers giving data of a category to a recipient for a purpose: GDPR Art. 26, 28(3)
 * and 44. It says nothing about the person; that is for the decision.
 *
 * @param today civil date in the time zone of the controller
 */
export function coverageOf(
  policy: CoveringPolicy,
  asked: { readonly recipient: string; readonly purpose: string; readonly category: string },
  today: CivilDate,
): Coverage {
  const recipient = own(policy.recipients, asked.recipient);
  if (recipient === undefined) return notCovered('recipient-unknown');
  const purpose = own(policy.purposes, asked.purpose);
  if (purpose?.recipients.includes(asked.recipient) !== true) {
    return notCovered('recipient-not-of-purpose');
  }
  const { agreement } = recipient;
  if (agreement.signedOn > today) return notCovered('agreement-not-begun');
  if (isOver(agreement.expiresOn, today)) return notCovered('agreement-expired');
  if (agreement.purposes?.includes(asked.purpose) === false) {
    return notCovered('purpose-not-in-agreement');
  }
  const category = categoryFor(policy, asked.category) ?? asked.category;
  if (!coveredCategories(policy, asked.recipient).includes(category)) {
    return notCovered('category-not-in-agreement');
  }
  return transferOf(policy, recipient, today);
}

/** The purposes that an agreement covers: those that it names, or all that give to the recipient. */
export function coveredPurposes(
  policy: Pick<Policy, 'purposes' | 'recipients'>,
  recipient: string,
): readonly string[] {
  const named = own(policy.recipients, recipient)?.agreement.purposes;
  return Object.entries(policy.purposes).flatMap(([id, { recipients }]) =>
    recipients.includes(recipient) && (named?.includes(id) ?? true) ? [id] : [],
  );
}

/** The categories that an agreement covers: those that it names, or all of its purposes. */
export function coveredCategories(
  policy: Pick<Policy, 'purposes' | 'recipients'>,
  recipient: string,
): readonly string[] {
  const named = own(policy.recipients, recipient)?.agreement.categories;
  const given = coveredPurposes(policy, recipient).flatMap(
    (id) => policy.purposes[id]?.categories ?? [],
  );
  return [...new Set(given)].filter((category) => named?.includes(category) ?? true);
}

/** GDPR Art. 44, 46; CJEU C-311/18: clauses and binding rules hold as long as their assessment does. */
function transferOf(
  policy: Pick<Policy, 'law'>,
  { country, transferMechanism, transferAssessment }: Recipient,
  today: CivilDate,
): Coverage {
  if (!isTransferRestricted(policy, country)) return covered;
  if (transferMechanism === 'none-needed') return notCovered('transfer-without-mechanism');
  const isAssessed =
    transferMechanism === 'standard-contractual-clauses' ||
    transferMechanism === 'binding-corporate-rules';
  if (!isAssessed || transferAssessment === undefined) return covered;
  const { doneOn, validUntil } = transferAssessment;
  return doneOn > today || isOver(validUntil, today)
    ? notCovered('transfer-assessment-lapsed')
    : covered;
}

/** The last day counts. */
const isOver = (lastDay: CivilDate | undefined, today: CivilDate): boolean =>
  lastDay !== undefined && lastDay < today;

const covered: Coverage = { kind: 'covered' };
const notCovered = (reason: CoverageReason): Coverage => ({ kind: 'not-covered', reason });

// Ids come from clients: `constructor` is no recipient.
const own = <Value>(record: Readonly<Record<string, Value>>, id: string): Value | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;
