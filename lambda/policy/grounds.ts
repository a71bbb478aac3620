import type { EpochMilliseconds } from '../value/time.ts';
import { asksConsentForSpecial } from './basis-vocabulary.ts';
import type { Stated } from './basis-vocabulary.ts';
import { startOfDay } from './periods.ts';
import { consentAge } from './protective.ts';
import type { JurisdictionId, Policy } from './schema.ts';
import type { LegalBasis } from './vocabulary.ts';

/** On what data of a purpose rests under one law. */
export interface Ground {
  readonly jurisdiction: JurisdictionId;
  /** Absent where the policy names no basis: the purpose is denied. */
  readonly stated?: Stated;
  /** When the other basis begins to hold for the data that was asked about. */
  readonly changesAt?: EpochMilliseconds;
}

/**
 * The ground as it stands for data that was collected at some time: another basis holds for what is
 * collected after people were informed of it (GDPR Art. 13(3); EDPB Guidelines 05/2020 paragraphs 121 to
 * 123).
 *
 * Where nothing declares that another basis follows on consent, what people gave on their consent
 * stays on it: a purpose that was removed and came back on another basis is still theirs to end.
 *
 * @param data.collectedAt now when absent; a moment that has not come yet counts as now
 * @param data.consent.onConsentIn laws under which the person consented
 */
export function groundUnder(
  policy: Pick<Policy, 'purposes' | 'controller'>,
  purpose: string,
  jurisdiction: JurisdictionId,
  data: {
    readonly collectedAt?: EpochMilliseconds;
    readonly now: EpochMilliseconds;
    readonly consent?: { readonly onConsentIn?: readonly JurisdictionId[] };
  },
): Ground {
  const declared = Object.hasOwn(policy.purposes, purpose)
    ? policy.purposes[purpose]?.legalBasis[jurisdiction]
    : undefined;
  if (declared === undefined) return { jurisdiction };
  const isSaid = [declared.basis, declared.previous?.basis].includes('consent');
  if (!isSaid && data.consent?.onConsentIn?.includes(jurisdiction)) {
    return { jurisdiction, stated: { basis: 'consent' } };
  }
  const { effectiveFrom, previous, ...stated } = declared;
  if (effectiveFrom === undefined) return { jurisdiction, stated };
  const { now, collectedAt = now } = data;
  const from = startOfDay(effectiveFrom, policy.controller.timeZone);
  if (Math.min(collectedAt, now) >= from) return { jurisdiction, stated };
  const isSettled = data.collectedAt !== undefined && data.collectedAt < from;
  return {
    jurisdiction,
    stated: previous,
    ...(!isSettled && { changesAt: from }),
  };
}

/**
 * GDPR and UK GDPR Art. 9(1)-(2): a basis alone does not carry special categories. Elsewhere, as under
 * FADP Art. 6(7), it is consent that does, or what a law orders.
 */
export function carriesSpecial(
  { law }: Pick<Policy, 'law'>,
  jurisdiction: JurisdictionId,
  { basis, condition }: Stated,
): boolean {
  const facts = law[jurisdiction];
  if (facts?.specialCategories !== undefined) return condition !== undefined;
  if (facts !== undefined && !asksConsentForSpecial(facts)) return true;
  return basis === 'consent' || basis === 'legal-obligation';
}

/**
 * Below which age an opt-out is an opt-in: 16 under Civ. Code 1798.120(c). The other laws with
 * opt-outs name ages of their own; of several the highest one counts.
 */
export const optInAge = (policy: Policy, jurisdiction: JurisdictionId): number =>
  Math.max(
    consentAge(policy, [jurisdiction]),
    ...(policy.law[jurisdiction]?.minors ?? []).flatMap(({ age }) => age ?? []),
  );

/** Whether it ends with a consent that was given. */
export const restsOnConsent = ({ stated }: Ground): boolean =>
  stated?.basis === 'consent' ||
  stated?.basis === 'opt-out' ||
  stated?.condition === 'explicit-consent';

/** GDPR Art. 21(1): what rests on one of these is open to objection under every law. */
export const objectableBases = ['legitimate-interests', 'public-task'] as const;

/**
 * Whether the person can object: GDPR Art. 21(1); FADP Art. 30(2)(b), by which nothing that needs no
 * justification is done against an express declaration.
 */
export function isOpenToObjection(
  { law }: Pick<Policy, 'law'>,
  basis: LegalBasis | undefined,
  jurisdiction: JurisdictionId | undefined,
): boolean {
  if (basis !== 'notice') return objectableBases.some((objectable) => objectable === basis);
  return jurisdiction !== undefined && law[jurisdiction]?.objectionToNotice !== undefined;
}
