import type { Circumstances } from '../../consent/model/basis.ts';
import type { StoredState } from '../../consent/model/event.ts';
import { consentFacts } from '../../consent/model/status.ts';
import type { DenyReason } from '../../consent/model/decision.ts';
import { decide } from '../../consent/model/decision.ts';
import { categoryFor } from '../../policy/categories.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { milliseconds } from '../../value/time.ts';
import { groundUnder, restsOnConsent } from '../../policy/grounds.ts';
import { startOfDay } from '../../policy/periods.ts';
import type { Subject } from '../../subject/model/subject.ts';

export interface BasisFacts
  extends Circumstances, Pick<Subject, 'settings' | 'restrictedPurposes'> {
  /** What the person said, by purpose. */
  readonly states: ReadonlyMap<string, StoredState>;
}

/** Whether data may still be retained for a purpose. */
export type Basis =
  | { readonly kind: 'ended' }
  | {
      readonly kind: 'stands';
      /** When the consent that it rests on ends. */
      readonly until?: EpochMilliseconds;
      /** A law orders the data to be retained: GDPR Art. 6(1)(c), 17(3)(b). */
      readonly ordered: boolean;
    };

export interface Bases {
  /** @param storedAt of data that is there; what is to be stored has none */
  readonly basisOf: (
    purpose: string,
    category: string,
    collectedAt: EpochMilliseconds,
    storedAt?: EpochMilliseconds,
  ) => Basis;
  /** Whose rules apply. */
  readonly categoryOf: (category: string) => string;
}

/**
 * Why data is not retained for a purpose: nothing allows it (GDPR Art. 5(1)(b), 6(1), 9(1)), or the
 * person ended it (Art. 7(3), 17(1)(b)-(c), 21; Civ. Code 1798.120(a)). What only stops its use for
 * a while is none: a restriction, which forbids deletion (Art. 18(2)), a consent that waits to be
 * given again, a controller who has to be asked (Art. 28(3)(a)).
 */
const ending: Readonly<Record<DenyReason, boolean>> = {
  'purpose-unknown': true,
  'category-not-covered': true,
  unclassified: true,
  'no-legal-basis': true,
  'special-category-condition-missing': true,
  'consent-not-given': true,
  'consent-refused': true,
  'consent-withdrawn': true,
  'consent-expired': true,
  'opted-out': true,
  objection: true,
  'retention-ended': true,
  // GDPR Art. 25(2): data that serves nothing but what a person switched off serves nothing.
  'training-off': true,
  'personalisation-off': true,
  // Stops collection only.
  'storage-off': false,
  // About a program, not about what the data is for.
  'model-unknown': false,
  'model-not-approved': false,
  'model-retired': false,
  'processing-frozen': false,
  'processing-restricted': false,
  'ask-controller': false,
  'subject-unknown': false,
  'subject-erased': false,
  'consent-unproven': false,
  'consent-needs-renewal': false,
  'responsible-person-needed': false,
};

/** Asks the decision model once for all data that it decides alike. */
export function openBases(person: BasisFacts): Bases {
  const { policy, now } = person;
  const known = new Map<string, Basis>();
  const starts = new Map<string, readonly EpochMilliseconds[]>();

  /** In which of the times between changes of the basis the data was collected. */
  function eraOf(purpose: string, collectedAt: EpochMilliseconds): number {
    const changes = starts.get(purpose) ?? startsOf(person, purpose);
    starts.set(purpose, changes);
    return changes.filter((from) => Math.min(collectedAt, now) >= from).length;
  }

  return {
    categoryOf: (category) => categoryFor(policy, category) ?? category,
    basisOf(purpose, category, collectedAt, storedAt = milliseconds(never)) {
      const stored = person.states.get(purpose);
      const wasStored = stored?.lapsed !== undefined && storedAt <= stored.lapsed.until;
      const key = `${purpose} ${category} ${eraOf(purpose, collectedAt)} ${String(wasStored)}`;
      const data = { purpose, category, collectedAt };
      const before = () => (wasStored ? judge(person, data, saidBefore(stored)) : undefined);
      const basis =
        known.get(key) ??
        (before()?.kind === 'ended' ? ({ kind: 'ended' } as const) : judge(person, data, stored));
      known.set(key, basis);
      return basis;
    },
  };
}

/** When another basis of a purpose begins to apply to this person. */
export const startsOf = (
  { policy, jurisdictions }: BasisFacts,
  purpose: string,
): EpochMilliseconds[] => {
  const declared = Object.hasOwn(policy.purposes, purpose) ? policy.purposes[purpose] : undefined;
  return jurisdictions.flatMap((jurisdiction) => {
    const day = declared?.legalBasis[jurisdiction]?.effectiveFrom;
    return day === undefined ? [] : [startOfDay(day, policy.controller.timeZone)];
  });
};

const never = Number.POSITIVE_INFINITY;

/** What was stored before a consent is judged by what was said until then, too. */
function saidBefore(stored: StoredState | undefined): StoredState | undefined {
  return stored?.lapsed?.saidNo === true ? { ...stored, state: 'withdrawn' } : undefined;
}

function judge(
  person: BasisFacts,
  {
    purpose,
    category,
    collectedAt,
  }: {
    readonly purpose: string;
    readonly category: string;
    readonly collectedAt: EpochMilliseconds;
  },
  stored: StoredState | undefined,
): Basis {
  const { policy, jurisdictions, now, settings, restrictedPurposes, ageBand } = person;
  const consent = consentFacts(stored, person);
  const decision = decide({
    ...{ policy, jurisdictions, purpose, category, collectedAt, now },
    subject: {
      ...{ kind: 'known', status: 'active', settings, restrictedPurposes },
      ageBand,
    },
    consent,
  });
  if (decision.decision === 'deny' && decision.reasons.some((reason) => ending[reason])) {
    return { kind: 'ended' };
  }
  const grounds = jurisdictions.map((jurisdiction) =>
    groundUnder(policy, purpose, jurisdiction, { collectedAt, now, consent }),
  );
  // One that waits to be given again lapses then, too.
  const until = stored?.state === 'given' ? stored.validUntil : undefined;
  return {
    kind: 'stands',
    until: grounds.some(restsOnConsent) ? until : undefined,
    ordered: grounds.some(({ stated }) => stated?.basis === 'legal-obligation'),
  };
}
