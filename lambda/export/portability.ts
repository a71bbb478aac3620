import { categoryFor } from '../policy/categories.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { Stated } from '../policy/basis-vocabulary.ts';
import { groundUnder } from '../policy/grounds.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import { recipientOf } from '../record/model/record.ts';
import type { RecordSource } from '../record/model/record.ts';

/** Why a record is not handed over in the portable form; it is in the copy of an access request. */
export const leftOutReasons = ['inferred', 'from-recipient', 'other-basis'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export type Portable =
  | { readonly kind: 'portable'; readonly purposes: readonly string[] }
  | { readonly kind: 'left-out'; readonly reason: LeftOutReason };

interface Collected {
  readonly category: string;
  readonly purposes: readonly string[];
  readonly collectedAt: EpochMilliseconds;
  readonly source?: RecordSource | undefined;
}

/**
 * Whether a record is handed over, and for which of its purposes: data that the person provided or
 * that was observed of them (GDPR Art. 20(1); WP 242 rev.01 p. 10: nothing inferred), not what was
 * obtained from a recipient, as far as it
 * rests on their consent, that of Art. 9(2)(a) included, or on a contract with them (Art. 20(1)(a), FADP
 * Art. 28(1)).
 *
 * @param jurisdictions that apply to the person; what one of them gives is given
 */
export function portabilityOf(
  policy: Pick<Policy, 'categories' | 'purposes' | 'controller' | 'unclassified' | 'law'>,
  jurisdictions: readonly JurisdictionId[],
  { category, purposes, collectedAt, source: from }: Collected,
): Portable {
  const { source = 'inferred' } = policy.categories[categoryFor(policy, category) ?? ''] ?? {};
  if (source === 'inferred') return { kind: 'left-out', reason: 'inferred' };
  if (recipientOf(from) !== undefined) return { kind: 'left-out', reason: 'from-recipient' };
  const stored = { collectedAt, now: collectedAt };
  const portable = purposes.filter((purpose) =>
    jurisdictions.some((jurisdiction) =>
      isPortable(policy, groundUnder(policy, purpose, jurisdiction, stored).stated, jurisdiction),
    ),
  );
  return portable.length === 0
    ? { kind: 'left-out', reason: 'other-basis' }
    : { kind: 'portable', purposes: portable };
}

function isPortable(
  { law }: Pick<Policy, 'law'>,
  stated: Stated | undefined,
  jurisdiction: JurisdictionId,
): boolean {
  if (stated?.condition === 'explicit-consent') return true;
  switch (stated?.basis) {
    case 'consent':
    case 'contract':
      return true;
    // Laws that know no grounds hand over everything obtained from the person, as Civ. Code
    // 1798.130(a)(3)(B)(iii) does; the FADP knows none either, but names consent and contract.
    case 'notice':
    case 'opt-out':
      return law[jurisdiction]?.portableData === undefined;
    case 'legal-obligation':
    case 'vital-interests':
    case 'public-task':
    case 'legitimate-interests':
    case undefined:
      return false;
  }
}
