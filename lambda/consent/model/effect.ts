import type { EpochMilliseconds } from '../../value/time.ts';
import { isOpenToObjection } from '../../policy/grounds.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { LegalBasis } from '../../policy/vocabulary.ts';
import type { Choice, Effect } from './choice.ts';
import { basisOf } from './basis.ts';
import { statedIn } from '../../policy/stated-bases.ts';

/** What a choice does under a basis. */
export function effectOf(
  policy: Pick<Policy, 'law'>,
  basis: LegalBasis | undefined,
  state: Choice,
  jurisdiction?: JurisdictionId,
): Effect {
  // GDPR Art. 21(1): the right to object, without the weighing that would let us go on. FADP Art.
  // 30(2)(b): against an express declaration nothing is done that needs no justification.
  if (isOpenToObjection(policy, basis, jurisdiction)) {
    return state === 'given' ? 'objection-ended' : 'objection-honoured';
  }
  switch (basis) {
    case 'consent':
    case 'opt-out':
      return state === 'given' ? 'processing-permitted' : 'processing-stopped';
    case 'legitimate-interests':
    case 'public-task':
    case 'contract':
    case 'legal-obligation':
    case 'vital-interests':
    case 'notice':
    case undefined:
      return 'recorded-without-effect';
  }
}

/**
 * What a choice does for a person: under the first of the laws where it does anything. Where the
 * purpose rests on something else by now, data from before is still under the earlier basis.
 */
export function effectFor(
  policy: Policy,
  jurisdictions: readonly JurisdictionId[],
  { purpose, state }: { readonly purpose: string; readonly state: Choice },
  now: EpochMilliseconds,
): Effect {
  const present = jurisdictions
    .map((jurisdiction) =>
      effectOf(policy, basisOf(policy, purpose, jurisdiction, now), state, jurisdiction),
    )
    .find((effect) => effect !== 'recorded-without-effect');
  if (present !== undefined) return present;
  const earlier = jurisdictions
    .flatMap((jurisdiction) =>
      statedIn(policy, purpose, jurisdiction).map(({ basis }) =>
        effectOf(policy, basis, state, jurisdiction),
      ),
    )
    .some((effect) => effect !== 'recorded-without-effect');
  if (!earlier) return 'recorded-without-effect';
  return state === 'given' ? 'earlier-data-permitted' : 'earlier-data-stopped';
}
