/*
 * Words of the policy that code compares with. Without the schema: building it is a tenth of a cold
 * start, and only what reads a policy as text needs it.
 */

/** The grounds of GDPR Art. 6(1). */
export const gdprBases = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
] as const;
/**
 * Models of laws that ask for no ground: `notice` (processing disclosed at collection, Civ. Code
 * 1798.100) and `opt-out` (allowed until the person opts out, 1798.120).
 */
const groundlessBases = ['notice', 'opt-out'] as const;
export const legalBases = [...gdprBases, ...groundlessBases] as const;
export type LegalBasis = (typeof legalBases)[number];

/** Grounds for keeping data that erasure would otherwise remove: GDPR Art. 17(3), by the codes of `jurisdictions.yaml`. */
export const withholdingGrounds = [
  'legal-obligation',
  'legal-claims',
  'public-interest-task',
] as const;
export type WithholdingGround = (typeof withholdingGrounds)[number];

/**
 * How it is known that a request is the person's, the least first. Closed and published.
 * `document-checked-by-staff`: a document was looked at; no copy of it is ever stored.
 */
export const requestAssurances = [
  'none',
  'email-verified',
  'account',
  'recent-account',
  'document-checked-by-staff',
] as const;
export type RequestAssurance = (typeof requestAssurances)[number];

/** The opt-outs of the CCPA and its regulations: Civ. Code 1798.120, 1798.121; 11 CCR 7221. */
export const optOutRights = [
  'opt-out-sale-share',
  'limit-sensitive',
  'opt-out-automated-decision',
] as const;
export type OptOutRight = (typeof optOutRights)[number];

/** What a permit obliges its caller to do. */
export const obligations = [
  /** Personal data in free text is taken out before use. */
  'redact',
  /** Only the part of the data that the purpose needs is used. */
  'shorten',
  /** No one else gets the data. */
  'do-not-disclose',
  /** A person looks at the outcome before it has effect (GDPR Art. 22(3)). */
  'human-review',
  /** Only figures about many people leave the use. */
  'aggregate-only',
] as const;
export type Obligation = (typeof obligations)[number];

/** What is done to a field before it is stored. */
export const minimisations = ['truncate-ip', 'pseudonymise', 'redact-text'] as const;
export type Minimisation = (typeof minimisations)[number];

/**
 * What the law asks of a model, after Regulation (EU) 2024/1689 (AI Act): `high` as in Art. 6, `limited`
 * with duties of transparency alone (Art. 50), `general-purpose` (Art. 53), and that with systemic risk
 * (Art. 55). Prohibited practices (Art. 5) have no class: they are not registered.
 */
export const riskClasses = ['minimal', 'limited', 'high', 'general-purpose', 'systemic'] as const;
export type RiskClass = (typeof riskClasses)[number];

/** A model that names no class. */
export const unclassifiedRisk = 'unclassified';

/** What a request asks a system to do. */
export const taskActions = ['export', 'erase', 'rectify', 'restrict'] as const;
export type TaskAction = (typeof taskActions)[number];

/** What a system of the operator can know a person by. */
export const identifierTypes = ['user-id', 'email', 'phone', 'device-id'] as const;
export type IdentifierType = (typeof identifierTypes)[number];
