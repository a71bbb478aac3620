import { enterStaffRead } from '../ledger/staff-read.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import type { EventId } from '../value/ids.ts';
import type { Subjects } from '../subject/store.ts';
import type { ConsentEvent } from './model/consent.ts';
import { eventKey } from './rows.ts';
import { consents } from './table.ts';
import type { ConsentsDependencies, FindEvent } from './write.ts';

/**
 * Evidence by the id of its receipt, the one name that leads to it after an erasure. Staff read it:
 * that they do is entered in the ledger, and to the person as long as there is one to be informed, or they
 * do not.
 */
export type ReadByReceipt = (
  eventId: EventId,
  subjects: Pick<Subjects, 'get'>,
) => Promise<ConsentEvent | undefined>;

export function openByReceipt(deps: ConsentsDependencies, find: FindEvent): ReadByReceipt {
  const { database } = deps;

  return async (eventId, subjects) => {
    const options = { index: 'by-event', partition: { eventId }, limit: 1 };
    const { rows } = await queryPage(database, consents, options, eventKey);
    const event = rows[0] && (await find(rows[0].subjectId, rows[0].purposeVersion));
    if (event === undefined) return undefined;
    const { subjectId } = event;
    const isActive = (await subjects.get(subjectId))?.status === 'active';
    await enterStaffRead(deps, { operation: 'readReceipt', subjectId, isActive });
    return event;
  };
}
