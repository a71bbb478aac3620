import * as z from 'zod';
import { sealJson, openJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { requestEvidence } from '../request/model/exemption.ts';
import { requests } from '../request/table.ts';
import type { RequestRow } from '../request/row.ts';

type Owner = Pick<RequestRow, 'requestId' | 'subjectId'>;

/** Unlike that of the text of a request: a ciphertext of the one does not open as the other. */
const contentVersion = 0;
const addressOf = ({ requestId }: Owner) => ({
  table: requests,
  key: { requestId },
  contentVersion,
});

/**
 * Encrypts what names a person on the way through a task, under the key that outlives an erasure.
 *
 * @param use what it is for: nothing else opens it
 */
export const sealFor = (
  keys: SubjectKeys,
  owner: Owner,
  use: string,
  value: unknown,
): Promise<Uint8Array> =>
  sealJson(keys, owner.subjectId, requestEvidence, addressOf(owner), { use, value });

/**
 * @returns undefined once the key is destroyed
 * @throws SealBrokenError, CorruptRowError where it was altered, or encrypted for something else
 */
export async function openFor<Value>(
  keys: SubjectKeys,
  owner: Owner,
  use: string,
  ciphertext: Uint8Array,
  schema: z.ZodType<Value>,
): Promise<Value | undefined> {
  const sealed = z.object({ use: z.literal(use), value: schema });
  const address = addressOf(owner);
  const opened = await openJson(
    keys,
    owner.subjectId,
    requestEvidence,
    address,
    ciphertext,
    sealed,
  );
  return opened.kind === 'opened' ? opened.value.value : undefined;
}
