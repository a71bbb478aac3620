import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { entry } from '../../ledger/store.ts';
import { StatementError } from '../../platform/dynamo/statement.ts';
import { MailArgumentError } from '../../platform/mail/errors.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { toRfc3339 } from '../../value/time.ts';
import { system } from '../actor.ts';
import { affectedSummary } from '../affected/jobs.ts';
import { informedOf } from '../model/notice.ts';
import type { RoundCounts } from '../model/notice.ts';
import { timelineEvent } from '../timeline.ts';
import type { PeopleNotice } from './deliver.ts';
import type { RoundDependencies, RoundPlace } from './round.ts';
import { isOver, roundPage, startOfRound } from './round.ts';
import type { NoticeName, Notices } from './store.ts';
import { hashOf } from './store.ts';

export interface SendingDependencies extends RoundDependencies {
  readonly notices: Notices;
  /** How long one step works before its checkpoint. */
  readonly stepMilliseconds: number;
}

const workflow = 'incident-notices';
/** A day of pauses: a quota of the day is full until the next one. */
const throttledSeconds = 300;
/** Rounds of waiting for what became of messages before people have to look. */
const maximumRounds = 30;

export interface Sent {
  readonly kind: 'sent' | 'superseded';
}

/**
 * Writes to everybody affected by the incident, in rounds until one finds no one left: who was added
 * meanwhile, and whose row the index did not name yet, is written to in the next.
 *
 * @throws whatever a step could not get over, once the notice is marked as failed
 */
export async function sendNotice(
  deps: SendingDependencies,
  context: DurableContext,
  name: NoticeName & { readonly attempt: number },
): Promise<Sent> {
  const { notices, log } = deps;
  const step = stepsOf(context, { workflow, log, lasting: [MailArgumentError] });
  try {
    if (!(await step('begin', () => begin(deps, name)))) return { kind: 'superseded' };
    for (let round = 1; ; round += 1) {
      let place = startOfRound;
      for (let page = 1; !isOver(place); page += 1) {
        place = await step(`round-${round}-${page}`, () => sendOn(deps, name, place));
        if (place.isThrottled) {
          await context.wait(`pause-${round}-${page}`, { seconds: throttledSeconds });
        }
      }
      const { handled, counts } = place;
      if (handled === 0 && counts.uncertain === 0) {
        await step('conclude', () => conclude(deps, name, place));
        log.info('WORKFLOW_ENDED', { workflow, count: counts.written });
        return { kind: 'sent' };
      }
      if (round === maximumRounds) throw new NoticeStuckError(counts.uncertain);
      if (counts.uncertain > 0) {
        await context.wait(`settle-${round}`, { seconds: deps.settleSeconds });
      }
    }
  } catch (error) {
    log.error('FAILED', error, { workflow });
    await step('fail', () =>
      notices.change(name, ({ state }) =>
        state === 'sending'
          ? { kind: 'change', set: { state: 'failed' } }
          : { kind: 'leave', because: 'ended' },
      ),
    );
    // Executions that fail raise the alarm; one that returned would not.
    throw error;
  }
}

/** What became of some messages never became clear. */
class NoticeStuckError extends Error {
  override readonly name = 'NoticeStuckError';

  constructor(people: number) {
    super(`it is not known whether ${people} people were written to`);
  }
}

async function begin(
  { notices }: SendingDependencies,
  { attempt, ...name }: NoticeName & { readonly attempt: number },
): Promise<boolean> {
  const begun = await notices.change<'superseded' | 'sending'>(name, (notice) => {
    if (notice.attempt !== attempt) return { kind: 'leave', because: 'superseded' };
    if (notice.state === 'sending') return { kind: 'leave', because: 'sending' };
    return notice.state === 'approved'
      ? { kind: 'change', set: { state: 'sending' } }
      : { kind: 'leave', because: 'superseded' };
  });
  return begun.kind === 'changed' || (begun.kind === 'left' && begun.because === 'sending');
}

async function sendOn(
  deps: SendingDependencies,
  { attempt, ...name }: NoticeName & { readonly attempt: number },
  from: RoundPlace,
): Promise<RoundPlace> {
  const notice = await deps.notices.get(name);
  if (!isApproved(notice) || notice.attempt !== attempt) throw new NoticeNotApprovedError();
  const end = performance.now() + deps.stepMilliseconds;
  let place: RoundPlace = { ...from, isThrottled: false };
  do place = await roundPage(deps, notice, place);
  while (!isOver(place) && !place.isThrottled && performance.now() < end);
  await progress(deps, name, place.counts);
  deps.log.info('WORKFLOW_STEP', { workflow, count: place.seen });
  return place;
}

/** What was approved, and nothing else: compared once more before anything is sent. */
const isApproved = (notice: Awaited<ReturnType<Notices['get']>>): notice is PeopleNotice =>
  notice?.state === 'sending' &&
  notice.content.audience === 'people' &&
  hashOf(notice.content) === notice.contentSha256;

/** The notice is not what was approved, or another run sends it. */
class NoticeNotApprovedError extends StatementError {}

/** What a round has read so far, unless one before read more. */
const progress = ({ notices }: SendingDependencies, name: NoticeName, counts: RoundCounts) =>
  notices.change<'fewer'>(name, (notice) =>
    counts.written < notice.counts.written
      ? { kind: 'leave', because: 'fewer' }
      : { kind: 'change', set: { counts: { ...notice.counts, ...counts } } },
  );

async function conclude(
  deps: SendingDependencies,
  { incidentId, noticeId }: NoticeName,
  { counts: found, seen }: RoundPlace,
): Promise<void> {
  // Erased people have no row any more: those who were found and are not there.
  const { people = seen } = (await affectedSummary(deps.database, incidentId)) ?? {};
  const read = { ...found, erased: found.erased + Math.max(0, people - seen) };
  const { policy, clock } = deps;
  await deps.notices.change<'ended'>({ incidentId, noticeId }, async (notice) => {
    if (notice.state !== 'sending') return { kind: 'leave', because: 'ended' };
    const counts = { ...notice.counts, ...read };
    const sums = {
      sent: informedOf(counts),
      failed: counts.noAddress + counts.rejected + counts.bounced,
    };
    const codes = { noticeId, audience: 'people', ...sums } as const;
    return {
      kind: 'change',
      set: { state: 'sent', counts, endedAt: toRfc3339(clock()) },
      extra: [
        timelineEvent(deps, incidentId, 'notice-sent', codes, system),
        await entry({ policy, clock }, 'incident.people-informed', {
          ...{ incidentId, noticeId, ...sums },
        }),
      ],
    };
  });
}
