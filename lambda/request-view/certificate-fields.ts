import * as z from 'zod';
import { erasureCertificate } from './certificate-contract.ts';
import { finalCertificate } from './final-contract.ts';

/** What an erasure is evidenced by: signed, and to be read. */
export const certificateFields = {
  certificate: z
    .string()
    .optional()
    .describe(
      'Compact JWS, `typ: erasure-certificate+jwt`; or `nothing-held-certificate+jwt`, where nothing is held under an address.',
    ),
  certificateContent: erasureCertificate
    .optional()
    .describe('What the certificate says, to be read; its signature is what counts.'),
  manifest: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What the certificate names by `manifestSha256`: SHA-256 over the RFC 8785 form.'),
  finalCertificate: z
    .string()
    .optional()
    .describe('Compact JWS, `typ: erasure-final-certificate+jwt`: no backup can undo the erasure.'),
  finalCertificateContent: finalCertificate
    .optional()
    .describe('What it says, to be read; its signature is what counts.'),
};
