import type { DenyReason } from '../../lambda/consent/model/decision.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';

/**
 * What the law says, in plain rules. Nothing here is taken from the program but the names of things:
 * it reads what a person said from the events themselves, and counts time on its own.
 */
export interface Said {
  readonly purpose: string;
  readonly at: number;
  readonly word: 'given' | 'refused' | 'withdrawn';
  readonly notice?: { readonly id: string; readonly version: string };
  readonly byParent: boolean;
  readonly parentWasNeeded: boolean;
  readonly explicit: boolean;
}

export interface Person {
  readonly declared?: string;
  readonly stated?: string;
  readonly age?: 'under-13' | '13-to-15' | '16-to-17' | 'adult';
  readonly erasing: boolean;
  readonly restricted: 'all' | readonly string[];
  readonly off: readonly ('training' | 'personalisation' | 'storage')[];
}

export interface Case {
  readonly policy: Policy;
  readonly who: Person | 'unknown' | 'erased';
  readonly said: readonly Said[];
  readonly purpose: string;
  readonly category: string;
  readonly collectedAt?: number;
  readonly storing: boolean;
  /** Categories, everything, or the person, while an incident is contained. */
  readonly frozen?: 'all' | 'person' | readonly string[];
  readonly now: number;
}

interface Rule {
  readonly article: string;
  readonly reason: DenyReason;
  /** Nothing else is asked once it denies. */
  readonly alone?: true;
  readonly denies: (view: View) => boolean;
}

/** `consents`: below it a parent consents; `optsIn`: below it an opt-out is not enough. */
const laws: Readonly<
  Partial<
    Record<
      JurisdictionId,
      {
        readonly consents: number;
        readonly optsIn?: number;
        readonly countriesLowerIt?: true;
        readonly special: 'condition' | 'consent' | 'free';
      }
    >
  >
> = {
  // Art. 8(1), 9.
  gdpr: { consents: 16, countriesLowerIt: true, special: 'condition' },
  // UK GDPR Art. 8(1), DPA 2018 s. 9.
  'uk-gdpr': { consents: 13, special: 'condition' },
  // FADP Art. 6(7); no age in the law, so that of the neighbours.
  'ch-fadp': { consents: 16, optsIn: 16, countriesLowerIt: true, special: 'consent' },
  // Civ. Code 1798.120(c), 1798.121.
  ccpa: { consents: 13, optsIn: 16, special: 'free' },
  // C.R.S. 6-1-1308(7), SB 24-041.
  'us-co-cpa': { consents: 13, optsIn: 18, special: 'consent' },
};

const lowest = { 'under-13': 0, '13-to-15': 13, '16-to-17': 16, adult: 18 };
const day = 86_400_000;

/** Zones of the generated policies are whole hours from Greenwich: `+02:00`. */
const ahead = (zone: string): number =>
  zone === 'UTC' ? 0 : Number.parseInt(zone, 10) * 3_600_000;

function after(at: number, period: string, zone: string): number {
  const [, amount = '0', unit] = /^P(\d+)([DY])$/.exec(period) ?? [];
  if (unit === 'D') return at + Number(amount) * day;
  const local = new Date(at + ahead(zone));
  const month = local.getUTCMonth();
  local.setUTCFullYear(local.getUTCFullYear() + Number(amount));
  if (local.getUTCMonth() !== month) local.setUTCDate(0);
  return local.getTime() - ahead(zone);
}

interface Basis {
  readonly basis?: string;
  readonly condition?: string | undefined;
}

/** A case as a lawyer lays it out before looking at any rule. */
interface View extends Case {
  readonly use: Policy['purposes'][string] | undefined;
  readonly person: Person | undefined;
  readonly kind: string | undefined;
  readonly isSpecial: boolean;
  readonly places: readonly string[];
  readonly laws: readonly JurisdictionId[];
  /** Under each law. */
  readonly rests: readonly { readonly law: JurisdictionId; readonly on: Basis | undefined }[];
  readonly word: Said | undefined;
  readonly saidNo: boolean;
}

