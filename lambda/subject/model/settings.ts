import type { EpochMilliseconds } from '../../value/time.ts';
import { addPeriod } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Settings, Switch } from './subject.ts';
import { switchNames } from './subject.ts';

/** Where a person is reached. */
export interface Contact {
  readonly type: 'email' | 'phone';
  readonly value: string;
}

/** What a person has set, with what is in clear beside the settings and what is encrypted. */
export interface Chosen {
  readonly settings: Settings;
  readonly residence?: string;
  readonly contact?: Contact;
}

/** What a person wants changed: what is absent stays, null goes back to what the policy says. */
export interface RequestedSettings {
  readonly retention?: Readonly<Record<string, string | null>>;
  readonly training?: Switch;
  readonly personalisation?: Switch;
  readonly storage?: Switch;
  readonly locale?: string | null;
  readonly residence?: string | null;
  readonly contact?: Contact | null;
}

type SupportedSettings = Pick<Policy, 'settings' | 'categories' | 'purposes' | 'controller'>;

export interface Fault {
  /** RFC 6901 pointer into the wish. */
  readonly pointer: string;
  readonly message: string;
}

/** What cannot be chosen: GDPR Art. 25(2) leaves the person less than the policy, never more. */
export function faultsOf(
  policy: SupportedSettings,
  requested: RequestedSettings,
  { retention: current }: Settings,
  now: EpochMilliseconds,
): readonly Fault[] {
  const closed = switchNames
    .filter((name) => requested[name] !== undefined && policy.settings[name] === undefined)
    .map((name) => ({ pointer: `/${name}`, message: notSupported }));
  const periods = Object.entries(requested.retention ?? {}).flatMap(([category, period]) => {
    // What was set while it was offered can always be taken back.
    if (period === null && Object.hasOwn(current, category)) return [];
    const message = faultOfPeriod(policy, category, period, now);
    if (message === undefined) return [];
    // A name that the policy does not know may be anything; it is not repeated.
    const known = Object.hasOwn(policy.categories, category);
    return [{ pointer: known ? `/retention/${category}` : '/retention', message }];
  });
  return [...closed, ...periods];
}

const notSupported = 'leave this out: it cannot be set here';

function faultOfPeriod(
  policy: SupportedSettings,
  category: string,
  period: string | null,
  now: EpochMilliseconds,
): string | undefined {
  const offered = policy.settings.retention;
  const longest = longestPeriod(policy, category, now);
  if (longest === undefined || !offered?.categories.includes(category)) return notSupported;
  if (period === null) return undefined;
  const end = (of: string): EpochMilliseconds => addPeriod(now, of, policy.controller.timeZone);
  if (end(period) < end(offered.shortest)) return `send at least ${offered.shortest}`;
  return end(period) < end(longest) ? undefined : `send less than ${longest}, or null`;
}

/** The longest period among the purposes that use a category; undefined where none does. */
export function longestPeriod(
  { purposes, controller }: Pick<Policy, 'purposes' | 'controller'>,
  category: string,
  now: EpochMilliseconds,
): string | undefined {
  const end = (period: string): number => addPeriod(now, period, controller.timeZone);
  return Object.values(purposes)
    .filter(({ categories }) => categories.includes(category))
    .map(({ retention }) => retention)
    .toSorted((one, other) => end(other) - end(one))[0];
}

export interface Change {
  readonly next: Chosen;
  /** What becomes different, in words for the ledger: `training-off`, `retention`. */
  readonly words: readonly string[];
  /**
   * Whether another person at the person's screen could act against them with it: more is kept or used, other
   * law applies, or messages go elsewhere. Being stricter is as easy as can be (GDPR Art. 7(3),
   * 21(4); Civ. Code 1798.135(c)(1)); this asks for a recent sign-in (RFC 9470; GDPR Art. 32).
   */
  readonly needsRecentSignIn: boolean;
  /** Whether it stops or shortens, and does nothing else. */
  readonly onlyStops: boolean;
}

/** What a wish comes to. */
export function changeOf(
  { controller }: Pick<Policy, 'controller'>,
  chosen: Chosen,
  requested: RequestedSettings,
  now: EpochMilliseconds,
): Change {
  const { settings } = chosen;
  const later = (one: string, other: string): boolean =>
    addPeriod(now, one, controller.timeZone) > addPeriod(now, other, controller.timeZone);

  const periods = Object.entries(requested.retention ?? {})
    .map(([category, to]) => ({ category, to, from: ownPeriod(settings, category) }))
    .filter(({ from, to }) => from !== (to ?? undefined));
  const longer = periods.some(({ from, to }) => from && (to === null || later(to, from)));
  const switched = switchNames.filter(
    (name) => requested[name] !== undefined && requested[name] !== settings[name],
  );
  const locale = requested.locale === undefined ? settings.locale : (requested.locale ?? undefined);
  const residence =
    requested.residence === undefined ? chosen.residence : (requested.residence ?? undefined);
  const contact =
    requested.contact === undefined ? chosen.contact : (requested.contact ?? undefined);
  const moved = residence !== chosen.residence;
  const reached = !sameContact(contact, chosen.contact);

  const needsRecentSignIn =
    longer || moved || reached || switched.some((name) => requested[name] === 'on');

  const unchanged = Object.entries(settings.retention).filter(
    ([category]) => !periods.some((changed) => changed.category === category),
  );
  const set = periods.flatMap(({ category, to }) => (to === null ? [] : [[category, to] as const]));
  return {
    next: {
      settings: {
        retention: Object.fromEntries([...unchanged, ...set]),
        training: requested.training ?? settings.training,
        personalisation: requested.personalisation ?? settings.personalisation,
        storage: requested.storage ?? settings.storage,
        locale,
      },
      residence,
      contact,
    },
    words: [
      ...(periods.length > 0 ? ['retention'] : []),
      ...switched.map((name) => `${name}-${requested[name]}`),
      ...(locale === settings.locale ? [] : ['locale']),
      ...(moved ? ['residence'] : []),
      ...(reached ? ['contact'] : []),
    ],
    needsRecentSignIn,
    onlyStops: !needsRecentSignIn && locale === settings.locale,
  };
}

/** The period that a person has set for a category themselves. */
export const ownPeriod = ({ retention }: Settings, category: string): string | undefined =>
  Object.hasOwn(retention, category) ? retention[category] : undefined;

const sameContact = (one: Contact | undefined, other: Contact | undefined): boolean =>
  one?.type === other?.type && one?.value === other?.value;
