import type { Consents } from '../consent/consents.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Log } from '../platform/log/log.ts';
import type { MediaObjects } from '../platform/media/media-objects.ts';
import type { Objects } from '../platform/objects/objects.ts';
import type { Workflow } from '../platform/workflow/workflow.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Clock } from '../value/time.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { Policy } from '../policy/schema.ts';
import type { Records } from '../record/store.ts';
import type { Subjects } from '../subject/store.ts';
import type { RequestChange } from './change.ts';
import type { RequestKind } from './model/kinds.ts';
import type { RequestRow } from './row.ts';
import { isLate, isReopened, isRunning, isSettling } from './row-facts.ts';
import type { Requests } from './store.ts';
import type { TaskError } from './model/request.ts';

export interface FulfilmentDependencies {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly subjectKeys: SubjectKeys;
  readonly objects: Objects;
  readonly media: MediaObjects;
  /** Starts runs of tasks at systems. */
  readonly workflow: Workflow;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  readonly requests: Requests;
  readonly subjects: Subjects;
  readonly records: Records;
  readonly consents: Consents;
  /** After this long no cached copy of a destroyed key is in use any more. */
  readonly lastUseSeconds: number;
}

/** One attempt at a request. Only the newest attempt of a request in progress may change it. */
export interface Attempt {
  readonly requestId: RequestId;
  readonly attempt: number;
}

export type Begun =
  | {
      readonly kind: 'begun';
      readonly request: RequestKind;
      readonly subjectId: SubjectId;
      /** The address that was confirmed names no one. */
      readonly isNothingHeld: boolean;
      /** It was closed before, and a system has answered since. */
      readonly isLate: boolean;
    }
  | { readonly kind: 'superseded' };

/** The first step: takes the request over, unless it was called off or another attempt has it. */
export async function begin(deps: FulfilmentDependencies, run: Attempt): Promise<Begun> {
  const advanced = await tryAdvance(deps, run, () => ({ set: { begun: run.attempt } }));
  if (advanced.kind === 'superseded') return advanced;
  const { kind: request, subjectId, nothingHeld } = advanced.row;
  const isFollowUp = isLate(advanced.row) && !isSettling(advanced.row) && !isReopened(advanced.row);
  const isNothingHeld = nothingHeld === true;
  return { kind: 'begun', request, subjectId, isNothingHeld, isLate: isFollowUp };
}

/** The last step of an attempt that cannot go on; staff can let another one try. */
export async function fail(
  deps: FulfilmentDependencies,
  run: Attempt,
  error: TaskError,
): Promise<{ readonly status: 'failed' | 'superseded' }> {
  const advanced = await tryAdvance(deps, run, () => ({ to: 'failed', set: { error } }));
  return { status: advanced.kind === 'superseded' ? 'superseded' : 'failed' };
}

type Advancing = Pick<FulfilmentDependencies, 'requests' | 'clock'>;
type Advanced =
  | { readonly kind: 'advanced'; readonly row: RequestRow }
  | { readonly kind: 'superseded' };

/** The same within a step, which ends where the attempt is superseded. @throws AttemptSupersededError */
export async function advance(
  deps: Advancing,
  run: Attempt,
  decide: Parameters<typeof tryAdvance>[2],
): Promise<RequestRow> {
  const advanced = await tryAdvance(deps, run, decide);
  if (advanced.kind === 'superseded') throw new AttemptSupersededError();
  return advanced.row;
}

/** The request as it is, for the attempt that is in charge. @throws AttemptSupersededError */
export const current = (deps: Advancing, run: Attempt): Promise<RequestRow> =>
  advance(deps, run, () => undefined);

/**
 * Changes the request of an attempt, which thereby shows that it lives. `superseded` when the attempt
 * is no longer in charge.
 *
 * @param decide returns undefined when the change was made before: by this step, before a crash
 */
async function tryAdvance(
  { requests, clock }: Advancing,
  { requestId, attempt }: Attempt,
  decide: (row: RequestRow) => Promise<Step | undefined> | Step | undefined,
): Promise<Advanced> {
  const changed = await requests.change<'superseded' | 'done-before'>(requestId, async (row) => {
    if (!isRunning(row) || row.attempt !== attempt) {
      return { kind: 'leave', because: 'superseded' };
    }
    const step = await decide(row);
    if (step === undefined) return { kind: 'leave', because: 'done-before' };
    return { kind: 'change', ...step, set: { progressAt: toRfc3339(clock()), ...step.set } };
  });
  const isAdvanced =
    changed.kind === 'changed' || (changed.kind === 'left' && changed.because === 'done-before');
  return isAdvanced ? { kind: 'advanced', row: changed.row } : { kind: 'superseded' };
}

export type Step = RequestChange & { readonly extra?: readonly Statement[] };

/** The request was called off, closed or taken over by another attempt. */
export class AttemptSupersededError extends Error {
  override readonly name = 'AttemptSupersededError';

  constructor() {
    super('another attempt is in charge of the request, or none is');
  }
}
