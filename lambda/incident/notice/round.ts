import { setTimeout as delay } from 'node:timers/promises';
import { getRows } from '../../platform/dynamo/read.ts';
import type { Log } from '../../platform/log/log.ts';
import type { SubjectId } from '../../value/ids.ts';
import { pageOfPart, subjectsOf } from '../affected/people.ts';
import type { AffectedRow } from '../affected/rows.ts';
import { affectedRow } from '../affected/rows.ts';
import { affectedPeople } from '../affected/table.ts';
import { partCount } from '../model/affected.ts';
import type { RoundCounts } from '../model/notice.ts';
import { countOfState, noRound } from '../model/notice.ts';
import type { Subject } from '../../subject/model/subject.ts';
import type { Delivered, DeliveryDependencies, PeopleNotice } from './deliver.ts';
import { deliver, recordSent } from './deliver.ts';

export interface RoundDependencies extends DeliveryDependencies {
  readonly log: Log;
  /** How long after a claim the event of its message is waited for. */
  readonly settleSeconds: number;
}

/** How far a round over everybody is. Random ids and counts alone: it is checkpointed. */
export interface RoundPlace {
  readonly part: number;
  readonly after?: Readonly<Record<string, string>>;
  /** As the rows say: what is there after a round in which nothing happened is the result. */
  readonly counts: RoundCounts;
  readonly seen: number;
  /** People that this round wrote to, or found without an address. */
  readonly handled: number;
  /** The mail service asks for a pause. */
  readonly isThrottled: boolean;
}

export const startOfRound: RoundPlace = {
  ...{ part: 0, counts: noRound, seen: 0, handled: 0, isThrottled: false },
};
export const isOver = ({ part }: RoundPlace): boolean => part === partCount;

const rowsPerPage = 100;
const atOnce = 10;

/**
 * One page of people: writes to those who were not written to. The index names them; what counts is
 * their row, read consistently.
 *
 * @throws MailUnavailableError, MailRefusedError, StoreUnavailableError
 */
export async function roundPage(
  deps: RoundDependencies,
  notice: PeopleNotice,
  place: RoundPlace,
): Promise<RoundPlace> {
  const { database } = deps;
  const { incidentId } = notice;
  const page = await pageOfPart(database, incidentId, place.part, {
    limit: rowsPerPage,
    after: place.after,
  });
  const ids = page.rows.map(({ subjectId }) => subjectId);
  const keys = ids.map((subjectId) => ({ subjectId, incidentId }));
  const [rows, people] = await Promise.all([
    getRows(database, affectedPeople, keys, affectedRow),
    subjectsOf(database, ids),
  ]);
  const counts: Record<keyof RoundCounts, number> = { ...place.counts };
  counts.erased += ids.length - rows.length;
  let handled = 0;
  let isThrottled = false;
  for (const group of groupsOf(rows, Math.min(atOnce, deps.mail.perSecond))) {
    const began = performance.now();
    const outcomes = await all(group.map((row) => one(deps, notice, row, people)));
    handled += outcomes.filter(({ wasHandled }) => wasHandled).length;
    for (const { count } of outcomes) if (count !== undefined) counts[count] += 1;
    isThrottled = outcomes.some((outcome) => outcome.isThrottled);
    // The same page again after a pause: those who were written to are left alone.
    if (isThrottled) return { ...place, handled: place.handled + handled, isThrottled };
    const wrote = outcomes.filter(({ wasHandled }) => wasHandled).length;
    await delay(Math.max(0, (wrote * 1_000) / deps.mail.perSecond - (performance.now() - began)));
  }
  const next = {
    ...{ counts, isThrottled, seen: place.seen + ids.length, handled: place.handled + handled },
  };
  return page.lastKey === undefined
    ? { ...next, part: place.part + 1 }
    : { ...next, part: place.part, after: page.lastKey };
}

interface Outcome {
  readonly count?: keyof RoundCounts;
  readonly wasHandled?: boolean;
  readonly isThrottled?: boolean;
}

async function one(
  deps: RoundDependencies,
  notice: PeopleNotice,
  row: AffectedRow,
  people: ReadonlyMap<SubjectId, Subject>,
): Promise<Outcome> {
  const delivery = row.notices[notice.noticeId];
  const isOpen = delivery === undefined || delivery.state === 'claimed';
  if (!isOpen) return { count: countOfState[delivery.state] };
  const subject = people.get(row.subjectId);
  if (subject?.status !== 'active') return { count: 'erased' };
  if (delivery?.accepted === true) {
    await recordSent(deps, notice, row);
    return { count: 'written', wasHandled: true };
  }
  if (delivery !== undefined && !isSettled(deps, delivery.at)) return { count: 'uncertain' };
  // SES reports every message that it takes within moments: this one was not taken.
  if (delivery !== undefined) deps.log.warn('MAIL_SENT_AGAIN', { attempt: delivery.tries ?? 1 });
  return outcomeOf(await deliver(deps, notice, row, subject));
}

function outcomeOf(delivered: Delivered): Outcome {
  switch (delivered) {
    case 'sent':
      return { count: 'written', wasHandled: true };
    case 'no-address':
      return { count: 'noAddress', wasHandled: true };
    case 'rejected':
      return { count: 'rejected', wasHandled: true };
    case 'elsewhere':
      return { count: 'uncertain' };
    case 'throttled':
      return { isThrottled: true };
  }
}

const isSettled = ({ clock, settleSeconds }: RoundDependencies, at: string): boolean =>
  clock() - Date.parse(at) >= settleSeconds * 1_000;

/** Waits for all, then throws what one of them threw: no message is left on its way. */
async function all(work: readonly Promise<Outcome>[]): Promise<readonly Outcome[]> {
  const settled = await Promise.allSettled(work);
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason as Error;
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

function groupsOf(rows: readonly AffectedRow[], size: number): readonly (readonly AffectedRow[])[] {
  const width = Math.max(1, Math.floor(size));
  return Array.from({ length: Math.ceil(rows.length / width) }, (_, index) =>
    rows.slice(index * width, (index + 1) * width),
  );
}
