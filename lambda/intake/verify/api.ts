import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import type { RequestId } from '../../value/ids.ts';
import { newRequestId, parseId } from '../../value/ids.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import { fits } from '../code.ts';
import { readCode } from '../model/code.ts';
import { maximumTries } from '../../follow-up/model/pending.ts';
import type { PendingRow } from '../rows.ts';
import { changing, pendingOf } from '../store.ts';
import type { verifyRoutes } from './routes.ts';

/** Checks a code, and marks the request as confirmed. Another function opens it. */
export function verifyHandlers({
  database,
  keyring,
}: Pick<Platform, 'database' | 'keyring'>): Handlers<typeof verifyRoutes> {
  return {
    async verifyRequest({ path, body, now }) {
      // An id that is none is compared as well, and answered like one that is unknown.
      const requestId = parseId<RequestId>(path.requestId) ?? newRequestId();
      const isRight = await isConfirmed(requestId, readCode(body.code) ?? '', now);
      return isRight ? answer(202, { requestId }) : wrongCode;
    },
  };

  /** A try is counted before it is answered: calls at the same moment do not get one try more. */
  async function isConfirmed(
    requestId: RequestId,
    code: string,
    now: EpochMilliseconds,
  ): Promise<boolean> {
    return retryOnConflict(
      { attempts: 10, exhausted: 'a code was tried by many at the same moment' },
      async () => {
        const row = await pendingOf(database, requestId);
        const isRight = await fits(keyring, requestId, code, usable(row, now));
        if (row === undefined || row.cancelledAt !== undefined) return false;
        if (row.verifiedAt !== undefined) return isRight;
        if (row.tries >= maximumTries) return false;
        const change = isRight ? { verifiedAt: toRfc3339(now) } : { tries: row.tries + 1 };
        const outcome = await transact(database, [changing(row, change)]);
        return outcome.kind === 'committed' ? isRight : conflict;
      },
    );
  }
}

const usable = (row: PendingRow | undefined, now: EpochMilliseconds): string | undefined =>
  row?.code !== undefined && now < row.code.until && row.tries < maximumTries
    ? row.code.mac
    : undefined;

/** The same for a code that is wrong, too late, tried too often, and for a request that is unknown. */
const wrongCode = problem('invalid-input', {
  errors: [
    {
      pointer: '/code',
      message: 'send the code of the newest mail about this request, or ask again',
    },
  ],
});