function viewOf(facts: Case): View {
  const { policy, who, said, purpose, category } = facts;
  const use = Object.hasOwn(policy.purposes, purpose) ? policy.purposes[purpose] : undefined;
  const person = typeof who === 'string' ? undefined : who;
  const kind = category === 'unclassified' ? policy.unclassified?.treatAs : category;
  const isDeclared = kind !== undefined && Object.hasOwn(policy.categories, kind);
  const places = [person?.declared, person?.stated].filter((place) => place !== undefined);
  const laws = places.length === 0 ? [policy.jurisdictions.default] : places.map(lawAt(policy));
  const words = said.filter((one) => one.purpose === purpose).sort((one, two) => one.at - two.at);
  const word = words.at(-1);
  return {
    ...facts,
    use,
    person,
    kind,
    isSpecial: isDeclared && policy.categories[kind]?.sensitivity === 'special',
    places,
    laws,
    rests: laws.map((law) => ({ law, on: basisUnder(facts, use, law) })),
    word,
    saidNo: word?.word === 'refused' || word?.word === 'withdrawn',
  };
}

const lawAt =
  ({ jurisdictions: { residences, default: otherwise } }: Policy) =>
  (place: string): JurisdictionId =>
    residences[place] ?? residences[place.replace(/-.*/, '')] ?? otherwise;

function basisUnder(facts: Case, use: View['use'], law: JurisdictionId): Basis | undefined {
  const { policy, now } = facts;
  const written = use?.legalBasis[law];
  if (written?.effectiveFrom === undefined) return written;
  const begins = Date.parse(written.effectiveFrom) - ahead(policy.controller.timeZone);
  return Math.min(facts.collectedAt ?? now, now) < begins ? written.previous : written;
}

const mayBeYoungerThan = ({ person, policy }: View, age: number): boolean =>
  person?.age === undefined ? policy.minors.unknownAge === 'minor' : lowest[person.age] < age;
const optsIn = (view: View, law: JurisdictionId): boolean =>
  mayBeYoungerThan(view, laws[law]?.optsIn ?? 0);

/** What the policy asks for under a law, now or for what was collected before. */
const written = ({ use }: View, law: JurisdictionId): Basis[] => {
  const { previous, ...present } = use?.legalBasis[law] ?? {};
  return previous === undefined ? [present] : [present, previous];
};
const asksUnder = (view: View, law: JurisdictionId): boolean =>
  written(view, law).some(
    ({ basis, condition }) =>
      basis === 'consent' ||
      condition === 'explicit-consent' ||
      (basis === 'opt-out' && optsIn(view, law)),
  );

/** Every law by which this purpose asks, or asked before, for a consent: one consent serves all. */
function isForParent(view: View): boolean {
  const { policy, places } = view;
  const ages = view.laws
    .filter((law) => asksUnder(view, law))
    .flatMap((law) => {
      const { consents = 16, countriesLowerIt } = laws[law] ?? {};
      const here = places.filter((place) => countriesLowerIt && lawAt(policy)(place) === law);
      const named = here.map((place) => policy.minors.consentAge[place] ?? consents);
      return named.length === 0 ? [consents] : named;
    });
  return ages.length > 0 && mayBeYoungerThan(view, Math.max(...ages));
}

