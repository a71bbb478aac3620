import type { Kid, RequestId } from '../value/ids.ts';
import type { DestructionOrder } from '../platform/keyring/destroy-keys.ts';
import { withProgress } from './erasure.ts';
import { requireRunning } from './pause.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { advance } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';

/*
 * A key goes only after an erasure named it, and only while erasures are not paused. Roles that destroy
 * keys can name them but make no request, so one that was taken over needs a request that another
 * function inserted; nor can they end a pause.
 */

/** What the request says once it names these keys; undefined when it did before. */
function naming(
  row: RequestRow,
  kids: readonly Kid[],
): ReturnType<typeof withProgress> | undefined {
  const known = row.erasure?.named ?? [];
  const unknownKids = kids.filter((kid) => !known.includes(kid));
  return unknownKids.length === 0
    ? undefined
    : withProgress(row, { named: [...known, ...unknownKids] });
}

/**
 * Asks for a pause before the first key of a person goes. Who has lost one is erased to the end: what is left
 * opens nothing that a pause could save, and they would wait half erased.
 *
 * @param row the request, as it is before this destruction
 * @throws AttemptSupersededError from `name` when the attempt is no longer in charge
 * @throws ErasuresPausedError from `name`
 */
export function orderOf(
  deps: Pick<FulfilmentDependencies, 'database' | 'requests' | 'clock'>,
  run: Attempt,
  { erasure }: Pick<RequestRow, 'erasure'>,
): DestructionOrder {
  let hasLostKeys = (erasure?.destroyed ?? []).length > 0;
  return {
    requestId: run.requestId,
    async name(kids) {
      if (!hasLostKeys) await requireRunning(deps.database);
      await advance(deps, run, (row) => {
        const set = naming(row, kids);
        return set && { set };
      });
      hasLostKeys = true;
    },
  };
}

/** Of what a closed erasure exempted, once its period is over. @throws ErasuresPausedError from `name` */
export const orderOfEnd = (
  database: Database,
  requests: Requests,
  requestId: RequestId,
): DestructionOrder => ({
  requestId,
  async name(kids) {
    await requireRunning(database);
    await requests.change<'named-before'>(requestId, (row) => {
      const set = naming(row, kids);
      return set === undefined
        ? { kind: 'leave', because: 'named-before' }
        : { kind: 'change', set };
    });
  },
});
