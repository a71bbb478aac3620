import { basisOf } from '../consent/model/basis.ts';
import { categoryFor } from '../policy/categories.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { timesOf } from '../disclosure/model/disclosure.ts';
import type { Disclosed, DisclosedTimes } from '../disclosure/model/disclosure.ts';
import { lookUp } from '../policy/locale.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { LegalBasis } from '../policy/vocabulary.ts';
import type { AllOrListed as HeldByHold } from '../retention/model/hold.ts';
import { isHeld, legalHold } from '../retention/model/hold.ts';
import { dataRetentionPeriod } from '../subject/model/retention-periods.ts';
import { longestPeriod, ownPeriod } from '../subject/model/settings.ts';
import type { Settings } from '../subject/model/subject.ts';
import type { SourceNotice } from '../source/model/source-notice.ts';
import type { WithheldItem } from '../request/model/exemption.ts';

/** How much is stored of one category. */
interface StoredCount {
  readonly category: string;
  readonly count: number;
  readonly oldest?: string;
  readonly newest?: string;
  readonly months?: readonly { readonly month: string; readonly count: number }[];
}

export interface PurposeOfData {
  readonly purpose: string;
  readonly title: string;
  /** Absent where the policy has no legal basis for the person: the purpose is denied. */
  readonly legalBasis?: LegalBasis;
  /** How long the person's data is retained for this purpose. */
  readonly retention: string;
}

/** What is stored about a person in one category, and why: GDPR Art. 15(1)(a)-(d), (g), 15(2). */
export interface HeldData extends StoredCount {
  readonly title: string;
  readonly purposes: readonly PurposeOfData[];
  /** The longest period of the policy, what the person has set instead, and the resulting one. */
  readonly retention?: { readonly period: string; readonly own?: string; readonly applies: string };
  /** Absent where the policy no longer declares the category. */
  readonly source?: 'provided' | 'observed' | 'inferred';
  /** From which recipients of the policy data of this category was obtained: GDPR Art. 14, 15(1)(g). */
  readonly sources?: readonly SourceOfData[];
  readonly recipients: readonly RecipientOfData[];
  /** Of these, what a legal hold or an erasure exempted: ground, count and end. */
  readonly withheld?: readonly WithheldItem[];
}

export interface RecipientOfData {
  readonly recipient: string;
  /** The id, where the policy names the recipient no more; it then has nothing else to say of it. */
  readonly name: string;
  readonly role?: string;
  readonly country?: string;
  readonly transferMechanism?: string;
  readonly subProcessors?: Policy['recipients'][string]['agreement']['subProcessors'];
  /** Single disclosures of the person's data of this category; absent where none was recorded. */
  readonly disclosures?: DisclosedTimes;
}

export interface SourceOfData {
  readonly recipient: string;
  /** Absent where the policy no longer names it. */
  readonly name?: string | undefined;
  readonly since: string;
  readonly informBy?: string | undefined;
  readonly informedAt?: string | undefined;
}

interface Person {
  readonly settings: Settings;
  /** The primary one is first. */
  readonly jurisdictions: readonly [JurisdictionId, ...JurisdictionId[]];
  readonly stored: readonly StoredCount[];
  readonly heldCategories?: HeldByHold;
  /** Left by earlier erasures. */
  readonly withheld?: readonly WithheldItem[];
  /** Recipients that data was disclosed to, by category. */
  readonly disclosed?: ReadonlyMap<string, readonly Disclosed[]>;
  readonly sources?: readonly SourceNotice[];
}

/** Every category of the policy, and any other that still has records. */
export function dataOf(
  policy: Policy,
  person: Person,
  now: EpochMilliseconds,
): readonly HeldData[] {
  const known = new Map(person.stored.map((one) => [one.category, one]));
  const ids = new Set([
    ...Object.keys(policy.categories),
    ...known.keys(),
    ...(person.disclosed?.keys() ?? []),
    ...(person.withheld ?? []).map(({ category }) => category),
  ]);
  return [...ids].map((category) => {
    const ruled = categoryFor(policy, category) ?? category;
    const declared = Object.hasOwn(policy.categories, ruled) ? policy.categories[ruled] : undefined;
    const period = longestPeriod(policy, ruled, now);
    const own = ownPeriod(person.settings, ruled);
    const purposes = usesOf(policy, ruled).map(([purpose]) => purpose);
    const applies = dataRetentionPeriod({ policy, ...person, now }, category, purposes)?.period;
    return {
      ...(known.get(category) ?? { category }),
      ...countsOf(policy, person, category, known.get(category)?.count ?? 0),
      title: titleOf(policy, person.settings, 'categories', category) ?? category,
      purposes: purposesOf(policy, person, ruled, now),
      ...(period !== undefined &&
        applies !== undefined && {
          retention: { period, own, applies },
        }),
      source: declared?.source,
      ...sourcesOf(policy, person, category),
      recipients: recipientsOf(policy, ruled, person.disclosed?.get(category)),
    };
  });
}

