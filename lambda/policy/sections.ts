import * as z from 'zod';
import {
  classId,
  country,
  date,
  duration,
  id,
  jurisdictionIds,
  legalBases,
  locale,
  noticeVersion,
  period,
  text,
  withholdingGrounds,
} from './fields.ts';

export const jurisdictionId = z.enum(jurisdictionIds);

const ground = z
  .enum(withholdingGrounds)
  .describe('Why the data may be kept although the person asked for erasure: GDPR Art. 17(3).');
const reference = text.describe(
  'The article or contract that says so, as a person can look it up.',
);

export const party = z.strictObject({
  name: text.describe('Name as it stands in the register.'),
  address: text.describe('Postal address.'),
  contact: z.email().describe('E-mail address for privacy matters.'),
  website: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where people read about it.'),
});

export const remedy = z
  .strictObject({
    authority: text.describe('Where a person can complain: the supervisory authority.'),
    court: text.describe('Which court a person can go to.'),
    appeal: text
      .optional()
      .describe('How a person can appeal to us, where the law provides for it.'),
  })
  .describe('Name the authority and the court; the appeal where the law provides for one.');

export const category = z.strictObject({
  title: text.describe('Name that people read.'),
  description: text.describe('What the data is, in one or two plain sentences.'),
  sensitivity: z
    .enum(['ordinary', 'special'])
    .describe('`special` for the categories of GDPR Art. 9(1): health, beliefs, biometrics ...'),
  erasureClass: classId
    .optional()
    .describe(
      'Categories that share a class share a key and are erased together; the id of the category when absent.',
    ),
  source: z
    .enum(['provided', 'observed', 'inferred'])
    .describe('Given by the person, seen while the service is used, or derived from other data.'),
});

const basis = z
  .strictObject({
    basis: z
      .enum(legalBases)
      .describe(
        'Under gdpr a ground of Art. 6(1). Under ccpa `notice` (told at collection) or `opt-out` (allowed until the person opts out).',
      ),
    condition: z
      .enum(['explicit-consent', 'substantial-public-interest', 'legal-claims'])
      .optional()
      .describe('GDPR Art. 9(2) condition; needed when a category of the purpose is `special`.'),
    reference: reference.optional(),
  })
  .describe('Write it as {basis: ..., reference: ...}.');

export const purpose = z.strictObject({
  title: text.describe('Name that people read.'),
  description: text.describe('What is done with the data and why, in plain sentences.'),
  role: z
    .enum(['controller', 'joint-controller', 'processor'])
    .describe('Our role: who decides about this purpose.'),
  legalBasis: z
    .partialRecord(jurisdictionId, basis)
    .describe('Basis per jurisdiction. Where none is given, the purpose is denied.'),
  categories: z.array(id).min(1).describe('Ids of the data categories that the purpose may use.'),
  retention: period.describe(
    'How long data is kept for this purpose, from the moment it was collected: P30D, P2Y.',
  ),
  recipients: z
    .array(id)
    .default([])
    .describe('Ids of the recipients that get data for this purpose.'),
  withhold: z
    .strictObject({ ground, reference })
    .optional()
    .describe(
      'Keeps records of this purpose through an erasure, under a key of their own, until their period ends.',
    ),
  consentValidity: period
    .optional()
    .describe('How long a given consent is good for; unlimited when absent.'),
});

export const recipient = z.strictObject({
  ...party.shape,
  role: z
    .enum(['processor', 'controller', 'joint-controller'])
    .describe('`processor` when it acts on our instructions only (GDPR Art. 28).'),
  country: country.describe('Country in which the data is processed, ISO 3166-1: DE, US.'),
  agreement: z
    .strictObject({ signedOn: date, expiresOn: date.optional() })
    .describe('The data processing or sharing agreement.'),
  transferMechanism: z
    .enum(['none-needed', 'adequacy', 'standard-contractual-clauses', 'binding-corporate-rules'])
    .describe('What allows the transfer to a country outside the EEA: GDPR Art. 45 to 47.'),
});

export const notice = z.strictObject({
  title: text.describe('Title that people read.'),
  purposes: z
    .array(id)
    .min(1)
    .describe('Purposes that the notice informs of; a consent to one of them may rest on it.'),
  effectiveFrom: date.describe('From when on the text applies.'),
  material: z
    .boolean()
    .describe(
      'true: consents given on earlier versions become `needs-renewal`. false: those on the versions named in `compatibleWith` stay good.',
    ),
  locales: z
    .array(locale)
    .min(1)
    .describe('Languages of the text; each is a file notices/<id>/<locale>.md.'),
  compatibleWith: z
    .array(noticeVersion)
    .default([])
    .describe(
      'Earlier versions whose consents stay good, for a change that is not material; `custos policy show` prints versions.',
    ),
});

export const issuer = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    .describe('`iss` of its tokens: the URL of the OpenID provider.'),
  audience: text.describe('`aud` that tokens for Custos carry.'),
  caller: z
    .enum(['subject', 'service', 'staff'])
    .describe('Who signs in there: the people, our programs or the privacy team.'),
  scopeClaim: text.default('scope').describe('Claim that holds the scopes: scope, scp, roles ...'),
  scopeMap: z
    .record(text, z.array(text))
    .default({})
    .describe('Translates a scope of the issuer into scopes of Custos: {dpo: [custos/requests]}.'),
  emailAuthoritative: z
    .boolean()
    .default(false)
    .describe('Whether a verified e-mail address of this issuer may link identities.'),
  jwksUri: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where its keys are; found by discovery when absent.'),
});

const gate = {
  recentAuthentication: duration.describe('How long ago the person may have signed in: PT15M.'),
  approval: z
    .boolean()
    .describe('Whether a member of staff approves before the request is carried out.'),
};

export const requests = z.strictObject({
  access: z.strictObject({
    ...gate,
    exportRetention: period.describe('How long a finished export can be downloaded: P7D.'),
  }),
  erasure: z.strictObject(gate),
});

const evidenceOf = z.strictObject({ retention: period, ground, reference });
export const evidence = z.strictObject({
  consent: evidenceOf.describe('Proof of who consented to what: GDPR Art. 7(1).'),
  request: evidenceOf.describe('Proof of requests and answers: 11 CCR 7101 asks for 24 months.'),
});
