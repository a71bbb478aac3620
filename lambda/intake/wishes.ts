import * as z from 'zod';
import { CorruptRowError } from '../platform/dynamo/errors.ts';
import { open, seal } from '../platform/envelope/envelope.ts';
import { pae } from '../platform/envelope/pae.ts';
import { SealBrokenError } from '../platform/keyring/errors.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { RequestId } from '../value/ids.ts';
import { newKid } from '../value/ids.ts';
import type { PendingRow } from './rows.ts';
import { pendingRequests } from './table.ts';

/** All text of a request that is not confirmed yet. */
const wishes = z.object({
  address: z.string(),
  /** Of the follow-up token of the person. */
  nonce: z.string(),
  reason: z.string().optional(),
  categories: z.array(z.string()).optional(),
  purposes: z.array(z.string()).optional(),
  about: z.string().optional(),
  concernsBreach: z.literal(true).optional(),
  agent: z.object({ name: z.string(), contact: z.string() }).optional(),
});
export type Wishes = z.output<typeof wishes>;

const aadOf = (requestId: RequestId): Uint8Array =>
  pae(['custos', pendingRequests.name, requestId]);

/** Under a new key, which the row alone has: deleting the row destroys it. */
export async function sealWishes(
  keyring: Pick<Keyring, 'generateDataKey'>,
  requestId: RequestId,
  value: Wishes,
): Promise<NonNullable<PendingRow['sealed']>> {
  const kid = newKid();
  const { key, wrappedKey } = await keyring.generateDataKey(kid);
  const plaintext = Buffer.from(JSON.stringify(value));
  return { kid, wrappedKey, ciphertext: seal(key, kid, aadOf(requestId), plaintext) };
}

/**
 * @throws KeyringUnavailableError
 * @throws SealBrokenError, CorruptRowError when the row was altered or moved
 */
export async function openWishes(
  keyring: Pick<Keyring, 'unwrap'>,
  requestId: RequestId,
  { kid, wrappedKey, ciphertext }: NonNullable<PendingRow['sealed']>,
): Promise<Wishes> {
  const outcome = open(await keyring.unwrap(wrappedKey, kid), aadOf(requestId), ciphertext);
  if (outcome.kind !== 'opened') throw new SealBrokenError(pendingRequests.name, outcome.kind);
  const parsed = wishes.safeParse(JSON.parse(Buffer.from(outcome.plaintext).toString('utf8')));
  // No cause: the errors of zod repeat what they reject.
  if (!parsed.success) throw new CorruptRowError(pendingRequests.name);
  return parsed.data;
}
