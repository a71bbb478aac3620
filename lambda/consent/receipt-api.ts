import { enterStaffRead } from '../ledger/staff-read.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import { parseId } from '../value/ids.ts';
import type { EventId } from '../value/ids.ts';
import { signJws } from '../platform/jws.ts';
import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import { advisoryOf } from '../policy/standing.ts';
import type { Subjects, SubjectsDependencies } from '../subject/store.ts';
import type { ConsentStatus } from './model/status.ts';
import type { ConsentEvent, StoredState } from './model/event.ts';
import { consentStatus } from './model/status.ts';
import { dpvReceipt } from './dpv.ts';
import type { receiptRoutes } from './receipt-routes.ts';
import { unknownPurposeOfQuery } from './problems.ts';
import type { Consents } from './consents.ts';
import { circumstancesOf } from './circumstances.ts';

export function receiptHandlers(
  deps: SubjectsDependencies,
  subjects: Subjects,
  consents: Consents,
  isPurpose: (purpose: string) => boolean,
): Handlers<typeof receiptRoutes> {
  const { policy, keyring } = deps;

  return {
    async listMyReceipts({ caller, query: { format, purpose, limit, cursor } }) {
      if (purpose !== undefined && !isPurpose(purpose)) return unknownPurposeOfQuery;
      if (purpose === undefined && cursor !== undefined) return malformedCursor;
      const found = await subjects.resolveCaller(caller);
      if (found.kind !== 'known') return cursor ? malformedCursor : answer(200, { items: [] });
      const { subject } = found;
      const { subjectId } = subject;
      const states = await consents.states(subjectId);
      const person = circumstancesOf(deps, subject);
      const present = (events: readonly ConsentEvent[]) =>
        Promise.all(
          events.map((event) => {
            const stored = states.get(event.purpose);
            const isNewest = stored?.eventId === event.eventId;
            return itemOf(event, format, isNewest ? consentStatus(stored, person) : undefined);
          }),
        );
      if (purpose === undefined) {
        const newest = await Promise.all(
          [...states.values()].map((stored: StoredState) => consents.newest(subjectId, stored)),
        );
        return answer(200, { items: await present(newest.filter((event) => event !== undefined)) });
      }

      const scope = `receipts/${subjectId}/${purpose}`;
      const key = cursor === undefined ? {} : decodeCursor(scope, cursor);
      if (key === undefined) return malformedCursor;
      const after = key['purposeVersion'];
      const page = { limit, after };
      const { events, lastKey } = await consents.historyPage(subjectId, purpose, page);
      return answer(200, {
        items: await present(events),
        ...(lastKey && { nextCursor: encodeCursor(scope, { purposeVersion: lastKey }) }),
      });
    },

    async readReceipt({ path }) {
      const eventId = parseId<EventId>(path.receiptId);
      const event = eventId && (await consents.findByReceipt(eventId));
      if (event === undefined) return problem('not-found');
      const { subjectId } = event;
      const isActive = (await subjects.get(subjectId))?.status === 'active';
      await enterStaffRead(deps, { operation: 'readReceipt', subjectId, isActive });
      const { basis, jurisdiction, policyVersion, validUntil, expiresAt, evidence } = event;
      return answer(200, {
        ...rowOf(event),
        basis,
        jurisdiction,
        ...advisoryOf(policy, [jurisdiction]),
        policyVersion,
        ...(validUntil !== undefined && { validUntil: toRfc3339(validUntil) }),
        keptUntil: toRfc3339(toEpochMilliseconds(expiresAt)),
        document: evidence?.receipt,
      });
    },
  };

  async function itemOf(
    event: ConsentEvent,
    format: '27560' | 'dpv',
    status: ConsentStatus | undefined,
  ) {
    const keptUntil = toRfc3339(toEpochMilliseconds(event.expiresAt));
    const row = { ...rowOf(event), keptUntil, ...advisoryOf(policy, [event.jurisdiction]) };
    if (format === 'dpv') return { ...row, document: dpvReceipt(policy, event, status) };
    const document = event.evidence?.receipt;
    if (document === undefined) return { ...row, document: {} };
    const receipt = await signJws(keyring, 'receipts', 'consent-receipt+jwt', document);
    return { ...row, document, receipt };
  }
}

const rowOf = ({ eventId, purpose, state, at }: ConsentEvent) => ({
  receiptId: eventId,
  purpose,
  state,
  at: toRfc3339(at),
});
