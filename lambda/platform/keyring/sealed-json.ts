import type * as z from 'zod';
import { CorruptRowError } from '../dynamo/errors.ts';
import type { SubjectId } from '../../value/ids.ts';
import type { RowAddress, SubjectKeys } from './subject-keys.ts';

/** Encrypts a JSON value: all confidential attributes of one row as one ciphertext. */
export const sealJson = (
  keys: Pick<SubjectKeys, 'seal'>,
  subjectId: SubjectId,
  erasureClass: string,
  address: RowAddress,
  value: unknown,
): Promise<Uint8Array> =>
  keys.seal(subjectId, erasureClass, address, Buffer.from(JSON.stringify(value)));

export type OpenedJson<Value> =
  | { readonly kind: 'opened'; readonly value: Value }
  | { readonly kind: 'key-destroyed' };

/**
 * Decrypts what `sealJson` encrypted.
 *
 * @throws SealBrokenError when the row was altered or moved
 * @throws CorruptRowError when the value does not fit `schema`
 */
export async function openJson<Value>(
  keys: SubjectKeys,
  subjectId: SubjectId,
  erasureClass: string,
  address: RowAddress,
  ciphertext: Uint8Array,
  schema: z.ZodType<Value>,
): Promise<OpenedJson<Value>> {
  const opened = await keys.open(subjectId, erasureClass, address, ciphertext);
  if (opened.kind === 'key-destroyed') return opened;
  const parsed = schema.safeParse(jsonOrUndefined(opened.plaintext));
  // No cause: the errors of zod and JSON.parse repeat what they reject.
  if (!parsed.success) throw new CorruptRowError(address.table.name);
  return { kind: 'opened', value: parsed.data };
}

function jsonOrUndefined(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
