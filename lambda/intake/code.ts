import { timingSafeEqual } from 'node:crypto';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { RequestId } from '../value/ids.ts';
import { codeFrom } from './model/code.ts';

type Macs = Pick<Keyring, 'hmac'>;

/** The same for the same request, so that a message that is sent again has the same code. */
export const codeOf = async (keyring: Macs, requestId: RequestId, nonce: string): Promise<string> =>
  codeFrom(await keyring.hmac('intake-code/v1', ['issue', requestId, nonce]));

/** What the row has of a code. */
export const macOf = async (keyring: Macs, requestId: RequestId, code: string): Promise<string> =>
  Buffer.from(await keyring.hmac('intake-code/v1', ['verify', requestId, code])).toString(
    'base64url',
  );

/** Where there is no code: as long as a MAC, and compared with one as well. */
const noMac = '-'.repeat(43);

/** Takes the same time whatever is wrong with the code, and whether or not there is one. */
export async function fits(
  keyring: Macs,
  requestId: RequestId,
  given: string,
  stored: string | undefined,
): Promise<boolean> {
  const one = Buffer.from(await macOf(keyring, requestId, given));
  const other = Buffer.from(stored ?? noMac);
  return one.length === other.length && timingSafeEqual(one, other) && stored !== undefined;
}
