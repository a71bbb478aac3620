import type { Idempotency, Answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { Subjects } from '../subject/store.ts';
import { newRequestId, newSubjectId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { milliseconds, parseRfc3339 } from '../value/time.ts';
import { isPaused } from '../request/clock.ts';
import { fingerprintOf, followUpToken, newNonce } from '../opening/follow-up-token.ts';
import type { AppealObstacle } from '../request/model/appeal.ts';
import { isAboutItsEnd, obstacleToAppeal } from '../request/model/appeal.ts';
import { isClosed } from '../request/model/request.ts';
import { newRow } from '../opening/opening.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { Requests } from '../request/store.ts';
import { alreadyOpen, submittedAnswer } from '../opening/submitted.ts';
import { openText, sealText } from '../request/text.ts';

export interface Appeal {
  readonly about: RequestRow;
  readonly reason: string;
  readonly locale?: string | undefined;
  readonly concernsBreach?: true | undefined;
  readonly channel: 'account' | 'public';
  readonly assurance: NonNullable<RequestRow['assurance']>;
  /** Of the sign-in, where it is one. */
  readonly asker?: string | undefined;
  /** The agent appeals, in the place of the person. */
  readonly byAgent?: boolean;
  readonly now: EpochMilliseconds;
  readonly idempotency: Idempotency | undefined;
}

interface Appealing {
  readonly platform: RequestPlatform;
  readonly requests: Requests;
  readonly subjects: Pick<Subjects, 'get'>;
}

/** Opens an appeal about a request, under the laws of that request. */
export async function openAppeal(
  { platform, requests, subjects }: Appealing,
  appeal: Appeal,
): Promise<Answer | Problem> {
  const { policy, keyring, subjectKeys } = platform;
  const { about, now, channel, assurance, asker, byAgent, idempotency } = appeal;
  const former = about.appeal && (await requests.get(about.appeal));
  if (former !== undefined && !isClosed(former.status)) return alreadyOpen(former.requestId);
  // Nothing is written under a key of a person who is being erased, or is.
  const subject = await subjects.get(about.subjectId);
  const person = subject?.status === 'active' ? subject : undefined;
  const requestId = newRequestId();
  const subjectId = person?.subjectId ?? newSubjectId();
  const nonce = newNonce();
  const token = await followUpToken(keyring, requestId, nonce);
  const { mail, agent } = await openText(subjectKeys, about);
  const text = {
    reason: appeal.reason,
    mail: mail && { ...mail, nonce },
    agent: byAgent === true ? agent : undefined,
  };
  const row: RequestRow = {
    ...newRow(policy, {
      ...{ kind: 'appeal', subject: person, receivedAt: now, channel, assurance, laws: about },
      agent: byAgent === true ? about.agent : undefined,
    }),
    ...{ requestId, subjectId, about: about.requestId, concernsBreach: appeal.concernsBreach },
    locale: appeal.locale ?? about.locale,
    followUp: await fingerprintOf(keyring, token),
    ...(person === undefined && (asker === undefined ? { unregistered: true } : { asker })),
    ciphertext: await sealText(subjectKeys, { requestId, subjectId }, 1, text),
  };
  const opened = await requests.openAbout(
    row,
    about.requestId,
    (other) => {
      const isCalledOff = other.appeal === former?.requestId && former?.status === 'cancelled';
      const obstacle = obstacleOf(other, !isCalledOff, now);
      return obstacle === undefined
        ? { kind: 'change', events: ['appealed'], set: { appeal: requestId } }
        : { kind: 'leave', because: obstacle };
    },
    idempotency && [idempotency.record(202, { requestId, nonce })],
  );
  switch (opened.kind) {
    case 'opened':
      return submittedAnswer(platform, opened.row, token);
    case 'already-open':
      return alreadyOpen(opened.requestId);
    case 'duplicate':
      return problem('request-in-progress');
    case 'unknown':
      return problem('not-found');
    case 'left':
      // Another call was faster: its appeal is the open one.
      return opened.about.appeal === about.appeal
        ? problem('conflict', { detail: appealObstacles[opened.because] })
        : openAppeal({ platform, requests, subjects }, { ...appeal, about: opened.about });
  }
}

function obstacleOf(
  row: RequestRow,
  counts: boolean,
  now: EpochMilliseconds,
): AppealObstacle | undefined {
  const { kind, status, appeal, timeline } = row;
  const dueAt = parseRfc3339(row.dueAt) ?? milliseconds(0);
  const appealed = counts && appeal !== undefined && isAboutItsEnd(timeline);
  return obstacleToAppeal({ kind, status, dueAt, paused: isPaused(row), appealed }, now);
}

export const appealObstacles: Readonly<Record<AppealObstacle, string>> = {
  'is-an-appeal':
    'There is no appeal about an appeal: you can go to the authority or the court that its answer names.',
  'not-decided': 'The request is not decided, and its time is not over: appeal once it is.',
  'nothing-refused': 'Nothing of this request was refused, so there is nothing to appeal about.',
  'appealed-before':
    'Your appeal about this request was answered: you can go to the authority or the court that the answer names.',
};
