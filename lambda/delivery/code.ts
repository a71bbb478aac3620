import type { Database } from '../platform/dynamo/database.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { Log } from '../platform/log/log.ts';
import { MailUnavailableError } from '../platform/mail/errors.ts';
import type { Mail } from '../platform/mail/mail.ts';
import type { Policy } from '../policy/schema.ts';
import { senderOf } from '../policy/sender-name.ts';
import { followUpToken } from '../opening/follow-up-token.ts';
import { comparableAddress } from '../value/address.ts';
import type { RequestId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';
import { plusSeconds } from '../value/time.ts';
import { codeOf, macOf } from '../intake/code.ts';
import { mayWrite } from '../intake/limit-store.ts';
import { codeSeconds } from '../intake/model/limits.ts';
import { changePending, pendingOf } from '../intake/store.ts';
import { openWishes } from '../intake/wishes.ts';
import { inLocale } from '../mail-text/in-locale.ts';
import { rendered } from '../mail-text/render.ts';
import { codeValues } from '../mail-text/values.ts';

export interface SendingDependencies {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly mail: Mail;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends the code of a pending request, unless the address was written to in the last hour: a flood of
 * calls is one mail, and no caller learns of it. Repeat it freely: a message that is sent again has the
 * same id and the same code, and no code is sent for a request that is confirmed. Nothing that the caller
 * wrote is in it: it would carry the text of strangers to anyone.
 *
 * @throws MailUnavailableError when it is not known whether the message was accepted, or was throttled
 * @throws StoreUnavailableError, KeyringUnavailableError, MailRefusedError
 */
export async function sendCode(deps: SendingDependencies, requestId: RequestId): Promise<void> {
  const { database, keyring, mail, policy, clock, log } = deps;
  const row = await pendingOf(database, requestId);
  if (row?.sealed === undefined || row.verifiedAt !== undefined) return;
  const { address, nonce } = await openWishes(keyring, requestId, row.sealed);
  const name = comparableAddress(address);
  if (name === undefined || !(await mayWrite({ database, keyring }, name, requestId, clock()))) {
    return;
  }
  const code = await codeOf(keyring, requestId, nonce);
  const mac = await macOf(keyring, requestId, code);
  const until = plusSeconds(clock(), codeSeconds);
  const claimed = await changePending(database, requestId, ({ verifiedAt, cancelledAt }) =>
    verifiedAt === undefined && cancelledAt === undefined ? { code: { mac, until } } : undefined,
  );
  if (claimed?.code?.mac !== mac) return;
  const token = await followUpToken(keyring, requestId, nonce);
  const { source, locale } = inLocale(policy, 'code', row.locale);
  const values = codeValues(policy, row, { code, locale, followUpToken: token });
  const outcome = await mail.send({
    ...{ id: requestId, to: address, replyTo: policy.controller.contact, locale },
    fromName: senderOf(policy.controller),
    ...rendered(source, values, locale),
  });
  if (outcome.kind === 'throttled') throw new MailUnavailableError('the sender is at its rate');
  if (outcome.kind === 'rejected-address') log.warn('MAIL_BOUNCED', { requestId });
}
