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

/**
 * The finality of a certificate that was just issued. An export that was seen before has keys that this one
 * names as well: AWS forgets it after 90 days and its files stay.
 */
export const unobserved = (
  { finality: before }: Pick<RequestRow, 'finality'>,
  certificateId: string,
): NonNullable<RequestRow['finality']> => ({
  certificateId,
  ...(before?.barriers?.includes('export-exists') === true && {
    barriers: ['export-exists'],
    barriersSince: before.barriersSince,
  }),
});
