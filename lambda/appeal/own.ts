import type { Answer, Idempotency, SubjectCaller } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { recentAuthentication } from '../platform/http/recent-authentication.ts';
import type { Subjects } from '../subject/store.ts';
import { durationSeconds } from '../value/duration.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { isOf } from '../opening/ownership.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { Requests } from '../request/store.ts';
import { replayedAnswer } from '../opening/submitted.ts';
import { answerAppeal, openAppeal } from './open.ts';
import type { Appeal } from './open.ts';

interface OwnAppeal extends Pick<Appeal, 'reason' | 'locale' | 'concernsBreach'> {
  /** The id of a request, as it was sent. */
  readonly about: string;
}

interface Call {
  readonly caller: SubjectCaller;
  readonly idempotency?: Idempotency | undefined;
  readonly now: EpochMilliseconds;
}

/** An appeal with an account. `unknown`: the request is not one of the caller's. */
export function ownAppeals(platform: RequestPlatform, requests: Requests, subjects: Subjects) {
  return async (
    { caller, idempotency, now }: Call,
    { about, ...fields }: OwnAppeal,
  ): Promise<Answer | Problem | 'unknown'> => {
    if (idempotency?.replay) return replayedAnswer(platform, requests, idempotency.replay.ids);
    const maximumAge = platform.policy.requests.appeal.recentAuthentication;
    const stale =
      maximumAge === undefined
        ? undefined
        : recentAuthentication(caller, durationSeconds(maximumAge), now);
    if (stale) return stale;
    const row = await own(caller, about);
    if (row === undefined) return 'unknown';
    const opened = await openAppeal(
      { platform, requests, subjects },
      {
        ...{ ...fields, about: row, channel: 'account', now, idempotency },
        assurance: maximumAge === undefined ? 'account' : 'recent-account',
        asker: await subjects.signInOf(caller),
      },
    );
    return answerAppeal(platform, opened);
  };

  async function own(caller: SubjectCaller, about: string): Promise<RequestRow | undefined> {
    const found = await subjects.resolveCaller(caller);
    const subjectId = found.kind === 'known' ? found.subject.subjectId : undefined;
    const requestId = parseId<RequestId>(about);
    const row = requestId && (await requests.get(requestId));
    if (row === undefined) return undefined;
    return (await isOf(subjects, row, caller, subjectId)) ? row : undefined;
  }
}
