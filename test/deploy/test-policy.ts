import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Document } from 'yaml';

/** The audience of each kind of caller; all have one issuer. */
export const audiences = { subject: 'people', service: 'programs', staff: 'privacy-team' } as const;

/** An issuer, as the policy has it. */
export type PolicyIssuer = Readonly<Record<string, unknown>>;

/**
 * Copies the example policy, filled in for an operator with one issuer for all callers.
 *
 * @param more further issuers
 */
export function writeTestPolicy(
  directory: string,
  issuer: string,
  jwksUri?: string,
  more: readonly PolicyIssuer[] = [],
): void {
  cpSync('policy', directory, { recursive: true });
  for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(md|yaml)$/.test(file)) continue;
    const path = join(directory, file);
    const text = readFileSync(path, 'utf8');
    // A protected stage is not synthesized while the policy has placeholders.
    writeFileSync(path, text.replaceAll(/Example Assistant|Musterstraße|example\.com/g, filledIn));
  }
  edit(directory, (document) =>
    document.set('issuers', [
      ...Object.entries(audiences).map(([caller, audience]) => ({
        issuer,
        audience,
        caller,
        ...(jwksUri !== undefined && { jwksUri }),
        ...(caller === 'subject' && { emailAuthoritative: true }),
      })),
      ...more,
    ]),
  );
}

/** A change that a privacy team would make: data is retained for a shorter time. */
export const shortenRetention = (directory: string): void =>
  edit(directory, (document) => document.setIn(['purposes', 'improvement', 'retention'], 'P1Y'));

/** Other stores of the operator, by id. */
export const declareSystems = (
  directory: string,
  systems: Readonly<Record<string, object>>,
): void => edit(directory, (document) => document.set('systems', systems));

const filledIn = (placeholder: string): string =>
  placeholder === 'example.com' ? 'custos.localdomain' : 'Test';

function edit(directory: string, change: (document: Document) => void): void {
  const path = join(directory, 'policy.yaml');
  const document = parseDocument(readFileSync(path, 'utf8'));
  change(document);
  writeFileSync(path, document.toString());
}
