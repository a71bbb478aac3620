import { activityEntry } from '../ledger/activity.ts';
import type { ActivityDependencies } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { Policy } from '../policy/schema.ts';
import type { Subjects } from '../subject/store.ts';
import type { RequestRow } from './row.ts';

interface StaffActivityDependencies extends ActivityDependencies {
  readonly policy: Policy;
}

/**
 * What staff did with a request, in the ledger, whether its status changes or not. The person sees
 * who moved their request, by role; behind the fence no one would see it.
 */
export const openStaffActivity =
  (deps: StaffActivityDependencies, subjects: Pick<Subjects, 'get'>) =>
  async (
    operation: string,
    { requestId, subjectId }: Pick<RequestRow, 'requestId' | 'subjectId'>,
  ): Promise<readonly Statement[]> => {
    const acted = { route: operation };
    if ((await subjects.get(subjectId))?.status !== 'active') {
      return [await entry(deps, 'staff.acted', acted)];
    }
    const ledgerEntry = await entry(deps, 'staff.acted', acted, subjectId);
    const codes = { role: 'privacy-team', operation, requestId } as const;
    return [ledgerEntry, await activityEntry(deps, subjectId, 'staff-access', codes, ledgerEntry)];
  };
