import { activityEntry } from '../ledger/activity.ts';
import type { ActivityDependencies } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import type { EntryDependencies } from '../ledger/store.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { isClosed } from './model/request.ts';
import type { RequestStatus } from './model/request.ts';
import { committedTo } from './row-facts.ts';
import type { RequestRow } from './row.ts';

/** What is entered about a request, in the ledger and where the person sees it. */
export interface Entries {
  /** What was asked, and its status now. */
  received(row: RequestRow): Promise<readonly Statement[]>;
  /** Its status now; its end also where the person sees it. */
  moved(row: RequestRow, from: RequestStatus): Promise<readonly Statement[]>;
}

export function openEntries(deps: ActivityDependencies & EntryDependencies): Entries {
  const moved: Entries['moved'] = async (row, from) => {
    const { requestId, kind, status } = row;
    // Making a commitment would make a new key for someone whose keys were just destroyed.
    const subjectId = committedTo(row);
    const codes = { kind, from, to: status };
    const ledgerEntry = await entry(deps, 'request.changed', codes, subjectId);
    if (!isClosed(status) || subjectId === undefined) return [ledgerEntry];
    const closed = { kind, requestId, status };
    return [
      ledgerEntry,
      await activityEntry(deps, subjectId, 'request-closed', closed, ledgerEntry),
    ];
  };

  return {
    moved,

    async received(row) {
      const { requestId, kind, jurisdiction } = row;
      const channel = row.channel === 'account' ? undefined : row.channel;
      const subjectId = committedTo(row);
      const codes = { kind, jurisdiction, channel };
      const ledgerEntry = await entry(deps, 'request.received', codes, subjectId);
      const made = { kind, requestId, channel };
      return [
        ledgerEntry,
        ...(subjectId === undefined
          ? []
          : [await activityEntry(deps, subjectId, 'request-made', made, ledgerEntry)]),
        ...(await moved(row, 'received')),
      ];
    },
  };
}
