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
  minimisations,
  noticeVersion,
  obligations,
  optOutRights,
  period,
  residence,
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
  minimise: z
    .array(
      z.strictObject({
        field: z
          .string()
          .regex(/^(\/[A-Za-z0-9_-]{1,64}){1,8}$/, 'must be a JSON pointer such as /device/ip')
          .describe('JSON pointer into the content: /ip.'),
        by: z
          .enum(minimisations)
          .describe(
            '`truncate-ip` drops the last octet of IPv4 and all but 48 bits of IPv6; `pseudonymise` stores a keyed hash of the value.',
          ),
      }),
    )
    .default([])
    .describe('What is taken out of the content before it is stored: GDPR Art. 5(1)(c), 25.'),
});

const basisFields = {
  basis: z
    .enum(legalBases)
    .describe(
      'Under gdpr a ground of Art. 6(1). Under ccpa `notice` (told at collection), `opt-out` (allowed until the person opts out) or `consent`.',
    ),
  condition: z
    .enum(['explicit-consent', 'substantial-public-interest', 'legal-claims'])
    .optional()
    .describe('GDPR Art. 9(2) condition; needed when a category of the purpose is `special`.'),
  optOut: z
    .enum(optOutRights)
    .optional()
    .describe(
      'Which opt-out stops the purpose where the basis is `opt-out`; `opt-out-sale-share` when absent. An opt-out signal of the browser stops sale and sharing.',
    ),
  reference: reference.optional(),
};
const basis = z
  .strictObject({
    ...basisFields,
    effectiveFrom: date
      .optional()
      .describe('Data collected before this day stays under `previous`.'),
    previous: z
      .strictObject(basisFields)
      .optional()
      .describe('The basis for data collected before `effectiveFrom`.'),
  })
  .describe('Write it as {basis: ..., reference: ...}.');

const automatedDecision = z
  .strictObject({
    logic: text.describe('What goes into the decision and what weighs most, in plain sentences.'),
    consequences: text.describe('What the outcome means for the person, and who looks at it.'),
  })
  .describe(
    'Told where a decision is made by machines alone, or people are profiled: GDPR Art. 13(2)(f), 15(1)(h), 22; 11 CCR 7222.',
  );

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
  obligations: z
    .array(z.enum(obligations))
    .default([])
    .describe('What everybody has to do who uses data for this purpose.'),
  automatedDecision: automatedDecision.optional(),
  withhold: z
    .strictObject({ ground, reference })
    .optional()
    .describe(
      'Keeps records of this purpose through an erasure, under a key of their own, until their period ends.',
    ),
  consentValidity: period
    .optional()
    .describe('How long a given consent is good for; as long as its evidence is kept when absent.'),
});

const translated = z.strictObject({
  title: text.describe('Name that people read.'),
  description: text.describe('The description in this language.'),
});
/** What people read, in one more language; what is not translated is told as it stands. */
export const translation = z.strictObject({
  categories: z.record(id, translated).default({}),
  purposes: z
    .record(id, translated.extend({ automatedDecision: automatedDecision.optional() }))
    .default({}),
  remedies: z.partialRecord(jurisdictionId, remedy).default({}),
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
  summary: z
    .record(locale, text)
    .default({})
    .describe('The notice in a few plain sentences, by language.'),
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

const exportGate = z.strictObject({
  ...gate,
  exportRetention: period.describe('How long a finished export can be downloaded: P7D.'),
});
export const requests = z.strictObject({
  access: exportGate,
  portability: exportGate.prefault({
    recentAuthentication: 'PT15M',
    approval: false,
    exportRetention: 'P7D',
  }),
  erasure: z.strictObject(gate),
});

export const minors = z.strictObject({
  unknownAge: z
    .enum(['adult', 'minor'])
    .describe('How a person is treated whose age nobody has told us.'),
  consentAge: z
    .record(residence, z.int().min(13).max(16))
    .default({})
    .describe(
      'From which age a person consents alone, by residence: GDPR Art. 8(1) allows 13 to 16.',
    ),
});

const adjustable = z.strictObject({
  purposes: z.array(id).min(1).describe('Ids of the purposes that the setting stops.'),
});
/** What a person may set; a setting that stands nowhere here cannot be chosen. */
export const settings = z.strictObject({
  retention: z
    .strictObject({
      categories: z.array(id).min(1).describe('Ids of the categories.'),
      shortest: period.describe('No shorter period can be chosen: P1D.'),
    })
    .optional()
    .describe('Categories that a person may have kept for a shorter time than the policy says.'),
  training: adjustable.optional().describe('Purposes that the training opt-out stops.'),
  personalisation: adjustable.optional().describe('Purposes that `personalisation: off` stops.'),
  storage: adjustable
    .optional()
    .describe('Purposes for which nothing more is stored once the person sets `storage: off`.'),
});

export const unclassified = z
  .strictObject({ treatAs: id.describe('Category whose rules apply.') })
  .describe('What holds for content that nobody has classified; it is denied when absent.');

export const review = z.strictObject({
  reviewedBy: text
    .optional()
    .describe('Who has checked the facts of this law for you: a name or an office.'),
  reviewedOn: date.optional().describe('When; the law is advisory until then: 2026-11-24.'),
  acceptUnverified: z
    .strictObject({
      reason: text.describe('Why facts that nobody read in the source may be used.'),
    })
    .optional()
    .describe('Lets facts be used that jurisdictions.yaml marks `verified: false`.'),
});

const evidenceOf = z.strictObject({ retention: period, ground, reference });
export const evidence = z.strictObject({
  consent: evidenceOf.describe('Proof of who consented to what: GDPR Art. 7(1).'),
  request: evidenceOf.describe('Proof of requests and answers: 11 CCR 7101 asks for 24 months.'),
});
