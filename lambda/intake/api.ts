import { insert } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Platform } from '../platform/platform.ts';
import { fingerprintOf, followUpToken, newNonce } from '../opening/follow-up-token.ts';
import { fieldsNotAllowed } from '../opening/asked-fields.ts';
import { unknownJurisdiction } from '../opening/unknown-jurisdiction.ts';
import { newRequestId } from '../value/ids.ts';
import { plusSeconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import { countCall } from './limit-store.ts';
import { pendingSeconds } from './model/limits.ts';
import type { PendingRow } from './rows.ts';
import type { intakeRoutes } from './routes.ts';
import { pendingRequests } from './table.ts';
import { sealWishes } from './wishes.ts';

type IntakePlatform = Pick<Platform, 'database' | 'keyring' | 'policy'>;

/**
 * Receives a request without an account. Nothing here depends on the owner of the address: no one is
 * looked up, and what is written is the same for every address.
 *
 * @param canWrite whether the deployment sends mail; without it no code would arrive
 */
export function intakeHandlers(
  { database, keyring, policy }: IntakePlatform,
  canWrite: boolean,
): Handlers<typeof intakeRoutes> {
  return {
    async takeRequest({ body, caller, now }) {
      if (!canWrite) return problem('temporarily-unavailable', { detail: noMail });
      const { kind, subject, agent, jurisdiction, locale, ...wishes } = body;
      const errors = [
        ...fieldsNotAllowed(policy, kind, body),
        ...unknownJurisdiction(policy, jurisdiction),
      ];
      if (errors.length > 0) return problem('invalid-input', { errors });
      const { publicRequests } = policy;
      const counted = await countCall({ database, keyring }, caller.address, publicRequests, now);
      if (counted.kind === 'over') {
        return problem('too-many-requests', {
          headers: { 'retry-after': String(counted.retryAfterSeconds) },
        });
      }

      const requestId = newRequestId();
      const nonce = newNonce();
      const token = await followUpToken(keyring, requestId, nonce);
      const followUp = await fingerprintOf(keyring, token);
      const row = {
        ...{ requestId, version: 1, kind, jurisdiction, locale, tries: 0 },
        receivedAt: toRfc3339(now),
        expiresAt: toEpochSeconds(plusSeconds(now, pendingSeconds)),
      } satisfies Partial<PendingRow>;
      const said = { ...wishes, address: subject.value };
      if (agent === undefined) {
        const sealed = await sealWishes(keyring, requestId, { ...said, nonce });
        await store({ ...row, followUp, sealed });
      } else {
        // The caller is not the data subject, who gets another token by mail.
        const { mandate, ...named } = agent;
        const personNonce = newNonce();
        const personToken = await followUpToken(keyring, requestId, personNonce);
        const personFollowUp = await fingerprintOf(keyring, personToken);
        const all = { ...said, agent: named, nonce: personNonce };
        const sealed = await sealWishes(keyring, requestId, all);
        await store({ ...row, followUp, sealed, agent: { mandate, personFollowUp } });
      }
      return answer(202, { requestId, followUpToken: token });
    },
  };

  async function store(row: PendingRow): Promise<void> {
    const outcome = await transact(database, [insert(pendingRequests, { ...row })]);
    if (outcome.kind !== 'committed') {
      throw new StoreUnavailableError('a pending request could not be written');
    }
  }
}

const noMail =
  'This deployment sends no mail, so no code would arrive: write to the privacy team instead.';
