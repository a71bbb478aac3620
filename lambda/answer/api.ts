import type { Answer, Handlers, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { Subjects } from '../subject/store.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import { excludedFrom, staffMark } from '../request/approval.ts';
import { carriedOutAgain } from '../appeal/carry-out.ts';
import { isGranted } from '../request/model/appeal.ts';
import { endOf, isWorded } from '../request/model/answer.ts';
import { answerMove } from '../request-view/move-answer.ts';
import type { RequestRow } from '../request/row.ts';
import { openStaffActivity } from '../request/staff-activity.ts';
import { startAttempt } from '../request/start.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { RequestDecision, Requests } from '../request/store.ts';
import { openContestedDecisions } from '../review/contested.ts';
import type { ReviewObstacle } from '../review/contested.ts';
import { openText, sealText } from '../request/text.ts';
import type { RequestText } from '../request/text.ts';
import { viewOf } from '../request-view/view.ts';
import type { answerRoutes } from './routes.ts';

type Answering = RequestOf<(typeof answerRoutes)['answerRequest']>;
type Given = Answering['body'] & { readonly mark: string };
interface Answered {
  readonly decision: RequestDecision<Left>;
  /** The request that carries out what was refused. */
  readonly opens?: RequestRow | undefined;
}
type Left =
  | 'same'
  | 'not-in-words'
  | 'answered-before'
  | 'not-open'
  | 'decided-before'
  | ReviewObstacle;

/** POST /v1/requests/{requestId}/answer */
export function answeringHandlers(
  platform: RequestPlatform,
  requests: Requests,
  subjects: Subjects,
): Handlers<typeof answerRoutes> {
  const { subjectKeys, policy, clock } = platform;
  const activityOf = openStaffActivity(platform, subjects);
  const decisions = openContestedDecisions(platform, requests);

  return {
    async answerRequest({ path, body, caller }: Answering): Promise<Answer | Problem> {
      const requestId = parseId<RequestId>(path.requestId);
      if (requestId === undefined) return problem('not-found');
      const given = { ...body, mark: await staffMark(platform.keyring, caller) };
      let next: RequestRow | undefined;
      const changed = await requests.change<Left>(requestId, async (row) => {
        const { decision, opens } = await answered(row, given);
        next = opens;
        return decision;
      });
      if (changed.kind === 'changed') {
        if (next !== undefined) await startAttempt(platform, next);
        return answer(200, viewOf(changed.row, policy));
      }
      if (changed.kind !== 'left') return answerMove(changed);
      return changed.because === 'same'
        ? answer(200, viewOf(changed.row, policy))
        : problem('conflict', { detail: leftBecause[changed.because] });
    },
  };

  async function answered(row: RequestRow, given: Given): Promise<Answered> {
    const { kind } = row;
    const { outcome, mark } = given;
    if (!isWorded(kind)) return left('not-in-words');
    if (row.answer !== undefined) return left(await repeated(row, given));
    if (row.status !== 'in-progress') return left('not-open');
    // Whatever the answer is: with the outcome alone it is not known what it grants.
    const excluded = await excludedFrom(requests, row, { grants: false });
    if (excluded.marks.includes(mark)) return left('decided-before');
    const other = kind === 'appeal' ? row.about && (await requests.get(row.about)) : undefined;
    const obstacle = await decisions.obstacleTo(row, outcome);
    if (obstacle !== undefined) return left(obstacle);
    const again =
      other !== undefined && isGranted(outcome)
        ? await carriedOutAgain(platform, requests, subjects, other, clock())
        : undefined;
    const carriedOutAs = again?.requestId;
    const decision = {
      ...({ kind: 'change', to: endOf(kind, outcome) } as const),
      set: {
        answer: { outcome, at: toRfc3339(clock()) },
        ...{ decidedBy: [mark], carriedOutAs },
        ...(await sealed(row, given)),
      },
      extra: [
        ...(await activityOf('answerRequest', row)),
        ...(other === undefined ? [] : await shownOn(other, carriedOutAs)),
        ...(again?.statements ?? []),
        ...excluded.guards,
      ],
    };
    return { decision, opens: again?.row };
  }

  /** On the request that an appeal is about, which no one decides meanwhile. */
  function shownOn(other: RequestRow, carriedOutAs: RequestId | undefined) {
    return requests.changing(
      other,
      carriedOutAs === undefined
        ? { events: ['appeal-answered'] }
        : { events: ['appeal-answered', 'carried-out-again'], set: { carriedOutAs } },
    );
  }

  async function sealed(row: RequestRow, given: Given) {
    const text = { ...(await openText(subjectKeys, row)), answer: wordsOf(given) };
    const contentVersion = row.contentVersion + 1;
    return { ciphertext: await sealText(subjectKeys, row, contentVersion, text), contentVersion };
  }

  /** A call that is repeated because its answer was lost changes nothing. */
  async function repeated(row: RequestRow, given: Given): Promise<'same' | 'answered-before'> {
    const { answer: former } = await openText(subjectKeys, row);
    const words = wordsOf(given);
    const isSame =
      row.answer?.outcome === given.outcome &&
      former?.reasons === words.reasons &&
      former.further === words.further;
    return isSame ? 'same' : 'answered-before';
  }
}

const left = (because: Left): Answered => ({ decision: { kind: 'leave', because } });

const wordsOf = ({ reasons, remedies }: Given): NonNullable<RequestText['answer']> => ({
  reasons,
  further: remedies,
});

const leftBecause: Readonly<Record<Exclude<Left, 'same'>, string>> = {
  'not-in-words':
    'Only a human review, a complaint or an appeal is answered in words: approve or deny this request, or decide its corrections.',
  'answered-before': 'It was answered before; what was answered stays.',
  'not-open':
    'Only a request in progress is answered: this one is closed, or waits until it is known who asks, or for an approval.',
  'decision-ended':
    'The decision has ended and is deleted, so no one can review it: answer `rejected`, with the reasons.',
  'decision-reviewable':
    'The decision is still there: answer `upheld` where it stays, `changed` or `withdrawn`. Only a ground of the law denies a review.',
  'decided-before':
    'You have approved or decided the request that this one is about or carries out, or the appeal about it: another member of staff has to answer it.',
};
