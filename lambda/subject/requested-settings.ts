import { asksTwoSteps } from '../policy/two-steps.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { Chosen, Fault, Wish } from './model/settings.ts';
import { changeOf, faultsOf } from './model/settings.ts';
import { switchesOff } from './model/subject.ts';

/** One thing that is wished for: a setting, or the period of one category. */
interface Part {
  readonly pointer: string;
  readonly wish: Wish;
}

/** What stands in the way of a part. */
export type Hindrance =
  | { readonly kind: 'misfit'; readonly fault: Fault }
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
export interface Weighed {
  readonly wish: Wish;
  readonly hindrances: readonly Hindrance[];
  /** Whether only what nothing hinders is left of the wish. */
  readonly reduced: boolean;
}

/**
 * Refusing is never turned down for what goes with it (GDPR Art. 7(3), 21): of a wish that switches
 * something off, what cannot be done is left out. Any other wish is done as a whole or not at all.
 */
export function weigh(wish: Wish, situation: Situation): Weighed {
  const parts = partsOf(wish).map((part) => ({ ...part, stands: hindranceOf(part, situation) }));
  const hindrances = parts.flatMap(({ stands }) => stands ?? []);
  const free = joined(parts.filter(({ stands }) => stands === undefined));
  const reduced = hindrances.length > 0 && switchesOff({ ...free });
  return { wish: reduced ? free : wish, hindrances, reduced };
}

/** What of a wish only stops or shortens, and where the others stand. */
export function stopsOf(wish: Wish, { policy, chosen, now }: Situation) {
  const { stops = [], others = [] } = Object.groupBy(partsOf(wish), (part) =>
    changeOf(policy, chosen, part.wish, now).onlyStops ? 'stops' : 'others',
  );
  return { stops: joined(stops), others: others.map(({ pointer }) => pointer) };
}

function hindranceOf({ pointer, wish }: Part, situation: Situation): Hindrance | undefined {
  const { policy, chosen, now, jurisdictions } = situation;
  const [fault] = faultsOf(policy, wish, chosen.settings, now);
  if (fault !== undefined) return { kind: 'misfit', fault };
  const { needsRecentSignIn } = changeOf(policy, chosen, wish, now);
  if (needsRecentSignIn && !situation.signedInRecently) return { kind: 'sign-in-needed', pointer };
  // 11 CCR 7028(a). `storage` opts out of nothing: it says what is collected.
  const again = (['training', 'personalisation'] as const).filter(
    (name) => wish[name] === 'on' && chosen.settings[name] === 'off',
  );
  const purposes = again.flatMap((name) => policy.settings[name]?.purposes ?? []);
  const asked = purposes.some((purpose) => asksTwoSteps(policy, purpose, jurisdictions));
  return asked && !situation.confirmed ? { kind: 'two-steps-needed', pointer } : undefined;
}

function partsOf({ retention, ...others }: Wish): Part[] {
  const settings = Object.entries(others).map(([name, value]) => ({
    pointer: `/${name}`,
    wish: { [name]: value } as Wish,
  }));
  const periods = Object.entries(retention ?? {}).map(([category, period]) => ({
    pointer: `/retention/${category}`,
    wish: { retention: { [category]: period } },
  }));
  return [...settings, ...periods];
}

function joined(parts: readonly Part[]): Wish {
  const periods = parts.flatMap(({ wish }) => Object.entries(wish.retention ?? {}));
  const settings = Object.assign({}, ...parts.map(({ wish }) => wish)) as Wish;
  return { ...settings, ...(periods.length > 0 && { retention: Object.fromEntries(periods) }) };
}
