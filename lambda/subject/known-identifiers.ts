import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import type { SubjectId } from '../value/ids.ts';
import { openJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Link } from './alias-row.ts';
import { rowsNaming } from './removal.ts';
import type { Assurance } from './model/subject.ts';
import { assurances, identifierTypes } from './model/subject.ts';
import { aliases } from './table.ts';

const sealed = z.object({
  type: z.enum(identifierTypes),
  value: z.string(),
  issuer: z.string().optional(),
});
type Opened = z.output<typeof sealed>;

export interface HeldIdentifier extends Opened {
  readonly assurance?: Assurance;
}

interface IdentifierDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
}

/** What names a person and what is known of it, the oldest first; nothing once its key is destroyed. */
export async function openedNames(
  deps: IdentifierDependencies,
  subjectId: SubjectId,
): Promise<readonly { readonly identifier: Opened; readonly link: Link }[]> {
  const rows = await rowsNaming(deps, subjectId);
  const opened = await Promise.all(
    rows.map(async ({ row, link }) => {
      const { alias, link: stored } = row;
      if (stored.identifier === undefined) return [];
      const address = { table: aliases, key: { alias }, contentVersion: 1 };
      const { subjectKeys } = deps;
      const ciphertext = stored.identifier;
      const read = await openJson(subjectKeys, subjectId, 'identity', address, ciphertext, sealed);
      return read.kind === 'opened' ? [{ identifier: read.value, link }] : [];
    }),
  );
  return opened.flat();
}

/** What we know a person by: data about them, so an export reports it. */
export async function identifiersOf(
  deps: IdentifierDependencies,
  subjectId: SubjectId,
): Promise<readonly HeldIdentifier[]> {
  const names = await openedNames(deps, subjectId);
  return names.map(({ identifier, link }) => ({ ...identifier, assurance: link.assurance }));
}

/**
 * The address that is best vouched for; of equal ones the newest.
 *
 * @param atLeast how well it has to be vouched for
 */
export async function addressOf(
  deps: IdentifierDependencies,
  subjectId: SubjectId,
  atLeast: Assurance = 'service-asserted',
): Promise<string | undefined> {
  const strength = (assurance: Assurance = 'service-asserted') => assurances.indexOf(assurance);
  return (await identifiersOf(deps, subjectId))
    .filter(({ type, assurance }) => type === 'email' && strength(assurance) >= strength(atLeast))
    .toSorted((one, other) => strength(one.assurance) - strength(other.assurance))
    .at(-1)?.value;
}
