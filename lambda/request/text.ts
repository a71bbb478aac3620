import * as z from 'zod';
import type { RequestId, SubjectId } from '../value/ids.ts';
import { openJson, sealJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { askedCorrection } from './model/correction.ts';
import { requestEvidence } from './model/exemption.ts';
import type { RequestRow } from './row.ts';
import { requests } from './table.ts';

/** All free text of a request: what the person wrote, what staff noted, and where mail goes. */
const text = z.object({
  reason: z.string().optional(),
  note: z.string().optional(),
  /** In the order of the row's `corrections`. */
  corrections: z.array(askedCorrection).optional(),
  /** What staff wrote when they ended the task of a system, by its key. */
  tasks: z.record(z.string(), z.string()).optional(),
  /** What the person is answered. */
  answer: z.object({ reasons: z.string(), further: z.string().optional() }).optional(),
  /** Absent where there is no address. The nonce is of the follow-up token, which each mail has. */
  mail: z
    .object({ address: z.string(), nonce: z.string(), locale: z.string().optional() })
    .optional(),
  /** Who asks for the person. */
  agent: z.object({ name: z.string(), contact: z.string() }).optional(),
});
export type RequestText = z.output<typeof text>;

const addressOf = (requestId: RequestId, contentVersion: number) => ({
  table: requests,
  key: { requestId },
  contentVersion,
});

/** One ciphertext for all text, so that two ciphertexts of a row cannot be swapped. */
export const sealText = (
  keys: SubjectKeys,
  { requestId, subjectId }: { readonly requestId: RequestId; readonly subjectId: SubjectId },
  contentVersion: number,
  value: RequestText,
): Promise<Uint8Array> =>
  sealJson(keys, subjectId, requestEvidence, addressOf(requestId, contentVersion), value);

/** Empty once the key of the evidence is destroyed. */
export async function openText(
  keys: SubjectKeys,
  { requestId, subjectId, contentVersion, ciphertext }: RequestRow,
): Promise<RequestText> {
  if (ciphertext === undefined) return {};
  const address = addressOf(requestId, contentVersion);
  const opened = await openJson(keys, subjectId, requestEvidence, address, ciphertext, text);
  return opened.kind === 'opened' ? opened.value : {};
}
