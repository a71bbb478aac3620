import type { EpochMilliseconds } from '../value/time.ts';
import { milliseconds } from '../value/time.ts';
import {
  RightAbsentError,
  clockFor,
  hasRight,
  jurisdictionAt,
  refusalsIn,
} from './jurisdictions.ts';
import type { ClockOptions, ClockReading } from './jurisdictions.ts';
import type { JurisdictionLaw, Right } from './law.ts';
import type { JurisdictionId, Policy } from './schema.ts';

/** One or more jurisdictions that apply to a person: see `jurisdictionsOf` of the subject model. */
type Applying = readonly [JurisdictionId, ...JurisdictionId[]];

/** Where several laws apply, a right that one of them gives is given. */
export const anyGives = (policy: Policy, jurisdictions: Applying, kind: Right): boolean =>
  giving(policy, jurisdictions, kind).length > 0;

/**
 * The earliest date of each kind among the laws that give the right; the rest of the reading is that
 * of the law whose answer is due first.
 *
 * @throws RightAbsentError when none of them gives it: ask `anyGives` before
 */
export function clockForAll(
  jurisdictions: Applying,
  kind: Right,
  receivedAt: EpochMilliseconds,
  policy: Policy,
  options: ClockOptions = {},
): ClockReading {
  const [first, ...others] = giving(policy, jurisdictions, kind)
    .map((jurisdiction) => clockFor(jurisdiction, kind, receivedAt, policy, options))
    .toSorted((one, other) => one.dueAt - other.dueAt);
  if (first === undefined) throw new RightAbsentError(jurisdictions[0], kind);
  const readings = [first, ...others];
  const acknowledgeBy = earliest(readings.map((reading) => reading.acknowledgeBy));
  const informOfRefusalBy = earliest(readings.map((reading) => reading.informOfRefusalBy));
  return {
    ...first,
    ...(acknowledgeBy !== undefined && { acknowledgeBy }),
    ...(informOfRefusalBy !== undefined && { informOfRefusalBy }),
  };
}

/** Grounds on which every law that gives the right lets it be refused. */
export function refusalsForAll(
  policy: Policy,
  jurisdictions: Applying,
  kind: Right,
): JurisdictionLaw['refusals'] {
  const [first = [], ...others] = giving(policy, jurisdictions, kind).map((jurisdiction) =>
    refusalsIn(policy, jurisdiction),
  );
  return first.filter(({ code }) =>
    others.every((grounds) => grounds.some((ground) => ground.code === code)),
  );
}

// The ceiling of GDPR Art. 8(1), where a law looks at the person instead of naming an age.
const ageWithoutRule = 16;

/**
 * From which age a person consents alone: the highest of the laws that apply, in each of the places
 * where the person may live.
 *
 * @param residences declared or reported, ISO 3166: a subdivision counts before its country
 */
export function consentAge(
  policy: Policy,
  jurisdictions: Applying,
  residences: readonly string[] = [],
): number {
  return Math.max(
    ...jurisdictions.flatMap((jurisdiction) => {
      const general = ageIn(policy.law[jurisdiction]);
      if (policy.law[jurisdiction]?.consentAgeByPlace === undefined) return [general];
      const named = residences
        .filter((code) => jurisdictionAt(policy, code) === jurisdiction)
        .map((code) => ageAt(policy, code) ?? general);
      return named.length === 0 ? [general] : named;
    }),
  );
}

const ageAt = ({ minors }: Policy, code: string): number | undefined =>
  minors.consentAge[code] ?? minors.consentAge[code.slice(0, 2)];

/** Of several ages the lowest: above it the minor answers for themselves (Civ. Code 1798.120(c)). */
function ageIn(law: JurisdictionLaw | undefined): number {
  const ages = (law?.minors ?? []).flatMap(({ age }) => (age === undefined ? [] : [age]));
  return ages.length === 0 ? ageWithoutRule : Math.min(...ages);
}

const giving = (policy: Policy, jurisdictions: Applying, kind: Right): JurisdictionId[] =>
  jurisdictions.filter((jurisdiction) => hasRight(policy, jurisdiction, kind));

function earliest(
  dates: readonly (EpochMilliseconds | undefined)[],
): EpochMilliseconds | undefined {
  const known = dates.filter((date) => date !== undefined);
  return known.length === 0 ? undefined : milliseconds(Math.min(...known));
}
