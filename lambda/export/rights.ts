import type { EpochMilliseconds } from '../value/time.ts';
import { hasRight } from '../policy/jurisdictions.ts';
import { rights } from '../policy/law.ts';
import type { LegalClock, LegalRight, Right } from '../policy/law.ts';
import { clockForAll } from '../policy/protective.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import { isChoice } from '../request/model/kinds.ts';

/** How a right is used here: a choice in the privacy centre, a request, an authority. */
export type RightRoute = 'choice' | 'request' | 'authority';

export interface RightFacts {
  readonly right: Right;
  readonly route: RightRoute;
  /** Where it stands, by law. */
  readonly laws: readonly {
    readonly jurisdiction: JurisdictionId;
    readonly reference: string;
  }[];
  /** In what time an answer is due, by the law whose date comes first. */
  readonly respond: LegalClock['respond'];
}

/** The rights that one of the laws gives, as they are used `now`: GDPR Art. 15(1)(e)-(f). */
export function rightsOf(
  policy: Policy,
  jurisdictions: readonly JurisdictionId[],
  now: EpochMilliseconds,
): RightFacts[] {
  return rights.flatMap((right): RightFacts[] => {
    const giving = jurisdictions.filter((jurisdiction) => hasRight(policy, jurisdiction, right));
    const [first, ...others] = giving;
    if (first === undefined) return [];
    const laws = giving.flatMap((jurisdiction) => {
      const given = policy.law[jurisdiction]?.rights[right];
      return given === undefined ? [] : [{ jurisdiction, ...given }];
    });
    const { jurisdiction: strictest } = clockForAll([first, ...others], right, now, policy);
    const { clocks = {}, rights: given = {} } = policy.law[strictest] ?? {};
    const respond = clocks[given[right]?.clock ?? '']?.respond;
    return [
      {
        right,
        route: routeOf(right, laws),
        laws: laws.map(({ jurisdiction, reference }) => ({ jurisdiction, reference })),
        respond: respond ?? 'without-undue-delay',
      },
    ];
  });
}

function routeOf(right: Right, laws: readonly LegalRight[]): RightRoute {
  if (right === 'complaint') {
    // DPA 2018 s. 164A, the appeals of US states: to the controller first.
    return laws.every(({ to }) => to === 'controller') ? 'request' : 'authority';
  }
  // GDPR Art. 7(3), 21; 11 CCR 7026, 7027: no request, no verification.
  if (isChoice(right)) return 'choice';
  return 'request';
}
