import { asksTwoSteps } from '../policy/two-steps.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { Chosen, Fault, RequestedSettings } from './model/settings.ts';
import { changeOf, faultsOf } from './model/settings.ts';
import { switchesOff } from './model/subject.ts';

/** One thing that is wished for: a setting, or the period of one category. */
interface Part {
  readonly pointer: string;
  readonly requested: RequestedSettings;
}

/** What is in the way of a part. */
export type Blocker =
  | { readonly kind: 'invalid'; readonly fault: Fault }
  | { readonly kind: 'sign-in-needed'; readonly pointer: string }
  | { readonly kind: 'two-steps-needed'; readonly pointer: string };

export interface Situation {
  readonly policy: Policy;
  readonly chosen: Chosen;
  readonly jurisdictions: readonly JurisdictionId[];
  readonly now: EpochMilliseconds;
  readonly signedInRecently: boolean;
  /** The person asked for it, and confirmed it separately. */
  readonly confirmed: boolean;
}

/** What a wish comes to: as much of it as can be, once it stops something. */
export interface Assessment {
  readonly requested: RequestedSettings;
  readonly blockers: readonly Blocker[];
  /** Whether only what nothing hinders is left of the wish. */
  readonly reduced: boolean;
}

/**
 * Refusing is never rejected for what goes with it (GDPR Art. 7(3), 21): of a wish that switches
 * something off, what cannot be done is left out. Any other wish is done as a whole or not at all.
 */
export function assess(requested: RequestedSettings, situation: Situation): Assessment {
  const parts = partsOf(requested).map((part) => ({
    ...part,
    blocker: blockerOf(part, situation),
  }));
  const blockers = parts.flatMap(({ blocker }) => blocker ?? []);
  const free = joined(parts.filter(({ blocker }) => blocker === undefined));
  const reduced = blockers.length > 0 && switchesOff({ ...free });
  return { requested: reduced ? free : requested, blockers, reduced };
}

/** What of a wish only stops or shortens, and where the others stand. */
export function stopsOf(requested: RequestedSettings, { policy, chosen, now }: Situation) {
  const { stops = [], others = [] } = Object.groupBy(partsOf(requested), (part) =>
    changeOf(policy, chosen, part.requested, now).onlyStops ? 'stops' : 'others',
  );
  return { stops: joined(stops), others: others.map(({ pointer }) => pointer) };
}

function blockerOf({ pointer, requested }: Part, situation: Situation): Blocker | undefined {
  const { policy, chosen, now, jurisdictions } = situation;
  const [fault] = faultsOf(policy, requested, chosen.settings, now);
  if (fault !== undefined) return { kind: 'invalid', fault };
  const { needsRecentSignIn } = changeOf(policy, chosen, requested, now);
  if (needsRecentSignIn && !situation.signedInRecently) return { kind: 'sign-in-needed', pointer };
  // 11 CCR 7028(a). `storage` opts out of nothing: it says what is collected.
  const again = (['training', 'personalisation'] as const).filter(
    (name) => requested[name] === 'on' && chosen.settings[name] === 'off',
  );
  const purposes = again.flatMap((name) => policy.settings[name]?.purposes ?? []);
  const asked = purposes.some((purpose) => asksTwoSteps(policy, purpose, jurisdictions));
  return asked && !situation.confirmed ? { kind: 'two-steps-needed', pointer } : undefined;
}

function partsOf({ retention, ...others }: RequestedSettings): Part[] {
  const settings = Object.entries(others).map(([name, value]) => ({
    pointer: `/${name}`,
    requested: { [name]: value } as RequestedSettings,
  }));
  const periods = Object.entries(retention ?? {}).map(([category, period]) => ({
    pointer: `/retention/${category}`,
    requested: { retention: { [category]: period } },
  }));
  return [...settings, ...periods];
}

function joined(parts: readonly Part[]): RequestedSettings {
  const periods = parts.flatMap(({ requested }) => Object.entries(requested.retention ?? {}));
  const settings = Object.assign(
    {},
    ...parts.map(({ requested }) => requested),
  ) as RequestedSettings;
  return { ...settings, ...(periods.length > 0 && { retention: Object.fromEntries(periods) }) };
}
