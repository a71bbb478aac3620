import { activityEntry } from '../ledger/activity.ts';
import type { ActivityDependencies } from '../ledger/activity.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { Subjects } from '../subject/store.ts';
import type { RequestRow } from './row.ts';

/** The person sees who moved their request, by role; behind the fence no one would see it. */
export const openStaffActivity =
  (deps: ActivityDependencies, subjects: Pick<Subjects, 'get'>) =>
  async (
    operation: string,
    { requestId, subjectId }: Pick<RequestRow, 'requestId' | 'subjectId'>,
  ): Promise<readonly Statement[]> => {
    if ((await subjects.get(subjectId))?.status !== 'active') return [];
    const codes = { role: 'privacy-team', operation, requestId } as const;
    return [await activityEntry(deps, subjectId, 'staff-access', codes)];
  };
