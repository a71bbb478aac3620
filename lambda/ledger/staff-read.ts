import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Policy } from '../policy/schema.ts';
import type { ActivityDependencies } from './activity.ts';
import { activityEntry } from './activity.ts';
import type { StaffShown } from './model/ledger.ts';
import { entry } from './store.ts';

interface StaffReadDependencies extends ActivityDependencies {
  readonly policy: Policy;
}

interface StaffRead {
  readonly operation: string;
  readonly subjectId: SubjectId;
  /** Whether the person is registered, and not being erased. */
  readonly isActive: boolean;
  readonly requestId?: string;
  readonly shown?: StaffShown;
}

/**
 * Records that staff read data about a person, before the data is returned. The person sees the
 * access too, with the role (CJEU C-579/21), unless they have been erased.
 *
 * @throws StoreUnavailableError: an access that was not recorded must not be answered
 */
export async function enterStaffRead(
  deps: StaffReadDependencies,
  looked: StaffRead,
): Promise<void> {
  const outcome = await transact(deps.database, await statementsOf(deps, looked));
  if (outcome.kind !== 'committed') {
    throw new StoreUnavailableError('the staff access could not be recorded in the ledger');
  }
}

async function statementsOf(
  deps: StaffReadDependencies,
  { operation, subjectId, isActive, requestId, shown }: StaffRead,
): Promise<Statement[]> {
  const read = { route: operation, shown };
  // After the fence, a commitment would create the `ledger` key again that the erasure destroys.
  if (!isActive) return [await entry(deps, 'staff.read', read)];
  const ledgerEntry = await entry(deps, 'staff.read', read, subjectId);
  const codes = {
    ...({ role: 'privacy-team', operation } as const),
    requestId,
    shown,
  };
  return [ledgerEntry, await activityEntry(deps, subjectId, 'staff-access', codes, ledgerEntry)];
}