/** What became of a yes. */
function lapse(view: View): 'none' | 'expired' | 'unproven' | 'parent' | 'renewal' {
  const { policy, now, purpose, word: yes } = view;
  if (yes?.word !== 'given') return 'none';
  const lasts = view.use?.consentValidity ?? policy.evidence.consent.retention;
  if (now >= after(yes.at, lasts, policy.controller.timeZone)) return 'expired';
  if (yes.notice === undefined) return 'unproven';
  const forParent = isForParent(view);
  if (forParent && !yes.byParent) return 'parent';
  const isAsked = view.laws.some((law) => asksUnder(view, law));
  // GDPR Art. 4(11), 8(1): who is old enough says yes themselves.
  if (isAsked && !forParent && (yes.parentWasNeeded || yes.byParent)) return 'renewal';
  const asksExplicit = view.laws.some((law) =>
    written(view, law).some(({ condition }) => condition === 'explicit-consent'),
  );
  if (asksExplicit && !yes.explicit) return 'renewal';
  const text = policy.published[yes.notice.id];
  const informs =
    text?.purposes.includes(purpose) === true &&
    [text.version, ...text.compatibleWith].includes(yes.notice.version);
  return informs ? 'none' : 'renewal';
}

/** Where the yes of the person carries the use. */
const needsYes = ({ rests, isSpecial }: View): boolean =>
  rests.some(
    ({ on }) => on?.basis === 'consent' || (isSpecial && on?.condition === 'explicit-consent'),
  );
const isOptOut = ({ rests }: View): boolean => rests.some(({ on }) => on?.basis === 'opt-out');
const isOff = (view: View, name: Person['off'][number]): boolean =>
  (view.person?.off.includes(name) ?? false) &&
  (view.policy.settings[name]?.purposes.includes(view.purpose) ?? false);

export const rules: readonly Rule[] = [
  {
    article: 'GDPR Art. 28(3)(a)',
    reason: 'ask-controller',
    alone: true,
    denies: ({ use }) => use?.role === 'processor',
  },
  {
    article: 'GDPR Art. 11(1)',
    reason: 'subject-unknown',
    alone: true,
    denies: ({ who }) => who === 'unknown',
  },
  {
    article: 'GDPR Art. 17(1)',
    reason: 'subject-erased',
    alone: true,
    denies: ({ who, person }) => who === 'erased' || person?.erasing === true,
  },
  {
    article: 'GDPR Art. 5(1)(b)',
    reason: 'purpose-unknown',
    alone: true,
    denies: ({ use }) => use === undefined,
  },
  {
    article: 'GDPR Art. 33(3)(d)',
    reason: 'processing-frozen',
    denies: ({ frozen = [], category, kind }) =>
      typeof frozen === 'string' || frozen.includes(category) || frozen.includes(kind ?? category),
  },
  {
    article: 'GDPR Art. 18(2)',
    reason: 'processing-restricted',
    denies: ({ person, purpose }) =>
      person?.restricted === 'all' || person?.restricted.includes(purpose) === true,
  },
  {
    article: 'GDPR Art. 25(2)',
    reason: 'storage-off',
    denies: (view) => view.storing && isOff(view, 'storage'),
  },
  {
    article: 'GDPR Art. 25(2)',
    reason: 'training-off',
    denies: (view) => isOff(view, 'training'),
  },
  {
    article: 'GDPR Art. 25(2)',
    reason: 'personalisation-off',
    denies: (view) => isOff(view, 'personalisation'),
  },
  {
    article: 'GDPR Art. 5(1)(b)',
    reason: 'unclassified',
    denies: ({ kind }) => kind === undefined,
  },
  {
    article: 'GDPR Art. 5(1)(b)',
    reason: 'category-not-covered',
    denies: ({ kind, policy, use }) =>
      kind !== undefined &&
      !(Object.keys(policy.categories).includes(kind) && use?.categories.includes(kind)),
  },
  {
    article: 'GDPR Art. 6(1)',
    reason: 'no-legal-basis',
    denies: ({ rests }) => rests.some(({ on }) => on === undefined),
  },
  {
    article: 'GDPR Art. 9(1)-(2), FADP Art. 6(7)',
    reason: 'special-category-condition-missing',
    denies: ({ isSpecial, rests }) =>
      isSpecial &&
      rests.some(({ law, on }) => {
        if (on === undefined || laws[law]?.special === 'free') return false;
        if (laws[law]?.special === 'condition') return on.condition === undefined;
        return on.basis !== 'consent' && on.basis !== 'legal-obligation';
      }),
  },
  {
    article: 'GDPR Art. 4(11), Civ. Code 1798.120(c)',
    reason: 'consent-not-given',
    denies: (view) =>
      view.word === undefined &&
      (needsYes(view) ||
        view.rests.some(({ law, on }) => on?.basis === 'opt-out' && optsIn(view, law))),
  },
  {
    article: 'GDPR Art. 4(11)',
    reason: 'consent-refused',
    denies: (view) => needsYes(view) && view.word?.word === 'refused',
  },
  {
    article: 'GDPR Art. 7(3)',
    reason: 'consent-withdrawn',
    denies: (view) => needsYes(view) && view.word?.word === 'withdrawn',
  },
  ...(
    [
      ['GDPR Art. 7(1)', 'consent-unproven', 'unproven'],
      ['GDPR Art. 8(1), Civ. Code 1798.120(c)', 'responsible-person-needed', 'parent'],
      ['GDPR Art. 4(11), 11 CCR 7028', 'consent-expired', 'expired'],
      ['GDPR Art. 4(11), 11 CCR 7028', 'consent-needs-renewal', 'renewal'],
    ] as const
  ).map(([article, reason, why]): Rule => ({
    article,
    reason,
    denies: (view) => (needsYes(view) || isOptOut(view)) && lapse(view) === why,
  })),
  {
    article: 'Civ. Code 1798.120(a), 1798.135(c)(4)',
    reason: 'opted-out',
    denies: (view) => isOptOut(view) && view.saidNo,
  },
  {
    article: 'GDPR Art. 21(1), FADP Art. 30(2)(b)',
    reason: 'objection',
    denies: ({ saidNo, rests }) =>
      saidNo &&
      rests.some(
        ({ law, on }) =>
          on?.basis === 'legitimate-interests' ||
          on?.basis === 'public-task' ||
          (on?.basis === 'notice' && law === 'ch-fadp'),
      ),
  },
];

