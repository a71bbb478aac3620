import { entry } from '../ledger/store.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { erasedAgain } from '../request/erased-again.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestDecision } from '../request/store.ts';
import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { settled } from './pending.ts';
import type { Pending } from './pending.ts';
import { isOver } from './settling.ts';
import type { FinalityDependencies, Settled } from './settling.ts';

/**
 * A verification pass found rows or files of an erased person: lets the next attempt erase and certify again.
 * The sweep of requests starts it. The request stays closed, with its certificate, until the one that follows
 * is issued; its timeline says what was found.
 */
export async function reopen(
  { requests, policy, clock, log }: FinalityDependencies,
  pending: Pending,
  { rows }: NonNullable<Pending['residue']>,
): Promise<Settled> {
  const tables = Object.keys(rows).toSorted();
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  if (tables.includes(subjectKeys.name)) log.warn('KEY_CAME_BACK', { outcome: 'residue-found' });
  await requests.change<'over'>(
    pending.requestId,
    async (row): Promise<RequestDecision<'over'>> => {
      if (isOver(row, pending)) return { kind: 'leave', because: 'over' };
      const found = await entry({ policy, clock }, 'erasure.residue-found', {
        tables,
        rows: total,
      });
      return { ...again(row, clock()), extra: [found, settled(pending)] };
    },
  );
  return 'reopened';
}

function again(row: RequestRow, now: EpochMilliseconds) {
  const at = toRfc3339(now);
  return {
    kind: 'change',
    events: ['residue-found'],
    set: {
      erasure: erasedAgain(row, { residueFoundAt: at }),
      attempt: row.attempt + 1,
      progressAt: at,
    },
  } as const;
}
