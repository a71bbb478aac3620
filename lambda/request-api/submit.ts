import { openConsents } from '../consent/consents.ts';
import type { Answer, RequestOf } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { recentAuthentication } from '../platform/http/recent-authentication.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import { newRequestId, newSubjectId, parseId } from '../value/ids.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { durationSeconds } from '../value/duration.ts';
import { addressOf } from '../subject/known-identifiers.ts';
import type { Subjects } from '../subject/store.ts';
import type { Subject } from '../subject/model/subject.ts';
import { ownAppeals } from '../appeal/own.ts';
import { carryOut } from '../opening/at-once.ts';
import { followUpToken, fingerprintOf, newNonce } from '../opening/follow-up-token.ts';
import { isGated } from '../request/model/kinds.ts';
import type { GatedKind, RequestKind } from '../request/model/kinds.ts';
import { fieldsNotAllowed } from '../opening/asked-fields.ts';
import { newRow, runningErasure } from '../opening/opening.ts';
import { isOf } from '../opening/ownership.ts';
import type { Restrictions } from '../request/restriction-store.ts';
import type { requestRoutes } from './routes.ts';
import type { RequestRow } from '../request/row.ts';
import { startAttempt } from '../request/start.ts';
import type { Requests } from '../request/store.ts';
import { alreadyOpen, replayedAnswer, submittedAnswer } from '../opening/submitted.ts';
import { sealText } from '../request/text.ts';
import { correcting, correctionsAskedFor } from '../rectification/asked.ts';
import { openContestedDecisions } from '../review/contested.ts';

type Submission = RequestOf<(typeof requestRoutes)['submitRequest']>;

