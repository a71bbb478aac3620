import * as z from 'zod';
import { id } from '../fields.ts';
import { identifierTypes } from '../vocabulary.ts';

export const identifier = z
  .enum(identifierTypes)
  .describe('What the system knows people by: user-id, email, phone or device-id.');

export const identifiers = z
  .array(identifier)
  .min(1)
  .describe('Which of the identifiers of a person are sent: [user-id, email].');

export const idIssuer = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .describe(
    'Whose ids `user-id` and `device-id` are there: the URL of an issuer at which people sign in, the name that your programs give as `issuer` of an identifier, or `none` for identifiers without one. Absent: the ids of the only issuer, and those without one.',
  );

export const categoryOfSystem = id.describe(
  'Which category the data is, one of `categories` of the system: prompt-text.',
);

/**
 * An Amazon Resource Name of one service, with its account: `arn:partition:service:region:account:resource`.
 * It becomes the resource of an IAM statement, so it has no wildcard.
 */
export const arn = (service: string, resource: RegExp, example: string) =>
  z
    .string()
    .max(2_048)
    .regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:${resource.source}$`), {
      error: `must be an ARN such as ${example}`,
    });

const keyExample = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
export const encryptionKey = arn('kms', /key\/[A-Za-z0-9-]{1,64}/, keyExample)
  .optional()
  .describe(
    `ARN of the customer managed KMS key that the data is encrypted with: ${keyExample}. None when absent.`,
  );

/** A name as DynamoDB and PostgreSQL take it in tables, attributes and columns. */
export const nameOf = (what: string) =>
  z
    .string()
    .min(1)
    .max(255)
    .refine((value) => /^[^\p{C}"]+$/u.test(value), {
      error: 'contains a quotation mark or a control character',
    })
    .describe(what);

/** RFC 6901, at least one step. */
export const pointer = z
  .string()
  .regex(/^(\/([^/~\p{C}]|~[01]){1,100}){1,8}$/u, 'must be a JSON pointer such as /user/id')
  .describe('JSON pointer (RFC 6901) to the value: /userId.');

/** X.509 certificates, PEM (RFC 7468). */
export const certificateAuthority = z
  .string()
  .max(100_000)
  .regex(/-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, {
    error: 'must be the text of one or more certificates in PEM, -----BEGIN CERTIFICATE-----',
  })
  .optional()
  .describe(
    'Text of the certificates (PEM) that the server is checked against; for Amazon RDS the bundle of the Region. Those of Node.js when absent.',
  );

const secretExample = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:assistant-db-a1b2c3';
/** AWS Secrets Manager ends an ARN with a hyphen and six characters; without them no right applies. */
export const databaseSecret = {
  secret: arn('secretsmanager', /secret:[\w/+=.@-]{1,512}-[A-Za-z0-9]{6}/, secretExample).describe(
    `ARN of the secret in AWS Secrets Manager with host, port, dbname, username and password, as Amazon RDS writes it: ${secretExample}.`,
  ),
  encryptionKey,
  certificateAuthority,
};