function sourcesOf(
  { recipients }: Policy,
  { sources = [] }: Person,
  category: string,
): Pick<HeldData, 'sources'> {
  const found = sources.flatMap(({ recipient, categories }) =>
    categories
      .filter((one) => one.category === category)
      .map(({ since, informBy, informedAt }) => ({
        ...{ recipient, since, informBy, informedAt },
        name: Object.hasOwn(recipients, recipient) ? recipients[recipient]?.name : undefined,
      })),
  );
  return found.length === 0 ? {} : { sources: found };
}

/** Every record once in `count`, exempted ones included. */
function countsOf(
  policy: Policy,
  { heldCategories = [], withheld = [] }: Person,
  category: string,
  live: number,
): Pick<HeldData, 'count' | 'withheld'> {
  const left = withheld.filter((item) => item.category === category);
  const count = left.reduce((sum, item) => sum + item.count, live);
  const stored = live > 0 && isHeld(policy, heldCategories, category);
  const all = stored
    ? [...left, { category, count: live, ground: 'legal-claims', reference: legalHold }]
    : left;
  return { count, ...(all.length > 0 && { withheld: all }) };
}

function purposesOf(
  policy: Policy,
  person: Person,
  category: string,
  now: EpochMilliseconds,
): PurposeOfData[] {
  return usesOf(policy, category).map(([purpose, { retention }]) => {
    const legalBasis = basisOf(policy, purpose, person.jurisdictions[0], now);
    return {
      purpose,
      title: titleOf(policy, person.settings, 'purposes', purpose) ?? purpose,
      legalBasis,
      retention:
        dataRetentionPeriod({ policy, ...person, now }, category, [purpose])?.period ?? retention,
    };
  });
}

/**
 * GDPR Art. 15(1)(c), 15(2): who may receive data of the category for any of its purposes, and who did
 * (CJEU C-154/21); where they are, and the safeguard of the transfer.
 */
function recipientsOf(
  { purposes, recipients }: Policy,
  category: string,
  disclosed: readonly Disclosed[] = [],
): RecipientOfData[] {
  const ids = new Set([
    ...usesOf({ purposes }, category).flatMap(([, uses]) => uses.recipients),
    ...disclosed.map(({ recipient }) => recipient),
  ]);
  return [...ids].map((recipient) => {
    const declared = Object.hasOwn(recipients, recipient) ? recipients[recipient] : undefined;
    const given = disclosed.find((each) => each.recipient === recipient);
    const { subProcessors = [] } = declared?.agreement ?? {};
    return {
      recipient,
      name: declared?.name ?? recipient,
      role: declared?.role,
      country: declared?.country,
      transferMechanism: declared?.transferMechanism,
      ...(subProcessors.length > 0 && { subProcessors }),
      disclosures: given && timesOf(given),
    };
  });
}

const usesOf = ({ purposes }: Pick<Policy, 'purposes'>, category: string) =>
  Object.entries(purposes).filter(([, { categories }]) => categories.includes(category));

/** In the person's language where the policy has the text in it. */
export function titleOf(
  policy: Policy,
  { locale = policy.language }: Settings,
  kind: 'categories' | 'purposes',
  id: string,
): string | undefined {
  const translation = policy.translations[lookUp(Object.keys(policy.translations), locale) ?? ''];
  const titles: Readonly<Record<string, { readonly title: string }>> = translation?.[kind] ?? {};
  const known = Object.hasOwn(titles, id) ? titles : policy[kind];
  return Object.hasOwn(known, id) ? known[id]?.title : undefined;
}
