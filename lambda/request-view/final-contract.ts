import * as z from 'zod';

const time = z.iso.datetime();
const count = z.int().nonnegative();

const observedTable = z.strictObject({
  table: z.string(),
  restorableFrom: time
    .optional()
    .describe('The earliest time to which it can be restored; absent where it has no history.'),
  backups: count.optional().describe('On-demand backups of it that exist.'),
  recoveryPoints: count.optional().describe('Recovery points of AWS Backup that exist.'),
  exports: count.optional().describe('Exports of it to Amazon S3 in the last 90 days.'),
  stream: z.enum(['off', 'keys-only', 'images']).describe('What its stream has of changed rows.'),
  kinesis: z.enum(['none', 'ended', 'active']).optional(),
  replicas: count,
});

/** What a FINAL certificate says, field by field. A field that was not observed is not there. */
export const finalCertificate = z
  .strictObject({
    iss: z.string().describe('Who issues the certificate: the web site of the controller.'),
    iat: z.int().describe('When it was issued, in seconds since 1970 (RFC 7519).'),
    certId: z.uuid().describe('Names this certificate.'),
    requestId: z.uuid().describe('The request for erasure that it is about.'),
    controller: z
      .strictObject({ name: z.string(), contact: z.string() })
      .describe('Who held the data and has erased it.'),
    meaning: z.string().describe('Where it says what each field means.'),
    status: z
      .literal('FINAL')
      .describe(
        'At the time of observation nothing that is listed here could bring a destroyed key back.',
      ),
    erasedCertificateSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('Of the certificate of the erasure, a compact JWS: it names the keys.'),
    keysDestroyed: count.describe(
      'How many keys: each was absent and had its tombstone when this was issued.',
    ),
    revokedAt: time.describe('When the last key was destroyed.'),
    lastPossibleUse: time.describe('From then on no cached copy of a key can be in use.'),
    observedAt: time.describe('When what follows was read.'),
    observedIn: z
      .enum(['aws', 'embedded-runtime'])
      .describe('From AWS, or from the files of the embedded runtime.'),
    tables: z
      .array(observedTable)
      .describe('What was observed of the tables that have keys and identifiers.'),
    wrappingKey: z
      .strictObject({
        keyId: z.string().optional(),
        since: time.optional(),
        state: z.string(),
        origin: z.string(),
        multiRegion: z.boolean(),
        deletedAt: time.optional().describe('Its end, where one is scheduled.'),
      })
      .optional()
      .describe('The key under which every copy of a destroyed key is encrypted.'),
    verification: z
      .strictObject({
        passId: z.string().describe('Names the pass.'),
        startedAt: time.describe('When it began: after the erasure was concluded.'),
        endedAt: time,
        tables: count.describe('How many tables it read, each to its end.'),
        rows: count.describe('Rows that it read, of everybody.'),
        files: count.describe('Names of files that it read, of everybody.'),
        left: z.literal(0).describe('Rows and files of the person that are exempt from nothing.'),
      })
      .optional()
      .describe('The pass over whole tables that looked for the person and found nothing.'),
    policyVersion: z.string().describe('SHA-256 of the privacy policy that applied.'),
    notCovered: z.array(z.string()).describe('What was not observed, and what it does not reach.'),
  })
  .meta({ id: 'FinalCertificate', description: 'The signed content of a FINAL certificate.' });
export type FinalCertificate = z.output<typeof finalCertificate>;
