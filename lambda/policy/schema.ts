import * as z from 'zod';
import {
  classId,
  date,
  id,
  jurisdictionId,
  locale,
  period,
  residence,
  target,
  text,
} from './fields.ts';
import type { Elsewhere, Law } from './law.ts';
import { category, purpose, translation } from './data-sections.ts';
import { remedy } from './law-fields.ts';
import type { MailTexts } from './mail-texts.ts';
import { fairness } from './fairness-section.ts';
import { measures } from './measure-section.ts';
import { models } from './model-section.ts';
import { minors, notice, settings, unclassified } from './people-sections.ts';
import { cors, publicRequests } from './caller-sections.ts';
import { systems } from './system-section.ts';
import { texts } from './text-section.ts';
import { trainingSets } from './training-section.ts';
import { party, recipient } from './recipient-section.ts';
import { issuer } from './issuer-section.ts';
import { web } from './web-section.ts';
import { evidence, mail, requests, review, staff } from './sections.ts';

export type { JurisdictionId } from './fields.ts';

/** `policy.yaml`. What goes beyond the shape of single fields is checked by `validate.ts`. */
export const policySchema = z
  .strictObject({
    schema: z.literal('custos/policy/v1').describe('Version of this format: custos/policy/v1.'),
    language: locale
      .default('en')
      .describe('Language in which the texts of this file are written.'),
    translations: z
      .record(locale, translation)
      .default({})
      .describe(
        'The texts of categories, purposes and remedies in other languages: exports are written in the language of the person.',
      ),
    controller: z
      .strictObject({
        ...party.shape,
        privacyOfficer: z.email().describe('E-mail address of the data protection officer.'),
        timeZone: text.describe(
          'IANA zone in which civil days of clocks are counted: Europe/Berlin.',
        ),
        holidays: z
          .array(date)
          .default([])
          .describe('Public holidays of the establishment: last days of periods roll past them.'),
      })
      .describe('Who answers for the data: GDPR Art. 4(7), 13(1)(a)-(b).'),
    jurisdictions: z
      .strictObject({
        default: jurisdictionId.describe('Applies to a person whose residence is not known.'),
        establishment: jurisdictionId
          .optional()
          .describe(
            'Law of the place where the controller is established: applies to a breach wherever the people live (GDPR Art. 3(1)). The default law when absent.',
          ),
        residences: z
          .record(residence, jurisdictionId)
          .describe('Declared residence (ISO 3166 country or subdivision) to jurisdiction.'),
        remedies: z
          .record(jurisdictionId, remedy)
          .describe('What a person can do when we refuse, for each jurisdiction in use.'),
        targets: z
          .record(jurisdictionId, z.record(id, target))
          .default({})
          .describe(
            'Your last day where the law says "without undue delay": a period by jurisdiction and clock of jurisdictions.yaml; of breach clocks `breach-authority`, `breach-subjects` and so on.',
          ),
        reviews: z
          .record(jurisdictionId, review)
          .default({})
          .describe(
            'Who has checked the facts of a law for you, and when: see jurisdictions.yaml.',
          ),
        reviewEvery: period.default('P1Y').describe('When a review is out of date.'),
      })
      .describe('Which law applies to which people.'),
    categories: z.record(classId, category).describe('Kinds of personal data, by id.'),
    purposes: z.record(id, purpose).describe('What personal data is used for, by id.'),
    recipients: z.record(id, recipient).describe('Who else gets personal data, by id.'),
    systems,
    measures,
    fairness: fairness
      .prefault({})
      .describe('Systems whose decisions are monitored for bias. None when absent.'),
    trainingSets,
    notices: z.record(id, notice).describe('Privacy notices, by id.'),
    primaryNotice: id.describe('The notice that people see first: `GET /v1/me/notice`.'),
    issuers: z.array(issuer).describe('OpenID providers whose tokens are accepted.'),
    minors: minors.describe('Age and consent: GDPR Art. 8, Civ. Code 1798.120(c).'),
    settings: settings.default({}).describe('What a person may set for themselves.'),
    unclassified: unclassified.optional(),
    models,
    texts: texts
      .prefault({})
      .describe('What you add to how personal data is found in texts: POST /v1/text/redact.'),
    requests: requests.describe('Gates that a data-subject request passes, per kind.'),
    mail: mail.prefault({}).describe('What mail to people about their requests says.'),
    publicRequests: publicRequests
      .prefault({})
      .describe('Limits of requests without an account: POST /v1/requests.'),
    cors: cors
      .prefault({})
      .describe('Which web pages may call the API: Cross-Origin Resource Sharing.'),
    staff: staff.prefault({}).describe('What is asked of the privacy team.'),
    web: web
      .prefault({})
      .describe(
        'How the pages for people and for the privacy team look: the privacy centre and the console.',
      ),
    evidence: evidence.describe('Evidence that survives erasure, each under its own key class.'),
  })
  .meta({
    title: 'Custos policy',
    description: 'Declares what personal data is processed, why, on which basis and how long.',
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
  /** A few plain sentences, by locale. */
  readonly summary: Readonly<Record<string, string>>;
  /** Markdown by locale. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The policy as it runs: validated, with notice texts, legal facts and the hash of everything. */
export interface Policy extends PolicyDocument {
  /** `sha256:` and hex, over the RFC 8785 form of the document, the published notices and `law`. */
  readonly version: string;
  readonly published: Readonly<Record<string, PublishedNotice>>;
  /** What people are written about their requests: Markdown by template and locale. */
  readonly mails: MailTexts;
  /** Clocks and rights of the jurisdictions in use, from `jurisdictions.yaml`. */
  readonly law: Law;
  /** Places whose law the file knows and the policy does not name. */
  readonly elsewhere: Elsewhere;
}
