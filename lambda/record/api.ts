import { openConsents } from '../consent/consents.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Handlers, SubjectCaller } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import { correct } from './correct.ts';
import type { Exempt } from './delete.ts';
import { activeOf } from './refused.ts';
import type { Origin } from './model/origin.ts';
import { problemOf } from './outcome.ts';
import { queryForPurpose } from './query.ts';
import type { VersionedRecord } from './model/record.ts';
import type { Policy } from '../policy/schema.ts';
import { decidedCategory } from '../policy/categories.ts';
import { isCategory } from './model/record.ts';
import type { recordRoutes } from './routes.ts';
import { openRecords } from './store.ts';
import { storeOne, storeSeveral } from './write-records.ts';
import { ownRecord, recordTag } from './views.ts';

export function recordHandlers(deps: SubjectsDependencies): Handlers<typeof recordRoutes> {
  const { database, keyring, subjectKeys, policy, clock } = deps;
  const subjects = openSubjects(deps);
  const consents = openConsents(deps);
  const records = openRecords(deps);
  const requests = { database, keyring, subjectKeys, policy, clock, subjects, consents, records };

  const callerId = async (caller: SubjectCaller): Promise<SubjectId | undefined> =>
    activeOf(await subjects.resolveCaller(caller))?.subjectId;

  return {
    writeRecord: ({ body, idempotency }) => storeOne(requests, body, idempotency),
    writeRecords: ({ body, idempotency }) => storeSeveral(requests, body.items, idempotency),
    queryRecords: ({ body }) => queryForPurpose(requests, body),

    async listOwnRecords({ caller, query: { category, limit, cursor } }) {
      if (category !== undefined && !isCategory(policy, category)) {
        const message = 'send a category of the policy';
        return problem('invalid-input', { errors: [{ pointer: '/query/category', message }] });
      }
      const subjectId = await callerId(caller);
      if (subjectId === undefined) return answer(200, { items: [] });
      const after =
        cursor === undefined
          ? undefined
          : parseId<RecordId>(decodeCursor(ownScope(subjectId), cursor)?.['recordId'] ?? '');
      if (cursor !== undefined && after === undefined) return malformedCursor;

      const page = await records.page(subjectId, {
        accepts: (facts) => category === undefined || facts.category === category,
        limit,
        after,
      });
      return answer(200, {
        items: page.records.map((record) => ownRecord(policy, record)),
        nextCursor: page.after && encodeCursor(ownScope(subjectId), { recordId: page.after }),
      });
    },

    async readOwnRecord({ caller, path }) {
      const place = await placeOf(caller, path.recordId);
      const record = place && (await records.get(place.subjectId, place.recordId));
      return record === undefined ? problem('not-found') : shown(policy, record);
    },

    async correctOwnRecord({ caller, path, body: { content }, ifMatch }) {
      const place = await placeOf(caller, path.recordId);
      if (place === undefined) return problem('not-found');
      const corrected = await correct(requests, place, { content, ifMatch });
      switch (corrected.kind) {
        case 'corrected':
          return shown(policy, corrected.record);
        case 'refused':
          return problemOf(corrected.refusal);
        case 'not-found':
          return problem('not-found');
        case 'stale':
          return problem('precondition-failed', {
            detail: 'Read the record again, then send the correction with its new ETag.',
          });
        case 'kept':
          return exemptProblem(corrected, 'corrected');
        case 'not-provided':
          return formalRequest(
            corrected.origin,
            corrected.category === decidedCategory ? 'human-review' : 'rectification',
          );
        case 'contended':
          return problem('conflict', { detail: 'The record keeps changing: try again.' });
      }
    },

    async deleteOwnRecord({ caller, path }) {
      const place = await placeOf(caller, path.recordId);
      if (place === undefined) return problem('not-found');
      const outcome = await records.delete(place.subjectId, place.recordId);
      switch (outcome.kind) {
        case 'deleted':
          return answer(204);
        case 'not-found':
          return problem('not-found');
        case 'kept':
          return exemptProblem(outcome, 'deleted');
        case 'not-provided':
          return formalRequest(outcome.origin, 'erasure');
        case 'contended':
          return problem('conflict', { detail: 'The record keeps changing: try again.' });
      }
    },
  };

  /** Foreign, malformed and unknown ids end alike: they name no row of the caller's partition. */
  async function placeOf(caller: SubjectCaller, text: string) {
    const recordId = parseId<RecordId>(text);
    if (recordId === undefined) return undefined;
    const subjectId = await callerId(caller);
    return subjectId === undefined ? undefined : { subjectId, recordId };
  }
}

/** The way that is open, and the same ground as the certificate of an erasure would name. */
const exemptProblem = ({ ground, until }: Exempt, what: 'corrected' | 'deleted') =>
  problem('deletion-suspended', {
    detail:
      ground === 'legal-claims' && until === undefined
        ? `A legal hold keeps this record as it is: write to the privacy officer to have it ${what}.`
        : `This record is kept as it is, through an erasure too: write to the privacy officer to have it ${what}.`,
    extensions: { ground, until: until && toRfc3339(toEpochMilliseconds(until)) },
  });

const formalRequest = (
  origin: Exclude<Origin, 'provided'>,
  requestKind: 'rectification' | 'human-review' | 'erasure',
) =>
  problem('formal-request-required', {
    detail: `You can ${requestKind === 'erasure' ? 'delete' : 'correct'} at once what you provided. This record was ${origin}: send a request of the kind ${requestKind} with POST /v1/me/requests, or write to the privacy officer.`,
    extensions: { origin, requestKind },
  });

const shown = (policy: Policy, record: VersionedRecord) =>
  answer(200, ownRecord(policy, record), { etag: recordTag(record) });

const ownScope = (subjectId: SubjectId): string => `own-records/${subjectId}`;