/** Every reason for which the use is denied; none where the law lets it be. */
export function lawSays(facts: Case): ReadonlySet<DenyReason> {
  const view = viewOf(facts);
  const only = rules.find((rule) => rule.alone && rule.denies(view));
  if (only !== undefined) return new Set([only.reason]);
  const denying = rules.filter((rule) => !rule.alone && rule.denies(view));
  return new Set(denying.map(({ reason }) => reason));
}

interface Terms {
  readonly basis: string | undefined;
  readonly obligations: ReadonlySet<string>;
  readonly atMostSeconds: number;
}

/** What goes with a permit. */
export function termsOf(facts: Case): Terms {
  const view = viewOf(facts);
  const { use, rests } = view;
  // GDPR Art. 13(1)(e): no notice names a recipient that the policy does not name.
  const silence = use?.recipients.length === 0 ? ['do-not-disclose'] : [];
  // GDPR Art. 7(3), 21(1), 25(2): whoever can say no is heard within a minute.
  const canSayNo =
    rests.some(
      ({ law, on }) =>
        on?.condition === 'explicit-consent' ||
        ['consent', 'opt-out', 'legitimate-interests', 'public-task'].includes(on?.basis ?? '') ||
        (on?.basis === 'notice' && law === 'ch-fadp'),
    ) || switchesFor(view);
  return {
    basis: rests[0]?.on?.basis,
    obligations: new Set([...(use?.obligations ?? []), ...silence]),
    atMostSeconds: canSayNo ? 60 : 300,
  };
}

const switchesFor = ({ policy: { settings }, purpose, storing }: View): boolean =>
  [
    ...(settings.training?.purposes ?? []),
    ...(settings.personalisation?.purposes ?? []),
    ...(storing ? (settings.storage?.purposes ?? []) : []),
  ].includes(purpose);
