import { openConsents } from '../consent/consents.ts';
import { activityEntry } from '../ledger/activity.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { Answer, Handlers, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { fieldsNotAllowed } from '../opening/asked-fields.ts';
import { staffMark } from '../request/approval.ts';
import { carryOut } from '../opening/at-once.ts';
import { fingerprintOf, followUpToken, newNonce } from '../opening/follow-up-token.ts';
import { hasWorkflow, isGated } from '../request/model/kinds.ts';
import { newRow } from '../opening/opening.ts';
import { correcting, correctionsAskedFor } from '../rectification/asked.ts';
import { openRestrictions } from '../request/restriction-store.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestPlatform } from '../request/start.ts';
import { openRequestStore } from '../request/store.ts';
import { sealText } from '../request/text.ts';
import { viewOf } from '../request-view/view.ts';
import { openSubjects } from '../subject/store.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import { newRequestId, newSubjectId, parseId } from '../value/ids.ts';
import { unknownJurisdiction } from '../opening/unknown-jurisdiction.ts';
import { openContestedDecisions } from '../review/contested.ts';
import { openAppeal } from '../appeal/open.ts';
import { requestNamed } from '../opening/named.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { receivedAt } from './received.ts';
import { enteredBefore } from './repeated.ts';
import type { behalfRoutes } from './routes.ts';

type Entry = RequestOf<(typeof behalfRoutes)['enterRequest']>;

