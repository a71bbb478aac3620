import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Document } from 'yaml';

/** The audience of each kind of caller; all have one issuer. */
export const audiences = { subject: 'people', service: 'programs', staff: 'privacy-team' } as const;

/** Copies the shipped policy and lets the test issuer sign for everybody. */
export function writeTestPolicy(directory: string, issuer: string): void {
  cpSync('policy', directory, { recursive: true });
  edit(directory, (document) =>
    document.set(
      'issuers',
      Object.entries(audiences).map(([caller, audience]) => ({
        issuer,
        audience,
        caller,
        ...(caller === 'subject' && { emailAuthoritative: true }),
      })),
    ),
  );
}

/** A change as the privacy team would make it: data is kept for a shorter time. */
export const shortenRetention = (directory: string): void =>
  edit(directory, (document) => document.setIn(['purposes', 'improvement', 'retention'], 'P1Y'));

function edit(directory: string, change: (document: Document) => void): void {
  const path = join(directory, 'policy.yaml');
  const document = parseDocument(readFileSync(path, 'utf8'));
  change(document);
  writeFileSync(path, document.toString());
}
