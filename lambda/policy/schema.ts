import * as z from 'zod';

/** Ids in the policy: lower-case kebab, so that they read the same in URLs, keys and logs. */
const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(64);
const text = z.string().min(1).max(2_000);
/** ISO 8601 duration of whole years, months, weeks or days: P30D, P2Y. */
const period = z.string().regex(/^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/);
const duration = z.string().regex(/^PT(?=\d)(\d+H)?(\d+M)?(\d+S)?$/);
const date = z.iso.date();

/** Jurisdictions whose clocks and rules the program knows; ids of `jurisdictions.yaml`. */
export const jurisdictionIds = ['gdpr', 'ccpa'] as const;
const jurisdictionId = z.enum(jurisdictionIds);
export type JurisdictionId = (typeof jurisdictionIds)[number];

/**
 * GDPR Art. 6(1) bases, and the two models of the CCPA: `notice` (processing disclosed at
 * collection, Civ. Code 1798.100) and `opt-out` (allowed until the person opts out, 1798.120).
 */
export const legalBases = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
  'notice',
  'opt-out',
] as const;
export type LegalBasis = (typeof legalBases)[number];

/** Grounds for keeping data that erasure would otherwise remove: GDPR Art. 17(3), by the codes of `jurisdictions.yaml`. */
export const withholdingGrounds = [
  'legal-obligation',
  'legal-claims',
  'public-interest-task',
] as const;
export type WithholdingGround = (typeof withholdingGrounds)[number];

const basis = z.strictObject({
  basis: z.enum(legalBases),
  /** GDPR Art. 9(2) condition; needed when a category of the purpose is `special`. */
  condition: z.enum(['explicit-consent', 'substantial-public-interest', 'legal-claims']).optional(),
  reference: text.optional(),
});

const party = z.strictObject({
  name: text,
  address: text,
  contact: z.email(),
  website: z.url().optional(),
});

export const policySchema = z.strictObject({
  schema: z.literal('custos/policy/v1'),
  controller: z.strictObject({
    ...party.shape,
    privacyOfficer: z.email(),
    /** IANA zone in which civil days of clocks are counted. */
    timeZone: z.string().min(1),
    /** Public holidays of the establishment: last days of periods roll past them. */
    holidays: z.array(date).default([]),
  }),
  jurisdictions: z.strictObject({
    default: jurisdictionId,
    /** ISO 3166 country or subdivision of declared residence → jurisdiction. */
    residences: z.record(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/), jurisdictionId),
    remedies: z.record(
      jurisdictionId,
      z.strictObject({ authority: text, court: text, appeal: text.optional() }),
    ),
  }),
  categories: z.record(
    id,
    z.strictObject({
      title: text,
      description: text,
      sensitivity: z.enum(['ordinary', 'special']),
      /** Categories that share a class share a key and are erased together; the category's id by default. */
      erasureClass: id.optional(),
      source: z.enum(['provided', 'observed', 'inferred']),
    }),
  ),
  purposes: z.record(
    id,
    z.strictObject({
      title: text,
      description: text,
      role: z.enum(['controller', 'joint-controller', 'processor']),
      legalBasis: z.partialRecord(jurisdictionId, basis),
      categories: z.array(id).min(1),
      retention: period,
      recipients: z.array(id).default([]),
      /** Keeps records of this purpose through an erasure, re-sealed, until their period ends. */
      withhold: z.strictObject({ ground: z.enum(withholdingGrounds), reference: text }).optional(),
      /** How long a given consent is good for; unlimited when absent. */
      consentValidity: period.optional(),
    }),
  ),
  recipients: z.record(
    id,
    z.strictObject({
      ...party.shape,
      role: z.enum(['processor', 'controller', 'joint-controller']),
      country: z.string().regex(/^[A-Z]{2}$/),
      agreement: z.strictObject({ signedOn: date, expiresOn: date.optional() }),
      transferMechanism: z.enum([
        'none-needed',
        'adequacy',
        'standard-contractual-clauses',
        'binding-corporate-rules',
      ]),
    }),
  ),
  notices: z.record(
    id,
    z.strictObject({
      title: text,
      /** Purposes that the notice informs of; a consent to one of them may rest on it. */
      purposes: z.array(id).min(1),
      effectiveFrom: date,
      /** A material change makes consents given on earlier versions `needs-renewal`. */
      material: z.boolean(),
      /** Files `notices/<id>/<locale>.md`. */
      locales: z.array(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/)).min(1),
      /** Versions (content hashes) that this one replaces without being material. */
      compatibleWith: z.array(z.string()).default([]),
    }),
  ),
  /** The notice that `GET /v1/me/notice` answers. */
  primaryNotice: id,
  issuers: z.array(
    z.strictObject({
      issuer: z.url(),
      audience: z.string().min(1),
      caller: z.enum(['subject', 'service', 'staff']),
      scopeClaim: z.string().min(1).default('scope'),
      scopeMap: z.record(z.string(), z.array(z.string())).default({}),
      emailAuthoritative: z.boolean().default(false),
      jwksUri: z.url().optional(),
    }),
  ),
  requests: z.strictObject({
    access: z.strictObject({
      recentAuthentication: duration,
      approval: z.boolean(),
      exportRetention: period,
    }),
    erasure: z.strictObject({ recentAuthentication: duration, approval: z.boolean() }),
  }),
  /** Evidence that survives erasure, each under its own key class. */
  evidence: z.strictObject({
    consent: z.strictObject({
      retention: period,
      ground: z.enum(withholdingGrounds),
      reference: text,
    }),
    request: z.strictObject({
      retention: period,
      ground: z.enum(withholdingGrounds),
      reference: text,
    }),
  }),
});

export type PolicyDocument = z.output<typeof policySchema>;

/** One published text of a notice. */
export interface PublishedNotice {
  readonly id: string;
  /** First 16 hex digits of SHA-256 over the canonical texts of all locales. */
  readonly version: string;
  readonly title: string;
  readonly purposes: readonly string[];
  readonly effectiveFrom: string;
  readonly material: boolean;
  readonly compatibleWith: readonly string[];
  /** Markdown by locale. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The policy as it runs: validated, with notice texts and the hash of everything. */
export interface Policy extends PolicyDocument {
  /** `sha256:` and hex, over the RFC 8785 form of the document and the published notices. */
  readonly version: string;
  readonly published: Readonly<Record<string, PublishedNotice>>;
}
