import type { Answer } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { Platform } from '../platform/platform.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { followUpToken } from './follow-up-token.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';
import { viewOf } from '../request-view/view.ts';

/** What the person gets for a request that they have made. */
export const submittedAnswer = (
  { policy }: Pick<Platform, 'policy'>,
  row: RequestRow,
  token: string,
): Answer => answer(202, { request: viewOf(row, policy), followUpToken: token });

export const alreadyOpen = (openRequestId: RequestId): Problem =>
  problem('request-already-open', {
    detail: 'Follow or cancel the open request.',
    extensions: { openRequestId },
  });

/** The same request and token for a call that is repeated. @param ids of the first call */
export async function replayedAnswer(
  platform: Pick<Platform, 'policy' | 'keyring'>,
  requests: Pick<Requests, 'get'>,
  ids: Readonly<Record<string, string>>,
): Promise<Answer | Problem> {
  const requestId = parseId<RequestId>(ids['requestId'] ?? '');
  const row = requestId && (await requests.get(requestId));
  if (row === undefined) return problem('not-found');
  const token = await followUpToken(platform.keyring, row.requestId, ids['nonce'] ?? '');
  return submittedAnswer(platform, row, token);
}
