import type { Idempotency, Answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { Subjects } from '../subject/store.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import { newRequestId, newSubjectId } from '../value/ids.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { milliseconds, parseRfc3339 } from '../value/time.ts';
import { isPaused } from '../request/clock.ts';
import { fingerprintOf, followUpToken, newNonce } from '../opening/follow-up-token.ts';
import type { AgentOfRequest, Channel } from '../request/model/assurance.ts';
import type { AppealObstacle } from '../request/model/appeal.ts';
import { isAboutItsEnd, isCounted, obstacleToAppeal } from '../request/model/appeal.ts';
import { isClosed } from '../request/model/request.ts';
import { newRow } from '../opening/opening.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { Requests } from '../request/store.ts';
import { alreadyOpen, submittedAnswer } from '../opening/submitted.ts';
import { openText, sealText } from '../request/text.ts';
import type { RequestText } from '../request/text.ts';

export interface Appeal {
  readonly about: RequestRow;
  readonly reason: string;
  readonly locale?: string | undefined;
  readonly concernsBreach?: true | undefined;
  readonly channel: Channel;
  readonly assurance: NonNullable<RequestRow['assurance']>;
  /** Of the sign-in, where it is one. */
  readonly asker?: string | undefined;
  /** The agent appeals, in the place of the person. */
  readonly byAgent?: boolean;
  /** By staff, where it came another way. */
  readonly entered?: Entered;
  readonly now: EpochMilliseconds;
  readonly idempotency: Idempotency | undefined;
}

type AgentNamed = NonNullable<RequestText['agent']>;

interface Entered {
  /** See `staffMark`. */
  readonly by: string;
  readonly receivedAt: EpochMilliseconds;
  /** Where the answers go; absent as those of the request. */
  readonly address: string | undefined;
  readonly agent: (Pick<AgentOfRequest, 'mandate'> & AgentNamed) | undefined;
  /** Where the person sees that staff had their data. */
  readonly shown: (person: SubjectId, requestId: RequestId) => Promise<Statement>;
}

export type OpenedAppeal =
  | { readonly kind: 'opened'; readonly row: RequestRow; readonly token: string }
  | { readonly kind: 'refused'; readonly problem: Problem };

interface Appealing {
  readonly platform: RequestPlatform;
  readonly requests: Requests;
  readonly subjects: Pick<Subjects, 'get'>;
}

/** Opens an appeal about a request, under the laws of that request. */
export async function openAppeal(
  { platform, requests, subjects }: Appealing,
  appeal: Appeal,
): Promise<OpenedAppeal> {
  const { policy, keyring, subjectKeys } = platform;
  const { about, now, channel, assurance, asker, entered, idempotency } = appeal;
  const former = about.appeal && (await requests.get(about.appeal));
  if (former !== undefined && !isClosed(former.status)) {
    return refused(alreadyOpen(former.requestId));
  }
  // Nothing is written under a key of a person who is being erased, or is.
  const subject = await subjects.get(about.subjectId);
  const person = subject?.status === 'active' ? subject : undefined;
  const requestId = newRequestId();
  const subjectId = person?.subjectId ?? newSubjectId();
  const nonce = newNonce();
  const token = await followUpToken(keyring, requestId, nonce);
  // The mandate can be corrected later: an agent has a token of their own, and the mail the person's.
  const mailed = appeal.byAgent === true ? newNonce() : nonce;
  const text = textOf(appeal, await openText(subjectKeys, about), mailed);
  const fingerprint = await fingerprintOf(keyring, token);
  const ofMail =
    mailed === nonce
      ? fingerprint
      : await fingerprintOf(keyring, await followUpToken(keyring, requestId, mailed));
  const receivedAt = entered?.receivedAt ?? now;
  const row: RequestRow = {
    ...newRow(policy, {
      ...{ kind: 'appeal', subject: person, receivedAt, now, channel, assurance, laws: about },
      agent: agentOf(appeal, fingerprint),
    }),
    ...{ requestId, subjectId, about: about.requestId, concernsBreach: appeal.concernsBreach },
    locale: appeal.locale ?? about.locale,
    enteredBy: entered?.by,
    // A caller has the token; of a letter, or where an agent called, only the mail has it.
    followUp: (entered ?? appeal.byAgent) && text.mail === undefined ? undefined : ofMail,
    ...(person === undefined && {
      ...(asker === undefined ? { unregistered: true } : { asker }),
      lockedUnder: about.lockedUnder,
    }),
    ciphertext: await sealText(subjectKeys, { requestId, subjectId }, 1, text),
  };
  const opened = await requests.openAbout(
    row,
    about.requestId,
    (other) => {
      const isFormer = former !== undefined && other.appeal === former.requestId;
      const counts = !isFormer || isCounted(former);
      const obstacle = obstacleOf(other, counts, now);
      if (obstacle !== undefined) return { kind: 'leave', because: obstacle };
      // One event about each outcome: an appeal can be called off and made again without end.
      const events = isAboutItsEnd(other.timeline) ? [] : (['appealed'] as const);
      return { kind: 'change', events, set: { appeal: requestId } };
    },
    [
      ...(idempotency === undefined ? [] : [idempotency.record(202, { requestId, nonce })]),
      ...(entered === undefined || person === undefined
        ? []
        : [await entered.shown(person.subjectId, requestId)]),
    ],
  );
  switch (opened.kind) {
    case 'opened':
      return { kind: 'opened', row: opened.row, token };
    case 'already-open':
      return refused(alreadyOpen(opened.requestId));
    case 'duplicate':
      return refused(problem('request-in-progress'));
    case 'unknown':
      return refused(problem('not-found'));
    case 'left':
      // Another call was faster: its appeal is the open one.
      return opened.about.appeal === about.appeal
        ? refused(problem('conflict', { detail: appealObstacles[opened.because] }))
        : openAppeal({ platform, requests, subjects }, { ...appeal, about: opened.about });
  }
}

/** What the person gets who has appealed. */
export const answerAppeal = (
  platform: Pick<RequestPlatform, 'policy'>,
  appeal: OpenedAppeal,
): Answer | Problem =>
  appeal.kind === 'opened' ? submittedAnswer(platform, appeal.row, appeal.token) : appeal.problem;

const refused = (reason: Problem): OpenedAppeal => ({ kind: 'refused', problem: reason });

const agentOf = ({ about, byAgent, entered }: Appeal, followUp: string): RequestRow['agent'] =>
  byAgent === true
    ? about.agent && { ...about.agent, followUp }
    : entered?.agent && { mandate: entered.agent.mandate };

/** The text of an appeal, from the text of the request. */
function textOf(
  { reason, byAgent, entered, locale }: Appeal,
  { mail, agent }: RequestText,
  nonce: string,
): RequestText {
  const address = entered?.address;
  const named = byAgent === true ? agent : entered?.agent;
  return {
    reason,
    mail: address === undefined ? mail && { ...mail, nonce } : { address, nonce, locale },
    agent: named && { name: named.name, contact: named.contact },
  };
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