/** Requests that came in another way, entered by staff. Nothing proves yet who asks. */
export function behalfHandlers(platform: RequestPlatform): Handlers<typeof behalfRoutes> {
  const requests = openRequestStore(platform);
  const subjects = openSubjects(platform);
  const consents = openConsents(platform);
  const restrictions = openRestrictions(platform, requests);
  const decisions = openContestedDecisions(platform, requests);
  const { policy, keyring, subjectKeys } = platform;
  const entered = (row: RequestRow): Answer => answer(202, { request: viewOf(row, policy) });

  return {
    async enterRequest(call) {
      const { body, caller, idempotency, now } = call;
      if (idempotency?.replay) return replayed(idempotency.replay.ids['requestId'] ?? '');
      const { kind, subject: identifier, jurisdiction, reason, automatedDecisionId } = body;
      const received = receivedAt(body.receivedOn, policy.controller.timeZone, now);
      const errors = [
        ...fieldsNotAllowed(policy, kind, body),
        ...unknownJurisdiction(policy, jurisdiction),
        ...(received.kind === 'invalid' ? received.errors : []),
      ];
      if (received.kind === 'invalid' || errors.length > 0) {
        return problem('invalid-input', { errors });
      }
      const who = await subjects.resolve(identifier);
      const subject = who.kind === 'known' ? who.subject : undefined;
      const erasures = who.kind === 'erased' ? await subjects.erasuresNamed(identifier) : [];
      const person = subject?.status === 'active' ? subject : undefined;
      const sender = { identifier, subject, erasures };
      const about =
        body.about === undefined
          ? undefined
          : await requestNamed({ subjectKeys, requests, subjects }, body.about, sender);
      if (body.about !== undefined && about === undefined) {
        return problem('invalid-input', { errors: [notTheirs] });
      }
      const address = identifier.type === 'email' ? identifier.value : undefined;
      const enteredBy = await staffMark(keyring, caller);
      if (kind === 'appeal' && about !== undefined && reason !== undefined) {
        const appealed = await openAppeal(
          { platform, requests, subjects },
          {
            ...{ about, reason, locale: body.locale, channel: body.channel, assurance: 'none' },
            ...{ now, idempotency },
            entered: {
              ...{ by: enteredBy, receivedAt: received.at, address, agent: body.agent, shown },
            },
          },
        );
        return appealed.kind === 'opened' ? entered(appealed.row) : appealed.problem;
      }
      if (subject?.status === 'erasing' && isGated(kind)) {
        return problem('conflict', { detail: 'The data of this person is being erased.' });
      }
      const requestId = newRequestId();
      const subjectId = person?.subjectId ?? newSubjectId();
      const fault =
        automatedDecisionId === undefined
          ? undefined
          : await decisions.faultOf(subjectId, automatedDecisionId);
      if (fault !== undefined) return problem('invalid-input', { errors: [noDecision] });
      const wanted =
        body.corrections && (await correctionsAskedFor(platform, subjectId, body.corrections));
      if (wanted?.kind === 'invalid') return problem('invalid-input', { errors: wanted.errors });
      const agent = body.agent && { mandate: body.agent.mandate };
      // No caller gets the token: it goes to the address, with what is written about the request.
      const nonce = newNonce();
      const token = await followUpToken(keyring, requestId, nonce);
      const mail = address === undefined ? undefined : { address, nonce, locale: body.locale };
      const text = { ...textOf(body), mail, corrections: wanted?.asked };
      const row: RequestRow = {
        ...newRow(policy, {
          ...{ kind, subject, jurisdiction, agent, now },
          ...{ receivedAt: received.at, channel: body.channel, assurance: 'none' },
        }),
        ...{ requestId, subjectId, agent, categories: body.categories, locale: body.locale },
        ...(wanted && correcting(policy, subject, wanted.corrections)),
        followUp: mail && (await fingerprintOf(keyring, token)),
        about: about?.requestId,
        ...{ enteredBy, automatedDecisionId },
        ...(person === undefined && {
          unregistered: true,
          lockedUnder: await subjects.aliasOf(identifier),
        }),
        // Only what a workflow carries out is answered by what is held.
        nothingHeld: who.kind === 'unknown' && hasWorkflow(kind) ? true : undefined,
        erasures: erasures.length > 0 ? [...erasures] : undefined,
        ciphertext: await sealText(subjectKeys, { requestId, subjectId }, 1, text),
      };
      const extra: Statement[] = [
        ...(idempotency ? [idempotency.record(202, { requestId })] : []),
        ...(person === undefined ? [] : [await shown(person.subjectId, requestId)]),
      ];
      if (!isGated(kind)) {
        const { purposes } = body;
        const deps = { platform, requests, restrictions, consents };
        const before = person && (await enteredBefore(deps, person, { ...row, kind }, purposes));
        if (before !== undefined) {
          const answered = idempotency?.record(202, { requestId: before.requestId });
          const outcome = answered && (await transact(platform.database, [answered]));
          const isRecorded = outcome === undefined || outcome.kind === 'committed';
          return isRecorded ? entered(before) : problem('request-in-progress');
        }
        const done = await carryOut(deps, subject, { kind, row, purposes, extra });
        return done.kind === 'duplicate' ? problem('request-in-progress') : entered(done.row);
      }
      const opened = await requests.open(row, extra);
      switch (opened.kind) {
        case 'opened':
          return entered(opened.row);
        case 'duplicate':
          return problem('request-in-progress');
        case 'already-open':
          return problem('request-already-open', {
            extensions: { openRequestId: opened.requestId },
          });
      }
    },
  };

  async function replayed(id: string): Promise<Answer | Problem> {
    const requestId = parseId<RequestId>(id);
    const row = requestId && (await requests.get(requestId));
    return row === undefined ? problem('not-found') : entered(row);
  }

  function shown(subjectId: SubjectId, requestId: RequestId): Promise<Statement> {
    const codes = { role: 'privacy-team', operation: 'enterRequest', requestId } as const;
    return activityEntry(platform, subjectId, 'staff-access', codes);
  }
}

const notTheirs = { pointer: '/about', message: 'name one of the requests of this person' };
const noDecision = {
  pointer: '/automatedDecisionId',
  message: 'name a decision about this person that has not ended: no one can review others',
};

function textOf({ reason, agent }: Entry['body']) {
  return { reason, agent: agent && { name: agent.name, contact: agent.contact } };
}
