import { dutiesOf } from '../../policy/breach-law.ts';
import type { BreachDuty } from '../../policy/breach-law.ts';
import type { Policy } from '../../policy/schema.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { isAhead, parseRfc3339, toRfc3339 } from '../../value/time.ts';
import type { IncidentPatch, NewDecision } from './patch.ts';
import { clocksOf, jurisdictionsOf } from './clocks.ts';
import { faultOfGround, groundsAgainst } from './grounds.ts';
import type { Incident, KnownIncident } from './incident.ts';
import type { FieldError } from './times.ts';
import { errorsOfTimes } from './times.ts';

/** Every field of a change that is wrong, for the incident as it would be. */
export function patchErrors(
  after: KnownIncident,
  patch: IncidentPatch,
  policy: Policy,
  now: EpochMilliseconds,
): readonly FieldError[] {
  return [
    ...errorsOfTimes(timesOf(after), now),
    ...unknownCategories(patch.categories, policy),
    ...unknownLaws(patch, policy),
    ...(patch.decisions ?? []).flatMap((decision, index) =>
      decisionErrors(`/decisions/${index}`, decision, after, policy),
    ),
    ...(patch.delays ?? []).flatMap((delay, index) =>
      dutyErrors(`/delays/${index}`, delay, after, policy),
    ),
    ...informedErrors(after, patch, policy, now),
  ];
}

export const unknownCategories = (
  categories: readonly string[] | undefined,
  policy: Pick<Policy, 'categories'>,
): readonly FieldError[] =>
  (categories ?? []).flatMap((category, index) =>
    Object.hasOwn(policy.categories, category)
      ? []
      : [{ pointer: `/categories/${index}`, message: 'name a category of the policy' }],
  );

const unknownLaws = ({ jurisdictions }: IncidentPatch, { law }: Policy): readonly FieldError[] =>
  (jurisdictions ?? []).flatMap((jurisdiction, index) =>
    Object.hasOwn(law, jurisdiction)
      ? []
      : [{ pointer: `/jurisdictions/${index}`, message: 'name a law that the policy uses' }],
  );

function timesOf({ occurredFrom, occurredTo, noticedAt, awareAt, determinedAt }: Incident) {
  const at = (text: string | undefined) => (text === undefined ? undefined : parseRfc3339(text));
  const noticed = at(noticedAt);
  const aware = at(awareAt);
  if (noticed === undefined || aware === undefined) {
    throw new TypeError('an incident is noticed and has awareness');
  }
  return {
    occurredFrom: at(occurredFrom),
    occurredTo: at(occurredTo),
    noticedAt: noticed,
    awareAt: aware,
    determinedAt: at(determinedAt),
  };
}

interface OnDuty {
  readonly jurisdiction: string;
  readonly duty: BreachDuty;
}

function dutyErrors(
  at: string,
  { jurisdiction, duty }: OnDuty,
  after: KnownIncident,
  policy: Policy,
): readonly FieldError[] {
  const applying = jurisdictionsOf(after, policy);
  if (!applying.includes(jurisdiction)) {
    return [
      {
        pointer: `${at}/jurisdiction`,
        message: `these laws apply: ${applying.join(', ')}; add another under jurisdictions`,
      },
    ];
  }
  const duties = Object.keys(dutiesOf(policy.law[jurisdiction]?.breach));
  // The assessment itself meets its duty.
  const known = duties.filter((each) => each !== 'assessment');
  return known.includes(duty)
    ? []
    : [{ pointer: `${at}/duty`, message: `${jurisdiction} has these duties: ${known.join(', ')}` }];
}

function decisionErrors(
  at: string,
  decision: NewDecision,
  after: KnownIncident,
  policy: Policy,
): readonly FieldError[] {
  const wrong = dutyErrors(at, decision, after, policy);
  if (wrong.length > 0) return wrong;
  const { jurisdiction, duty, outcome, ground, publicCommunication } = decision;
  if (outcome === 'notify') {
    return ground === undefined
      ? []
      : [{ pointer: `${at}/ground`, message: 'a ground is for not notifying only' }];
  }
  const grounds = groundsAgainst(policy, jurisdiction, duty).map(({ code }) => code);
  if (ground === undefined || !grounds.includes(ground)) {
    return [
      {
        pointer: `${at}/ground`,
        message: `not to notify needs a ground of the law: ${grounds.join(', ')}`,
      },
    ];
  }
  const fault = faultOfGround(ground, after.assessment?.risk);
  if (fault !== undefined) return [{ pointer: `${at}/ground`, message: fault }];
  // GDPR Art. 34(3)(c): there shall instead be a public communication.
  return ground === 'disproportionate-effort' && publicCommunication === undefined
    ? [{ pointer: `${at}/publicCommunication`, message: 'say how the public is informed instead' }]
    : [];
}

function informedErrors(
  after: KnownIncident,
  { informed = [] }: IncidentPatch,
  policy: Policy,
  now: EpochMilliseconds,
): readonly FieldError[] {
  const clocks = clocksOf(after, policy, now);
  return informed.flatMap((given, index): readonly FieldError[] => {
    const at = `/informed/${index}`;
    const wrong = dutyErrors(at, given, after, policy);
    if (wrong.length > 0) return wrong;
    if (isAhead(given.at, now)) {
      return [{ pointer: `${at}/at`, message: 'send a time that is not in the future' }];
    }
    if (toRfc3339(given.at) < after.noticedAt) {
      return [{ pointer: `${at}/at`, message: 'no one was informed before noticedAt' }];
    }
    const { jurisdiction, duty } = given;
    const isOf = (each: OnDuty) => each.jurisdiction === jurisdiction && each.duty === duty;
    const clock = clocks.find(isOf);
    const needsReasons = policy.law[jurisdiction]?.breach[duty]?.lateNeedsReasons === true;
    return clock?.late && needsReasons && !after.delays.some(isOf)
      ? [
          {
            pointer: '/delays',
            message: `say why ${jurisdiction} ${duty} is later than ${clock.dueAt} (${clock.reference})`,
          },
        ]
      : [];
  });
}
