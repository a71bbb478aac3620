import type { Answer } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Platform } from '../platform/platform.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { isBeingApplied } from '../request/model/correction.ts';
import { answerMove } from '../request-view/move-answer.ts';
import { isClosed } from '../request/model/request.ts';
import { isInForce } from '../request/model/restriction.ts';
import { openRestrictions } from '../request/restriction-store.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests, RequestsDependencies } from '../request/store.ts';
import { startTasks } from '../system/start.ts';
import { viewOf } from '../request-view/view.ts';

type Left = 'foreign' | 'cancelled-before' | 'in-force' | 'same-as' | 'being-corrected';

/** Calls a request off, or ends its restriction. `mayCancel` says whose request it has to be. */
export async function cancel(
  deps: RequestsDependencies & Pick<Platform, 'workflow' | 'log'>,
  requests: Requests,
  requestId: RequestId,
  mayCancel: (row: RequestRow) => boolean,
): Promise<Answer | Problem> {
  const restrictions = openRestrictions(deps, requests);
  const shown = (row: RequestRow) => answer(200, viewOf(row, deps.policy));
  const changed = await requests.change<Left>(requestId, (row) => {
    if (!mayCancel(row)) return { kind: 'leave', because: 'foreign' };
    if (isInForce(row.restriction)) return { kind: 'leave', because: 'in-force' };
    if (row.status === 'cancelled') return { kind: 'leave', because: 'cancelled-before' };
    if (row.unchanged?.reason === 'restricted-before') return { kind: 'leave', because: 'same-as' };
    // It changes records in steps: called off between two, it would leave some of them wrong.
    if (!isClosed(row.status) && row.corrections?.some(isBeingApplied) === true) {
      return { kind: 'leave', because: 'being-corrected' };
    }
    return { kind: 'change', to: 'cancelled' };
  });
  if (changed.kind === 'changed') return shown(changed.row);
  if (changed.kind !== 'left') return answerMove(changed);
  switch (changed.because) {
    case 'foreign':
      return problem('not-found');
    case 'cancelled-before':
      return shown(changed.row);
    case 'being-corrected':
      return problem('conflict', {
        detail: 'An accepted correction is being carried out: call the rest off in a moment.',
      });
    case 'same-as': {
      // Of two requests for the same restriction either ends it: to the person they are one.
      const same = parseId<RequestId>(changed.row.unchanged?.requestId ?? '');
      if (same !== undefined) await lift(same);
      return shown(changed.row);
    }
    case 'in-force': {
      const lifted = await lift(requestId);
      return 'row' in lifted ? shown(lifted.row) : problem('not-found');
    }
  }

  /** Systems and recipients that were asked to restrict are asked to release. */
  async function lift(restricting: RequestId) {
    const lifted = await restrictions.lift(restricting, mayCancel);
    if (lifted.kind === 'changed') await startTasks(deps, lifted.row);
    return lifted;
  }
}
