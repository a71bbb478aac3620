import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Answer, Handlers, Idempotency } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { parseId } from '../value/ids.ts';
import type { SubjectId } from '../value/ids.ts';
import { signJws } from '../platform/jws.ts';
import { toRfc3339 } from '../value/time.ts';
import { advisoryOf } from '../policy/standing.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { ConsentEvent, StoredState } from './model/event.ts';
import { basisOf, defaultFor } from './model/basis.ts';
import { consentStatus } from './model/status.ts';
import { conflictProblem, noSuchPurpose, unknownPurpose } from './problems.ts';
import type { consentRoutes } from './routes.ts';
import { importHandlers } from './import-api.ts';
import { receiptHandlers } from './receipt-api.ts';
import { commandOf } from './model/command.ts';
import { signalHandlers } from './signal-api.ts';
import type { ConsentOutcome } from './consents.ts';
import { openConsents } from './consents.ts';
import { besideChoice } from './read-ahead.ts';
import { circumstancesOf } from './circumstances.ts';

export function consentHandlers(deps: SubjectsDependencies): Handlers<typeof consentRoutes> {
  const { policy, keyring } = deps;
  const subjects = openSubjects(deps);
  const consents = openConsents(deps);
  const isPurpose = (purpose: string): boolean => Object.hasOwn(policy.purposes, purpose);

  return {
    ...signalHandlers(policy, subjects, consents),
    ...receiptHandlers(deps, subjects, consents, isPurpose),
    ...importHandlers(deps, subjects, consents, isPurpose),

    async listMyConsents({ caller, now }) {
      const found = await subjects.resolveCaller(caller);
      const subject = found.kind === 'known' ? found.subject : undefined;
      const states = subject && (await consents.states(subject.subjectId));
      const person = circumstancesOf(deps, subject);
      const items = Object.keys(policy.purposes).map((purpose) => {
        const stored = states?.get(purpose);
        const basis = basisOf(policy, purpose, person.jurisdictions[0], now);
        return {
          purpose,
          ...consentStatus(stored, person),
          default: defaultFor(purpose, person),
          basis,
          ...(stored && spoken(stored)),
        };
      });
      return answer(200, { items });
    },

    async listMyConsentHistory({ caller, path, query }) {
      if (!isPurpose(path.purpose)) return noSuchPurpose;
      const found = await subjects.resolveCaller(caller);
      if (found.kind !== 'known')
        return query.cursor ? malformedCursor : answer(200, { items: [] });
      const { subjectId } = found.subject;
      const scope = `consents/${subjectId}/${path.purpose}`;
      const key = query.cursor === undefined ? {} : decodeCursor(scope, query.cursor);
      if (key === undefined) return malformedCursor;
      const after = key['purposeVersion'];
      const [{ events, lastKey }, states] = await Promise.all([
        consents.historyPage(subjectId, path.purpose, {
          limit: query.limit,
          after,
        }),
        consents.states(subjectId),
      ]);
      const newest = states.get(path.purpose);
      const { because } = consentStatus(newest, circumstancesOf(deps, found.subject));
      return answer(200, {
        items: events.map((event) => ({
          ...historyItem(event),
          ...advisoryOf(policy, [event.jurisdiction]),
          ...(because && event.eventId === newest?.eventId && { because }),
        })),
        ...(lastKey && { nextCursor: encodeCursor(scope, { purposeVersion: lastKey }) }),
      });
    },

    async putMyConsent({ caller, path, body, idempotency }) {
      if (!isPurpose(path.purpose)) return noSuchPurpose;
      if (idempotency?.replay) return replayed(idempotency.replay);
      const command = commandOf({ ...body, purpose: path.purpose, givenBy: 'subject' });
      return respond(await consents.recordOwn(caller, command, idempotency));
    },

    async postConsent({ caller, body, idempotency }) {
      if (idempotency?.replay) return replayed(idempotency.replay);
      if (!isPurpose(body.purpose)) return unknownPurpose;
      const command = commandOf({ ...body, givenBy: body.givenBy ?? 'subject' });
      const { resolutions, known, own } = await subjects.resolveWith(
        [body.subject],
        besideChoice(command),
      );
      const [found = { kind: 'unknown' }] = resolutions;
      if (found.kind === 'unknown') {
        return problem('not-found', { detail: 'Register the person first: POST /v1/subjects.' });
      }
      if (found.kind === 'erased') return problem('subject-erased');
      const recorder = { kind: 'service', name: caller.name } as const;
      const options = { recorder, idempotency, read: { known, own } };
      return respond(await consents.record(found.subject, command, options));
    },
  };

  function respond(outcome: ConsentOutcome): Promise<Answer | Problem> | Problem {
    return outcome.kind === 'recorded' ? recorded(outcome.event) : conflictProblem(outcome);
  }

  async function replayed({ ids }: NonNullable<Idempotency['replay']>): Promise<Answer | Problem> {
    const subjectId = parseId<SubjectId>(ids['subjectId'] ?? '');
    const event = subjectId && (await consents.find(subjectId, ids['purposeVersion'] ?? ''));
    return event === undefined ? problem('subject-erased') : recorded(event);
  }

  /** The same event makes the same receipt, whenever it is signed. */
  async function recorded(event: ConsentEvent): Promise<Answer | Problem> {
    const { evidence, purpose, state, basis, at, validUntil } = event;
    if (evidence === undefined) return problem('subject-erased');
    const receipt = await signJws(keyring, 'receipts', 'consent-receipt+jwt', evidence.receipt);
    const consent = {
      purpose,
      state,
      default: evidence.default,
      basis,
      ...spoken({
        at,
        notice: evidence.notice,
        validUntil,
      }),
      effect: evidence.effect,
      deniedBecause: evidence.deniedBecause,
    };
    return answer(201, { consent, receipt });
  }
}

const spoken = ({
  at,
  notice,
  validUntil,
  recordedBy,
}: Pick<StoredState, 'at' | 'notice' | 'validUntil' | 'recordedBy'>) => ({
  since: toRfc3339(at),
  ...(validUntil !== undefined && { validUntil: toRfc3339(validUntil) }),
  ...(notice && { noticeId: notice.id, noticeVersion: notice.version }),
  recordedBy,
});

function historyItem({
  eventId,
  state,
  at,
  basis,
  jurisdiction,
  policyVersion,
  validUntil,
  evidence,
}: ConsentEvent) {
  const { locale, method, givenBy, recordedBy, imported, ended, notice } = evidence ?? {};
  return {
    recordId: eventId,
    state,
    at: toRfc3339(at),
    basis,
    jurisdiction,
    policyVersion,
    locale,
    method,
    givenBy,
    recordedBy,
    ...(validUntil !== undefined && { validUntil: toRfc3339(validUntil) }),
    imported: imported && { source: imported.source, at: toRfc3339(imported.at) },
    endedBySignal: ended?.eventId,
    ...(notice && { noticeId: notice.id, noticeVersion: notice.version }),
  };
}
