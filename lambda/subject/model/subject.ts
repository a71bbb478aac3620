import { comparableAddress } from '../../value/address.ts';
import type { SubjectId } from '../../value/ids.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { isProvider } from '../../policy/id-issuers.ts';
import { jurisdictionAt } from '../../policy/jurisdictions.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';

export const identifierTypes = ['user-id', 'email', 'phone', 'device-id', 'oidc'] as const;

/** What names a person. `oidc` is the primary identity: the `sub` of a person at `issuer`. */
export interface Identifier {
  readonly type: (typeof identifierTypes)[number];
  readonly value: string;
  readonly issuer?: string;
}

/**
 * Who vouches that an identifier is the person's, the least first: a service only says so, a service
 * has checked it (a code was sent to it), or the issuer of a token has.
 */
export const assurances = ['service-asserted', 'service-verified', 'issuer-verified'] as const;
export type Assurance = (typeof assurances)[number];

export const strongest = (one: Assurance, other: Assurance): Assurance =>
  assurances.indexOf(one) > assurances.indexOf(other) ? one : other;

/** Who let an identifier name a person: a service, or the person by signing in with it. */
export const linkers = ['service', 'sign-in'] as const;
export type Linker = (typeof linkers)[number];
export const serviceAssurances = ['service-verified', 'service-asserted'] as const;

/**
 * How old a person is, as far as a law asks: no one's birthday is kept (GDPR Art. 5(1)(c)). The single
 * years are those at which countries draw the line within a wider band.
 */
const yearsOf = {
  'under-13': [0, 12],
  '13-to-15': [13, 15],
  '16-to-17': [16, 17],
  adult: [18, Number.POSITIVE_INFINITY],
  'under-12': [0, 11],
  '12': [12, 12],
  '13': [13, 13],
  '14': [14, 14],
  '15': [15, 15],
} as const satisfies Readonly<Record<string, readonly [youngest: number, oldest: number]>>;
export type AgeBand = keyof typeof yearsOf;
export const ageBands = Object.keys(yearsOf) as [AgeBand, ...AgeBand[]];

/** The narrowest band with an age in whole years. */
export function ageBandOf(age: number): AgeBand {
  const width = (band: AgeBand): number => yearsOf[band][1] - yearsOf[band][0];
  const [narrowest = 'under-13'] = ageBands
    .filter((band) => liesIn(age, band))
    .toSorted((one, other) => width(one) - width(other));
  return narrowest;
}

export const liesIn = (age: number, band: AgeBand): boolean =>
  yearsOf[band][0] <= age && age <= yearsOf[band][1];

/**
 * Whether a person counts as below an age. A band that reaches below it does: in doubt the person is
 * a child. Of an unknown age, the policy says.
 */
export function isBelowAge(
  {
    ageBand,
    policy,
  }: { readonly ageBand?: AgeBand | undefined; readonly policy: Pick<Policy, 'minors'> },
  age: number,
): boolean {
  if (ageBand === undefined) return policy.minors.unknownAge === 'minor';
  return yearsOf[ageBand][0] < age;
}

/** Whether a person may have reached an age: a band that reaches up to it does, and so does silence. */
export const mayHaveReached = (ageBand: AgeBand | undefined, age: number): boolean =>
  ageBand === undefined || yearsOf[ageBand][1] >= age;

/** Whether a band says the same as another, only more closely. */
export const narrows = (ageBand: AgeBand | undefined, wider: AgeBand): boolean =>
  ageBand !== undefined &&
  yearsOf[wider][0] <= yearsOf[ageBand][0] &&
  yearsOf[ageBand][1] <= yearsOf[wider][1];

export const switches = ['on', 'off'] as const;
export type Switch = (typeof switches)[number];
export const switchNames = ['training', 'personalisation', 'storage'] as const;

/** Whether a change refuses something. */
export const switchesOff = (change: Readonly<Record<string, unknown>>): boolean =>
  switchNames.some((name) => change[name] === 'off');

/** What a person has set for themselves; what is absent is as the policy says. */
export interface Settings {
  /** Category to a retention period shorter than the policy's: `{'prompt-text': 'P7D'}`. */
  readonly retention: Readonly<Record<string, string>>;
  /** `off` stops the purposes of `settings.training` in the policy. */
  readonly training: Switch;
  /** `off` stops the purposes of `settings.personalisation`. */
  readonly personalisation: Switch;
  /** `off` stops the collection of data for the purposes of `settings.storage`. */
  readonly storage: Switch;
  /** Language in which the person is written to. */
  readonly locale?: string;
}

export const untouched: Settings = {
  retention: {},
  training: 'on',
  personalisation: 'on',
  storage: 'on',
};

/** Details of a person, encrypted under their class `identity`; `details.ts` opens it. */
export interface SealedDetails {
  readonly ciphertext: Uint8Array;
  /** Changes whenever the details do. */
  readonly contentVersion: number;
}

export const subjectStatuses = ['active', 'erasing'] as const;

/**
 * What was set and declared of a person until a change, as far as it decides what is kept. Data that
 * was gone by then stays gone, whatever is set or declared afterwards.
 */
