import * as z from 'zod';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { openJson, sealJson } from '../platform/keyring/sealed-json.ts';
import type { SealedDetails, Subject } from './model/subject.ts';
import { subjects } from './table.ts';

/** An identifier as it is encrypted. */
export const identifierRow = z.object({
  type: z.enum(['user-id', 'email', 'phone', 'device-id', 'oidc']),
  value: z.string(),
  issuer: z.string().optional(),
});

/** What is known of a person in text: the row carries it encrypted under their class `identity`. */
const details = z.object({
  contact: z.object({ type: z.enum(['email', 'phone']), value: z.string() }).optional(),
  /** Who answers for a child (GDPR Art. 8(1)). Not looked up: they need not be known here. */
  responsiblePerson: identifierRow.optional(),
});
export type Details = z.output<typeof details>;

const addressOf = (subjectId: Subject['subjectId'], contentVersion: number) => ({
  table: subjects,
  key: { subjectId },
  contentVersion,
});

/**
 * Nothing once the key is destroyed.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError, CorruptRowError when the row was altered
 */
export async function openDetails(
  keys: SubjectKeys,
  { subjectId, sealed }: Pick<Subject, 'subjectId' | 'sealed'>,
): Promise<Details> {
  if (sealed === undefined) return {};
  const address = addressOf(subjectId, sealed.contentVersion);
  const opened = await openJson(keys, subjectId, 'identity', address, sealed.ciphertext, details);
  return opened.kind === 'opened' ? opened.value : {};
}

/** Seals what takes the place of all details of a person. */
export async function sealDetails(
  keys: Pick<SubjectKeys, 'seal'>,
  { subjectId, sealed }: Pick<Subject, 'subjectId' | 'sealed'>,
  value: Details,
): Promise<SealedDetails> {
  const contentVersion = (sealed?.contentVersion ?? 0) + 1;
  const address = addressOf(subjectId, contentVersion);
  return {
    ciphertext: await sealJson(keys, subjectId, 'identity', address, value),
    contentVersion,
  };
}
