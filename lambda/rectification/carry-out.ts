import type { Platform } from '../platform/platform.ts';
import { readPerson } from '../retention/person-store.ts';
import type { Correction } from '../request/model/correction.ts';
import { endedWith } from '../system/corrected.ts';
import { startTasks } from '../system/start.ts';
import { isBeingApplied, nothingDone, withCorrection } from '../request/model/correction.ts';
import { planStep } from './step.ts';
import type { RequestId } from '../value/ids.ts';
import { milliseconds, parseRfc3339, toRfc3339 } from '../value/time.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestDecision, Requests } from '../request/store.ts';
import { openText } from '../request/text.ts';

export type CarryingOut = Pick<
  Platform,
  'database' | 'subjectKeys' | 'policy' | 'clock' | 'workflow' | 'log'
>;

/** Why there is no next step. */
type Left = 'nothing-to-do' | 'being-erased';

/**
 * Carries out what was accepted, step by step, each with its progress in one transaction: after an
 * interruption, and however many calls are at it, no record is changed twice or left out. With the last
 * one the tasks of systems and recipients start.
 *
 * @param goesOn asked before each step
 * @returns whether nothing is left to do
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError where a row was altered or moved
 */
export async function carryOutCorrections(
  deps: CarryingOut,
  requests: Requests,
  requestId: RequestId,
  goesOn: (steps: number) => boolean,
): Promise<boolean> {
  for (let steps = 0; goesOn(steps); steps += 1) {
    const changed = await requests.change<Left>(requestId, (row) => nextStep(deps, row));
    if (changed.kind === 'changed' && isWaiting(changed.row)) continue;
    if ('row' in changed) await startTasks(deps, changed.row);
    return true;
  }
  return false;
}

const isWaiting = ({ status, corrections = [] }: RequestRow): boolean =>
  status === 'in-progress' && corrections.some(isBeingApplied);

async function nextStep(deps: CarryingOut, row: RequestRow): Promise<RequestDecision<Left>> {
  const { subjectId, corrections = [] } = row;
  const index = corrections.findIndex(isBeingApplied);
  const correction = corrections[index];
  if (correction === undefined || !isWaiting(row))
    return { kind: 'leave', because: 'nothing-to-do' };
  const asked = (await openText(deps.subjectKeys, row)).corrections?.[index];
  const facts = await readPerson(deps, subjectId);
  // Of no one who is registered nothing is stored; what the key is destroyed of, no one can read.
  if (facts === undefined || asked === undefined) {
    return progress(deps, row, index + 1, { work: correction.work ?? nothingDone }, true);
  }
  // The erasure closes the request.
  if (facts.status !== 'active') return { kind: 'leave', because: 'being-erased' };
  const decidedAt = parseRfc3339(correction.decidedAt ?? '') ?? milliseconds(0);
  const accepted = { subjectId, asked, decidedAt, work: correction.work };
  const { statements, work, finished } = await planStep(deps, facts, accepted);
  return {
    ...(await progress(deps, row, index + 1, { work }, finished)),
    extra: statements,
    personVersion: facts.version,
  };
}

async function progress(
  deps: CarryingOut,
  row: RequestRow,
  number: number,
  done: Pick<Correction, 'work'>,
  finished: boolean,
) {
  const now = deps.clock();
  const { corrections = [] } = row;
  const next = withCorrection(
    corrections,
    number,
    finished ? { ...done, doneAt: toRfc3339(now) } : done,
  );
  const { to, set } = await endedWith(deps, row, next, now);
  return {
    kind: 'change',
    ...(finished && { events: ['correction-applied'] as const }),
    ...(to !== undefined && { to }),
    set: { ...set, corrections: next, progressAt: toRfc3339(now) },
  } as const;
}
