import * as z from 'zod';
import { country, date, id, text } from './fields.ts';
import { idIssuer } from './connectors/fields.ts';
import { identifierTypes } from './vocabulary.ts';
import { webhookUrl } from './connectors/webhook.ts';

/** An organization, as people are informed of it. */
export const party = z.strictObject({
  name: text.describe('Name as in the register.'),
  address: text.describe('Postal address.'),
  contact: z.email().describe('E-mail address for privacy matters.'),
  website: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where people read about it.'),
});

const subProcessor = z.strictObject({
  name: text.describe('Name as in the register.'),
  country: country.describe('Country in which it processes the data, ISO 3166-1: DE, US.'),
  does: text.describe('What it does for the recipient.'),
});

const agreement = z.strictObject({
  signedOn: date,
  expiresOn: date.optional(),
  purposes: z
    .array(id)
    .min(1)
    .optional()
    .describe('Purposes that it covers. Absent: all that give data to the recipient.'),
  categories: z
    .array(id)
    .min(1)
    .optional()
    .describe('Data categories that it covers. Absent: all that its purposes have.'),
  subProcessors: z
    .array(subProcessor)
    .default([])
    .describe('Other processors that it lets the recipient engage: GDPR Art. 28(2).'),
});

const notify = z.strictObject({
  url: webhookUrl.describe('Where it takes signed messages, with https.'),
  identifiers: z
    .array(z.enum(identifierTypes))
    .min(1)
    .describe('Identifiers that a message has of the person: user-id, email, phone, device-id.'),
  issuer: idIssuer.optional(),
});

export const transferMechanisms = [
  'none-needed',
  'adequacy',
  'standard-contractual-clauses',
  'binding-corporate-rules',
] as const;

export const recipient = z.strictObject({
  ...party.shape,
  role: z
    .enum(['processor', 'controller', 'joint-controller'])
    .describe('`processor` when it acts on our instructions only (GDPR Art. 28).'),
  country: country.describe('Country in which the data is processed, ISO 3166-1: DE, US.'),
  agreement: agreement.describe(
    'The data processing or sharing agreement. Disclosures that it does not cover are rejected.',
  ),
  transferMechanism: z
    .enum(transferMechanisms)
    .describe('What allows the transfer to a country outside the EEA: GDPR Art. 45 to 47.'),
  transferAssessment: z
    .strictObject({ doneOn: date, validUntil: date })
    .optional()
    .describe(
      'Assessment of the law of that country, which clauses and binding rules need (CJEU C-311/18).',
    ),
  certificates: z
    .array(
      z.strictObject({
        name: text.describe('Name of the certificate: ISO/IEC 27001:2022.'),
        expiresOn: date,
      }),
    )
    .default([])
    .describe('Certificates that show its safeguards (GDPR Art. 28(5), 42).'),
  notify: notify
    .optional()
    .describe('How it is notified of rectification, erasure and restriction: GDPR Art. 19.'),
});
