import type { SubjectId } from '../platform/ids.ts';
import type { EpochMilliseconds } from '../platform/time.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';

/** What names a person. `oidc` is the primary identity: the `sub` of a person at `issuer`. */
export interface Identifier {
  readonly type: 'user-id' | 'email' | 'phone' | 'device-id' | 'oidc';
  readonly value: string;
  readonly issuer?: string;
}

/**
 * Who vouches for an alias: the issuer of a token, or a service that checked the address (a code
 * was sent to it) or only says so.
 */
export const assurances = ['issuer-verified', 'service-verified', 'service-asserted'] as const;
export type Assurance = (typeof assurances)[number];
export const serviceAssurances = ['service-verified', 'service-asserted'] as const;

export const ageBands = ['under-13', '13-to-15', '16-to-17', 'adult'] as const;
export type AgeBand = (typeof ageBands)[number];

export const subjectStatuses = ['active', 'erasing'] as const;

export interface Subject {
  readonly subjectId: SubjectId;
  /** `erasing` is the fence: from here on nothing new is kept of the person. */
  readonly status: (typeof subjectStatuses)[number];
  /** Changes with every change of the row. */
  readonly version: number;
  /** Declared country or subdivision, ISO 3166. */
  readonly residence?: string;
  readonly ageBand?: AgeBand;
  /** Purposes that are restricted (GDPR Art. 18) for this person. */
  readonly restrictedPurposes: 'all' | readonly string[];
  readonly createdAt: EpochMilliseconds;
}

/** An unknown person is an outcome: GDPR Art. 11 asks nobody to keep data only to identify people. */
export type Resolution =
  | { readonly kind: 'known'; readonly subject: Subject }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'erased' };

/**
 * The one form in which identifiers are compared: NFC, trimmed, domain of an e-mail address in
 * lower case. Dots and tags stay, because two mailboxes that differ in them can be two people. A
 * user id named with its issuer is the primary identity; addresses belong to no issuer.
 */
export function normalise({ type, value, issuer }: Identifier): Identifier {
  const text = value.normalize('NFC').trim();
  switch (type) {
    case 'email':
      return { type, value: lowerDomain(text) };
    case 'phone':
      return { type, value: text };
    case 'device-id':
      return { type, value: text, ...(issuer !== undefined && { issuer }) };
    case 'user-id':
      return issuer === undefined ? { type, value: text } : { type: 'oidc', value: text, issuer };
    case 'oidc':
      return { type, value, ...(issuer !== undefined && { issuer }) };
  }
}

function lowerDomain(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return at === 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase();
}

/** Declared residence, subdivision before country; the policy's default when none is known. */
export function jurisdictionOf(
  { jurisdictions }: Pick<Policy, 'jurisdictions'>,
  subject: Pick<Subject, 'residence'> | undefined,
): JurisdictionId {
  const residence = subject?.residence;
  if (residence === undefined) return jurisdictions.default;
  const { residences } = jurisdictions;
  return residences[residence] ?? residences[residence.slice(0, 2)] ?? jurisdictions.default;
}

/** Which primary identity of an issuer has shown that it holds an e-mail address. */
export interface AddressClaim {
  readonly issuer: string;
  /** Alias of the primary identity. */
  readonly alias: string;
}

/**
 * Whether a sign-in with a verified address may join the person who has that address. Not when
 * another account of the same issuer holds it: the mailbox changed hands, and merging the two would
 * show one person the other's data.
 */
export const mayClaim = (claims: readonly AddressClaim[], claim: AddressClaim): boolean =>
  claims.every(({ issuer, alias }) => issuer !== claim.issuer || alias === claim.alias);
