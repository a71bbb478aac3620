import { pendingFinality } from '../finality/table.ts';
import { insert } from '../platform/dynamo/statement.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { RequestRow } from '../request/row.ts';
import { sha256Hex } from '../value/canonical.ts';

/** That an erasure is certified and waits to be final. */
export const awaitFinality = (
  { requestId, subjectId }: Pick<RequestRow, 'requestId' | 'subjectId'>,
  certificateId: string,
  concludedAt: string,
): Statement =>
  insert(pendingFinality, {
    ...{ certificateId, requestId, concludedAt, version: 1 },
    subjectSha256: sha256Hex(subjectId),
  });
