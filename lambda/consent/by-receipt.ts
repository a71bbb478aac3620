import { activityEntry } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { EventId, SubjectId } from '../platform/ids.ts';
import type { Subjects } from '../subject/store.ts';
import type { ConsentEvent } from './consent.ts';
import { eventKey } from './rows.ts';
import { consents } from './table.ts';
import type { ConsentsDependencies, FindEvent } from './write.ts';

/**
 * Evidence by the id of its receipt, the one name that leads to it after an erasure. Staff read it:
 * that they do is told in the ledger, and to the person as long as there is one to be told, or they
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
    const outcome = await transact(database, await readingOf(event.subjectId, subjects));
    if (outcome.kind === 'committed') return event;
    throw new StoreUnavailableError('what staff read could not be entered in the ledger');
  };

  async function readingOf(
    subjectId: SubjectId,
    subjects: Pick<Subjects, 'get'>,
  ): Promise<Statement[]> {
    const operation = 'readReceipt';
    // Behind the fence a commitment would make the `ledger` key anew that the erasure destroys.
    if ((await subjects.get(subjectId))?.status !== 'active') {
      return [await entry(deps, 'staff.read', { route: operation })];
    }
    const told = await entry(deps, 'staff.read', { route: operation }, subjectId);
    // CJEU C-579/21: the person learns of it, by role.
    const codes = { role: 'privacy-team', operation } as const;
    return [told, await activityEntry(deps, subjectId, 'staff-access', codes, told)];
  }
}