export interface Earlier extends Pick<Settings, 'retention' | 'training' | 'personalisation'> {
  /** The moment of the change. */
  readonly until: EpochMilliseconds;
  readonly residence?: string | undefined;
  readonly declaredResidence?: string | undefined;
  readonly ageBand?: AgeBand | undefined;
}

/** A person who signs in, or a program of the operator. */
export const registrars = ['service', 'subject'] as const;

export interface Subject {
  readonly subjectId: SubjectId;
  /** `erasing` is the fence: from here on nothing new is kept of the person. */
  readonly status: (typeof subjectStatuses)[number];
  /** Changes with every change of the row. */
  readonly version: number;
  /** Country or subdivision as a service reports it, ISO 3166. */
  readonly residence?: string;
  /** Country or subdivision as the person reports it; comes first. */
  readonly declaredResidence?: string;
  readonly ageBand?: AgeBand;
  readonly settings: Settings;
  /** Purposes that are restricted (GDPR Art. 18) for this person. */
  readonly restrictedPurposes: 'all' | readonly string[];
  /** Categories whose accuracy the person contests, until that is decided (GDPR Art. 18(1)(a)). */
  readonly restrictedCategories?: readonly string[];
  /** Categories that a legal hold keeps from deletion. */
  readonly heldCategories: 'all' | readonly string[];
  /** Containments that freeze all processing of the person's data. */
  readonly frozenBy?: readonly string[];
  readonly sealed?: SealedDetails;
  /** Whose call wrote the row; absent on rows of earlier versions. */
  readonly registeredBy?: (typeof registrars)[number];
  /** Whether the first identifier can sign in; who has none that can never gets one. */
  readonly signsIn?: boolean;
  /** What was set and declared before, the newest first. */
  readonly earlier?: readonly Earlier[];
  readonly createdAt: EpochMilliseconds;
}

export const isPersonFrozen = (subject: Pick<Subject, 'frozenBy'> | undefined): boolean =>
  (subject?.frozenBy ?? []).length > 0;

/** An unknown person is an outcome: GDPR Art. 11 asks no one to keep data only to identify people. */
export type Resolution =
  | { readonly kind: 'known'; readonly subject: Subject }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'erased' };

/**
 * The one form in which identifiers are compared. Addresses belong to no issuer; ids are opaque, so
 * they are compared as they were sent.
 */
export function normalise({ type, value, issuer }: Identifier): Identifier {
  switch (type) {
    case 'email':
      return { type, value: comparableAddress(value) ?? value };
    case 'phone':
      return { type, value: value.trim() };
    case 'user-id':
    case 'device-id':
    case 'oidc': {
      const named = type === 'user-id' && isProvider(issuer) ? 'oidc' : type;
      return { type: named, value, ...(issuer !== undefined && { issuer }) };
    }
  }
}

/**
 * Whether a token can prove an identifier: the `sub` of an issuer, an address that it has verified.
 * Only that token links it, because the person who signs in with it reads what is held of the person.
 */
export const canSignIn = ({ type }: Pick<Identifier, 'type'>): boolean =>
  type === 'oidc' || type === 'email';

/** Of two that are normalised. */
export const sameIdentifier = (one: Identifier, other: Identifier): boolean =>
  one.type === other.type && one.value === other.value && one.issuer === other.issuer;

type Residences = Partial<Pick<Subject, 'residence' | 'declaredResidence'>>;

/**
 * Whose law applies: by the residence that the person declares, then the one that a service reports,
 * then the policy's default. Where the two disagree both apply, the declared one first, and of each
 * right the more protective answer counts.
 */
export function jurisdictionsOf(
  { jurisdictions }: Pick<Policy, 'jurisdictions'>,
  subject: Residences | undefined,
): readonly [JurisdictionId, ...JurisdictionId[]] {
  const found = [subject?.declaredResidence, subject?.residence]
    .filter((residence) => residence !== undefined)
    .map((residence) => jurisdictionAt({ jurisdictions }, residence));
  const [first = jurisdictions.default, ...others] = new Set(found);
  return [first, ...others];
}

/** The first of `jurisdictionsOf`, under which events and requests are filed. */
export const jurisdictionOf = (
  policy: Pick<Policy, 'jurisdictions'>,
  subject: Residences | undefined,
): JurisdictionId => jurisdictionsOf(policy, subject)[0];

/** Which primary identity of an issuer has shown that it holds an e-mail address. */
export interface AddressClaim {
  readonly issuer: string;
  /** Alias of the primary identity. */
  readonly alias: string;
  /** The identity was removed from the person, and does not come back by the address. */
  readonly removed?: boolean;
}

/**
 * Whether a sign-in with a verified address may join the person who has that address. Not when
 * another account of the same issuer holds it: the mailbox changed hands, and merging the two would
 * show one person the other's data. Nor when this account was removed from the person.
 */
export const mayClaim = (claims: readonly AddressClaim[], claim: AddressClaim): boolean =>
  claims.every(({ issuer, alias, removed = false }) =>
    removed ? alias !== claim.alias : issuer !== claim.issuer || alias === claim.alias,
  );
