import * as z from 'zod';
import { pendingRequests } from '../intake/table.ts';
import { requestIdColumn, timeColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { jurisdictionId } from '../policy/fields.ts';
import type { Policy } from '../policy/schema.ts';
import type { RequestId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { parseRfc3339, plusSeconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import { datesOf } from '../request/clock.ts';
import type { RequestView } from '../request-view/contract.ts';
import { needsText } from '../request-view/model/needs-text.ts';
import { mandates } from '../request/model/assurance.ts';
import { maximumTries, openSeconds } from './model/pending.ts';
import { kindsWithoutAccount } from '../request/model/kinds.ts';
import type { TimelineEvent } from '../request/model/request.ts';

/** What is said of a request before its code has come: nothing that depends on the address. */
export const pendingRow = z.object({
  requestId: requestIdColumn,
  version: z.int(),
  kind: z.enum(kindsWithoutAccount),
  receivedAt: timeColumn,
  /** As the request says. */
  jurisdiction: jurisdictionId.optional(),
  locale: z.string().optional(),
  /** HMAC of the follow-up token of the caller. */
  followUp: z.string(),
  /** An agent asks for the data subject, who has another token. */
  agent: z.object({ mandate: z.enum(mandates), personFollowUp: z.string() }).optional(),
  tries: z.int(),
  verifiedAt: timeColumn.optional(),
  /** Carried out without a proof: see `needsNoProof`. */
  honouredAt: timeColumn.optional(),
  cancelledAt: timeColumn.optional(),
  /** The open request of the person that this one repeats. */
  sameAs: requestIdColumn.optional(),
  expiresAt: z.int(),
});
export type Pending = z.output<typeof pendingRow>;

/** @throws StoreUnavailableError */
export async function pendingOf(
  database: Database,
  requestId: RequestId,
  now: EpochMilliseconds,
): Promise<Pending | undefined> {
  const row = await getRow(database, pendingRequests, { requestId }, pendingRow);
  // DynamoDB deletes late.
  return row !== undefined && row.expiresAt > toEpochSeconds(now) ? row : undefined;
}

/**
 * A request that waits for its code, as its token shows it. Whether a code was sent is not visible: it
 * would say that the same address was named before.
 */
export function pendingView(
  policy: Policy,
  { requestId, kind, receivedAt, locale, agent, ...row }: Pending,
  now: EpochMilliseconds,
): RequestView {
  const jurisdiction = row.jurisdiction ?? policy.jurisdictions.default;
  const received = parseRfc3339(receivedAt) ?? now;
  const { acknowledgeBy, dueAt } = datesOf(policy, [jurisdiction], kind, received);
  const over = row.cancelledAt ?? endOf(row, received, now);
  const done = row.honouredAt;
  const status = done ? 'completed' : over ? 'cancelled' : 'identity-required';
  const ended: { at: string; event: TimelineEvent }[] =
    status === 'identity-required' ? [] : [{ at: done ?? over ?? receivedAt, event: status }];
  return {
    ...{ requestId, kind, status, receivedAt, jurisdiction, locale },
    acknowledgeBy: acknowledgeBy && toRfc3339(acknowledgeBy),
    dueAt: toRfc3339(dueAt),
    assurance: 'none',
    channel: 'public',
    ...(status === 'identity-required' && {
      needs: {
        assurance: 'email-verified',
        why: needsText(agent ? 'code-of-person' : 'code', locale ?? policy.language),
      },
    }),
    agent: agent && { mandate: agent.mandate, confirmed: false, checked: false },
    clock: { state: ended.length > 0 ? 'stopped' : 'running', pauses: [] },
    tasks: [
      {
        system: 'custos',
        status: done ? 'completed' : over ? 'cancelled' : 'waiting',
      },
    ],
    timeline: [
      { at: receivedAt, event: 'received' },
      { at: receivedAt, event: 'identity-required' },
      ...ended,
    ],
  };
}

/** A confirmed one is being opened: it is not over, however long that takes. */
function endOf(
  { verifiedAt, tries }: Pick<Pending, 'verifiedAt' | 'tries'>,
  received: EpochMilliseconds,
  now: EpochMilliseconds,
): string | undefined {
  const end = plusSeconds(received, openSeconds);
  if (verifiedAt !== undefined) return undefined;
  return now >= end || tries >= maximumTries ? toRfc3339(end < now ? end : now) : undefined;
}

/** @returns the row as it is then; undefined where it is confirmed already */
export const cancelPending = (
  database: Database,
  requestId: RequestId,
  now: EpochMilliseconds,
): Promise<Pending | undefined> =>
  retryOnConflict(
    { attempts: 10, exhausted: 'a pending request kept changing while it was called off' },
    async () => {
      const row = await pendingOf(database, requestId, now);
      if (row === undefined || row.verifiedAt !== undefined || row.honouredAt !== undefined) {
        return undefined;
      }
      if (row.cancelledAt !== undefined) return row;
      const cancelledAt = toRfc3339(now);
      const { kind } = await transact(database, [
        update(pendingRequests, { requestId }, row.version, { cancelledAt }, 'sealed'),
      ]);
      return kind === 'committed' ? { ...row, cancelledAt } : conflict;
    },
  );
