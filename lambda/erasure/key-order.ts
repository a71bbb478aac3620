import type { Kid, RequestId } from '../value/ids.ts';
import type { DestructionOrder } from '../platform/keyring/destroy-keys.ts';
import { withProgress } from './erasure.ts';
import { advance } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';

/*
 * A key goes only after an erasure named it. Roles that destroy keys can name them but make no request,
 * so one that was taken over needs a request that another function inserted.
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

/** @throws AttemptSupersededError from `name` when the attempt is no longer in charge */
export const orderOf = (
  deps: Pick<FulfilmentDependencies, 'requests' | 'clock'>,
  run: Attempt,
): DestructionOrder => ({
  requestId: run.requestId,
  async name(kids) {
    await advance(deps, run, (row) => {
      const set = naming(row, kids);
      return set && { set };
    });
  },
});

/** Of what a closed erasure exempted, once its period is over. */
export const orderOfEnd = (requests: Requests, requestId: RequestId): DestructionOrder => ({
  requestId,
  async name(kids) {
    await requests.change<'named-before'>(requestId, (row) => {
      const set = naming(row, kids);
      return set === undefined
        ? { kind: 'leave', because: 'named-before' }
        : { kind: 'change', set };
    });
  },
});