/** POST /v1/me/requests */
export function submitHandler(
  platform: RequestPlatform,
  requests: Requests,
  subjects: Subjects,
  restrictions: Restrictions,
) {
  const consents = openConsents(platform);
  const decisions = openContestedDecisions(platform, requests);
  const appeal = ownAppeals(platform, requests, subjects);
  const atOnce = { platform, requests, restrictions, consents };
  return async (call: Submission): Promise<Answer | Problem> => {
    const { body, caller, idempotency, now } = call;
    if (idempotency?.replay) return replayedAnswer(platform, requests, idempotency.replay.ids);
    const { kind, about: named, reason } = body;
    const errors = fieldsNotAllowed(platform.policy, kind, body);
    if (errors.length > 0) return refused(errors);
    if (kind === 'appeal' && named !== undefined && reason !== undefined) {
      const { locale, concernsBreach } = body;
      const appealed = await appeal(call, { about: named, reason, locale, concernsBreach });
      return appealed === 'unknown' ? refused([notYours]) : appealed;
    }
    const stale = staleSignIn(kind, caller, now);
    if (stale) return stale;

    const subject = await registered(caller);
    const isErasing = subject?.status === 'erasing';
    if (isErasing && isGated(kind)) return beingErased(requests, subject.subjectId, kind);
    // What an erased person asks is answered under an id that nothing else is stored under; so is the
    // no of a person who is being erased, which is never rejected.
    const known = isErasing ? undefined : subject;
    const subjectId = known?.subjectId ?? newSubjectId();
    const about = await requestNamed(caller, known, named);
    if (about === 'unknown') return refused([notYours]);
    const fault =
      body.automatedDecisionId === undefined
        ? undefined
        : await decisions.faultOf(subjectId, body.automatedDecisionId);
    if (fault !== undefined) return refused([fault]);
    const wanted =
      body.corrections && (await correctionsAskedFor(platform, subjectId, body.corrections));
    if (wanted?.kind === 'invalid') return refused(wanted.errors);
    const erasures = await subjects.erasuresOf(caller);
    const asker = known ? undefined : await subjects.signInOf(caller);
    const requestId = newRequestId();
    const nonce = newNonce();
    const token = await followUpToken(platform.keyring, requestId, nonce);
    const row: RequestRow = {
      ...newRow(platform.policy, {
        ...{ kind, subject, receivedAt: now, channel: 'account' },
        assurance: maximumAgeOf(kind) === undefined ? 'account' : 'recent-account',
      }),
      requestId,
      subjectId,
      followUp: await fingerprintOf(platform.keyring, token),
      ...{ asker, lockedUnder: asker },
      erasures: erasures.length > 0 ? [...erasures] : undefined,
      categories: body.categories,
      automatedDecisionId: body.automatedDecisionId,
      about: about?.requestId,
      ...(wanted && correcting(platform.policy, subject, wanted.corrections)),
      locale: body.locale,
      concernsBreach: body.concernsBreach,
      // Encrypted even when there is nothing to say: its key outlives an erasure, and a recount that does
      // not see that key has seen nothing.
      ciphertext: await sealText(platform.subjectKeys, { requestId, subjectId }, 1, {
        reason,
        corrections: wanted?.asked,
        mail: await mailTo(caller, known, nonce),
      }),
    };
    const extra = idempotency ? [idempotency.record(202, { requestId, nonce })] : [];
    if (!isGated(kind)) {
      const { purposes } = body;
      const done = await carryOut(atOnce, subject, { kind, row, extra, purposes });
      if (done.kind === 'duplicate') return problem('request-in-progress');
      return submittedAnswer(platform, done.row, token);
    }
    const opened = await requests.open(row, extra);
    switch (opened.kind) {
      case 'already-open':
        return alreadyOpen(opened.requestId);
      case 'duplicate':
        return problem('request-in-progress');
      case 'opened':
        await startAttempt(platform, opened.row);
        return submittedAnswer(platform, opened.row, token);
    }
  };

  /**
   * Where the answers go: the address that the sign-in vouches for, else one that was verified. An
   * address that was only stated gets no mail, because the mail opens the request.
   */
  async function mailTo(caller: Submission['caller'], known: Subject | undefined, nonce: string) {
    const address =
      caller.email ?? (known && (await addressOf(platform, known.subjectId, 'service-verified')));
    return address === undefined ? undefined : { address, nonce, locale: known?.settings.locale };
  }

  /** One of the caller's own: an unknown one and another person's look alike. */
  async function requestNamed(
    caller: Submission['caller'],
    known: Subject | undefined,
    about: string | undefined,
  ): Promise<RequestRow | 'unknown' | undefined> {
    if (about === undefined) return undefined;
    const requestId = parseId<RequestId>(about);
    const row = requestId && (await requests.get(requestId));
    if (row === undefined) return 'unknown';
    return (await isOf(subjects, row, caller, known?.subjectId)) ? row : 'unknown';
  }

  /** Refusing and withdrawing never asks for a recent sign-in: it is no harder than giving. */
  function maximumAgeOf(kind: RequestKind): string | undefined {
    return isGated(kind) ? platform.policy.requests[kind].recentAuthentication : undefined;
  }

  /** RFC 9470. */
  function staleSignIn(
    kind: RequestKind,
    caller: Submission['caller'],
    now: EpochMilliseconds,
  ): Problem | undefined {
    const maximumAge = maximumAgeOf(kind);
    return maximumAge === undefined
      ? undefined
      : recentAuthentication(caller, durationSeconds(maximumAge), now);
  }

  /**
   * Every caller gets an answer, known or not: that nothing is stored is an outcome, not an error. An erased
   * person who refuses, or asks what is stored, does not say that data may be stored of them again.
   */
  async function registered(caller: Submission['caller']): Promise<Subject | undefined> {
    const admitted = await subjects.admit(caller);
    return admitted.kind === 'erased' ? undefined : admitted.subject;
  }
}

const notYours = { pointer: '/about', message: 'name one of your requests' };

const refused = (errors: readonly ProblemDetail[]): Problem => problem('invalid-input', { errors });

/** Between the fence and the end the person is neither here nor gone. */
async function beingErased(
  requests: Requests,
  subjectId: SubjectId,
  kind: GatedKind,
): Promise<Problem> {
  const erasure = await runningErasure(requests, subjectId);
  if (kind === 'erasure') return alreadyOpen(erasure.requestId);
  return problem('conflict', { detail: 'Your data is being erased; follow that request.' });
}
