import { queued } from '../mail/queue.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { MailTemplate } from '../policy/mail-texts.ts';
import type { Policy } from '../policy/schema.ts';
import type { Clock } from '../value/time.ts';
import { hasWorkflow } from './model/kinds.ts';
import type { TimelineEvent } from './model/request.ts';
import { entriesOf } from './model/task.ts';
import type { TaskState } from './model/task.ts';
import type { RequestRow } from './row.ts';

/** Events about which a person is written to, whatever the status is. */
const atEvent: Readonly<Partial<Record<TimelineEvent, MailTemplate>>> = {
  paused: 'need-more',
  resumed: 'resumed',
  extended: 'extension',
  'lifting-announced': 'restriction-lifting',
  'lifting-called-off': 'restriction-continues',
  'erasure-final': 'finality',
};

/**
 * Which mail a change is written about: of one change one at most. GDPR Art. 12(3) and (4), 18(3).
 *
 * @param before undefined for a request that is new
 */
export function mailAbout(
  before: RequestRow | undefined,
  after: RequestRow,
): MailTemplate | undefined {
  if (!mayBeWrittenTo(after)) return undefined;
  // What was done without a proof of the address is reported once there is one.
  const isNew = before === undefined || !mayBeWrittenTo(before);
  // Systems do what was decided here: one mail has what came of both.
  const isUnderWay = isAtSystems(after);
  const wasUnderWay = before !== undefined && isAtSystems(before);
  if (isNew || after.status !== before.status || (wasUnderWay && !isUnderWay)) {
    const template = isUnderWay ? undefined : atStatus(after, isNew ? undefined : before);
    if (template !== undefined) return template;
    if (isNew && isUnderWay) return 'receipt';
  }
  return after.timeline
    .slice(before?.timeline.length ?? 0)
    .map(({ event }) => atEvent[event])
    .find((template) => template !== undefined);
}

const goesOn: readonly TaskState[] = ['due', 'running', 'waiting-for-answer'];

/**
 * A correction or a restriction is carried out here at once. Its systems are waited for with the mail until
 * the first of them needs staff, which it does at the latest when its time is over.
 */
const isAtSystems = ({ kind, status, tasks, timeline }: RequestRow): boolean =>
  status === 'partially-completed' &&
  !hasWorkflow(kind) &&
  timeline.every(({ event }) => event !== 'system-waits-for-staff') &&
  entriesOf(tasks).some(
    ([, { target, action, state }]) =>
      target === 'system' && action !== 'release' && goesOn.includes(state),
  );

/** No mail goes to an address that another person may have given. */
const mayBeWrittenTo = ({ channel, assurance }: RequestRow): boolean =>
  channel !== 'public' || assurance !== 'none';

/** @param before undefined where the person has not been written to */
function atStatus(row: RequestRow, before: RequestRow | undefined): MailTemplate | undefined {
  switch (row.status) {
    case 'completed':
    case 'partially-completed':
      if (row.answer !== undefined) return 'answer';
      return row.export?.sha256 === undefined ? 'outcome' : 'download-ready';
    case 'denied':
      return row.answer === undefined ? 'refusal' : 'answer';
    // A new one: that it came, and what is missing, are in one mail.
    case 'identity-required':
      return 'need-more';
    case 'received':
    case 'approval-required':
    case 'in-progress':
      if (before === undefined) return 'receipt';
      // They were asked for a proof, which has come.
      return before.status === 'identity-required' ? 'resumed' : undefined;
    // Who called it off knows; who asked for an erasure may not know what else it ends.
    case 'cancelled':
      return row.timeline.some(({ event }) => event === 'overtaken-by-erasure')
        ? 'outcome'
        : undefined;
    // It is looked into.
    case 'failed':
      return undefined;
  }
}

/** The statement that queues it, for the transaction of the change. */
export function mailStatements(
  deps: { readonly policy: Policy; readonly clock: Clock },
  before: RequestRow | undefined,
  after: RequestRow,
): readonly Statement[] {
  const template = mailAbout(before, after);
  return template === undefined ? [] : [queued(deps, { requestId: after.requestId, template })];
}
