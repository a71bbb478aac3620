import { activityEntry } from '../../ledger/activity.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import { update } from '../../platform/dynamo/statement.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { SubjectKeys } from '../../platform/keyring/subject-keys.ts';
import { MailArgumentError, MailRefusedError } from '../../platform/mail/errors.ts';
import type { Mail } from '../../platform/mail/mail.ts';
import type { Policy } from '../../policy/schema.ts';
import { senderOf } from '../../policy/sender-name.ts';
import { addressOf } from '../../subject/known-identifiers.ts';
import type { Subject } from '../../subject/model/subject.ts';
import type { Clock } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import { personOf } from '../affected/people.ts';
import type { AffectedRow, Delivery } from '../affected/rows.ts';
import { affectedPeople } from '../affected/table.ts';
import type { Notice, NoticeContent } from '../model/notice.ts';
import { bodyOf, messageIdOf, textFor } from '../model/notice.ts';

export interface DeliveryDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly mail: Mail;
  readonly policy: Policy;
  readonly clock: Clock;
}

export interface PeopleNotice extends Notice {
  readonly content: Extract<NoticeContent, { audience: 'people' }>;
}

/** `elsewhere`: another run has the person. */
export type Delivered = 'sent' | 'no-address' | 'rejected' | 'throttled' | 'elsewhere';

/**
 * Writes to one person: claims them, sends, records. Two runs cannot claim the same person. Where a run
 * ends between the message and its record, the person stays claimed, and is not written to before it is
 * clear that the message did not go out.
 *
 * @throws MailUnavailableError when that is not known: the person stays claimed
 * @throws MailRefusedError when no one can be written to, MailArgumentError for a message that no one can
 * be sent: the claim is given back
 */
export async function deliver(
  deps: DeliveryDependencies,
  notice: PeopleNotice,
  row: AffectedRow,
  subject: Subject,
): Promise<Delivered> {
  const { policy, clock, mail } = deps;
  const { noticeId } = notice;
  const to = await addressOf(deps, subject.subjectId);
  const chosen = textFor(notice.content, subject.settings.locale);
  if (chosen === undefined) throw new TypeError('a notice has the text of its fallback');
  if (to === undefined) return settle(deps, row, noticeId, 'no-address');
  const before = row.notices[noticeId];
  const claim: Delivery = {
    ...{ state: 'claimed', at: toRfc3339(clock()), tries: (before?.tries ?? 0) + 1 },
  };
  const claimed = await write(deps, row, noticeId, claim);
  if (claimed === undefined) return 'elsewhere';
  try {
    const sent = await mail.send({
      id: messageIdOf(notice, subject.subjectId),
      to,
      fromName: senderOf(policy.controller),
      replyTo: policy.controller.privacyOfficer,
      subject: chosen.text.subject,
      text: bodyOf(chosen.text, policy.controller),
      locale: chosen.locale,
    });
    switch (sent.kind) {
      case 'sent':
        await recordSent(deps, notice, claimed);
        return 'sent';
      case 'rejected-address':
        return await settle(deps, claimed, noticeId, 'rejected');
      case 'throttled':
        await write(deps, claimed, noticeId, before);
        return 'throttled';
    }
  } catch (error) {
    if (wasNotTaken(error)) await write(deps, claimed, noticeId, before);
    throw error;
  }
}

const wasNotTaken = (error: unknown): boolean =>
  error instanceof MailRefusedError || error instanceof MailArgumentError;

/** The person sees in their activity that they were written to, and when. */
export const recordSent = (
  deps: DeliveryDependencies,
  { incidentId, noticeId }: Pick<Notice, 'incidentId' | 'noticeId'>,
  claimed: AffectedRow,
): Promise<void> =>
  retryOnConflict(
    { attempts: 8, exhausted: 'that a person was informed could not be recorded' },
    async () => {
      const row = (await personOf(deps.database, incidentId, claimed.subjectId)) ?? claimed;
      // The event of the message was faster: it came back.
      if (row.notices[noticeId]?.state !== 'claimed') return;
      const at = toRfc3339(deps.clock());
      const { tries } = row.notices[noticeId];
      const entry = await activityEntry(deps, row.subjectId, 'incident-notice', {
        ...{ incidentId, noticeId },
      });
      const sent: Delivery = { state: 'sent', at, tries };
      const statements = [changed(row, noticeId, sent, { informedAt: at }), entry];
      const { kind } = await transact(deps.database, statements);
      if (kind === 'committed') return undefined;
      // An erasure took the row meanwhile: nothing is left to record.
      const left = await personOf(deps.database, incidentId, row.subjectId);
      return left === undefined ? undefined : conflict;
    },
  );

async function settle(
  deps: DeliveryDependencies,
  row: AffectedRow,
  noticeId: string,
  state: 'no-address' | 'rejected',
): Promise<Delivered> {
  const written = await write(deps, row, noticeId, { state, at: toRfc3339(deps.clock()) });
  return written === undefined ? 'elsewhere' : state;
}

/** Undefined where the row changed since it was read. */
async function write(
  { database }: Pick<DeliveryDependencies, 'database'>,
  row: AffectedRow,
  noticeId: string,
  delivery: Delivery | undefined,
): Promise<AffectedRow | undefined> {
  const { kind } = await transact(database, [changed(row, noticeId, delivery)]);
  if (kind !== 'committed') return undefined;
  const { [noticeId]: _, ...others } = row.notices;
  const notices = delivery === undefined ? others : { ...others, [noticeId]: delivery };
  return { ...row, version: row.version + 1, notices };
}

/** The statement that records what became of a notice to one person. */
export function changed(
  { subjectId, incidentId, version, notices }: AffectedRow,
  noticeId: string,
  delivery: Delivery | undefined,
  more: { readonly informedAt?: string } = {},
): Statement {
  const { [noticeId]: _, ...others } = notices;
  const next = delivery === undefined ? others : { ...others, [noticeId]: delivery };
  return update(affectedPeople, { subjectId, incidentId }, version, {
    ...more,
    notices: Object.fromEntries(Object.entries(next).map(([id, each]) => [id, { ...each }])),
  });
}
