import * as z from 'zod';

const count = z.int().nonnegative();
const time = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a certificate says, field by field. A field that was not observed is not there. */
export const erasureCertificate = z
  .strictObject({
    iss: z.string().describe('Who issues the certificate: the web site of the controller.'),
    iat: z.int().describe('When it was issued, in seconds since 1970 (RFC 7519).'),
    certId: z.uuid().describe('Names this certificate.'),
    requestId: z.uuid().describe('The request for erasure that it answers.'),
    controller: z
      .strictObject({ name: z.string(), contact: z.string() })
      .describe('Who held the data and has erased it.'),
    meaning: z.string().describe('Where it says what each field means.'),
    status: z
      .literal('ERASED')
      .describe(
        'Every key was destroyed, every row and every file deleted. That no backup can bring keys back is not said yet.',
      ),
    revokedAt: time.describe('When the last key was destroyed.'),
    lastPossibleUse: time.describe('From then on no cached copy of a key can be in use.'),
    pitrDays: z
      .int()
      .describe(
        'For so many days a backup of the keys can be restored; destroyed keys are destroyed again then.',
      ),
    algorithm: z.string().describe('How the data was encrypted.'),
    policyVersion: z.string().describe('SHA-256 of the privacy policy that applied.'),
    previousCertificateSha256: sha256
      .optional()
      .describe(
        'Of the certificate before, which this one follows: a hold has ended, or a system has answered.',
      ),
    manifestSha256: sha256.describe(
      'Of the manifest, in the form of RFC 8785. It lists what was erased and what is kept.',
    ),
    keysDestroyed: count.describe('How many keys were destroyed.'),
    residual: count.describe(
      'Rows and files that a count on another path still found of the person: none.',
    ),
    withheld: z
      .record(z.string(), count)
      .describe('Entries that are kept, by the ground for it; the manifest says until when.'),
    systems: z
      .record(z.string(), count)
      .optional()
      .describe(
        'How many other systems of the controller were asked, by how it ended; the manifest names each.',
      ),
    notCovered: z.array(z.string()).describe('What the erasure does not reach.'),
    kids: z.array(z.string()).optional().describe('Random names of the destroyed keys.'),
    keyCommitments: z
      .array(z.string())
      .optional()
      .describe('SHA-256 commitments to the destroyed keys, in the order of `kids`.'),
  })
  .meta({ id: 'ErasureCertificate', description: 'The signed content of a certificate.' });
export type ErasureCertificate = z.output<typeof erasureCertificate>;

/** The same sentences, for the manifest: with both, nothing else is needed to read them. */
export const meanings: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(erasureCertificate.shape).map(([name, schema]) => [
    name,
    schema.description ?? '',
  ]),
);
