import { isDeepStrictEqual } from 'node:util';
import type { FinalityBarrier } from '../request/model/finality.ts';
import type { RequestRow } from '../request/row.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Standing } from './barriers.ts';
import type { Pending } from './pending.ts';
import { isOver } from './settling.ts';
import type { FinalityDependencies, Settled } from './settling.ts';

/** AWS forgets an export after 90 days and its files stay: one that was seen is not forgotten here. */
export const withExports = (
  { finality, erasure }: RequestRow,
  barriers: readonly Standing[],
): readonly Standing[] =>
  finality?.certificateId === erasure?.certificateId &&
  finality?.barriers?.includes('export-exists') === true &&
  !names(barriers).includes('export-exists')
    ? [...barriers, { barrier: 'export-exists' }]
    : barriers;

/** Says what keeps it off, where staff see it; unchanged, nothing is written. */
export async function putOff(
  { requests, clock, log }: FinalityDependencies,
  { requestId, certificateId }: Pending,
  standing: readonly Standing[],
): Promise<Settled> {
  const barriers = names(standing);
  const ends = standing.flatMap(({ barrier, endsAt }) =>
    endsAt === undefined ? [] : [{ barrier, at: toRfc3339(endsAt) }],
  );
  if (barriers.includes('key-present') || barriers.includes('tombstone-missing')) {
    log.warn('KEY_CAME_BACK', { outcome: barriers.join(' ') });
  }
  await requests.change<'said-before' | 'over'>(requestId, (row) => {
    if (isOver(row, { certificateId })) return { kind: 'leave', because: 'over' };
    const { finality } = row;
    const known = finality?.certificateId === certificateId ? finality : undefined;
    const isKnown = isDeepStrictEqual(known?.barriers, barriers);
    if (isKnown && isDeepStrictEqual(known?.ends, ends)) {
      return { kind: 'leave', because: 'said-before' };
    }
    const barriersSince = (isKnown ? known?.barriersSince : undefined) ?? toRfc3339(clock());
    return { kind: 'change', set: { finality: { certificateId, barriers, barriersSince, ends } } };
  });
  return 'waiting';
}

const names = (standing: readonly Standing[]): FinalityBarrier[] =>
  standing.map(({ barrier }) => barrier);
