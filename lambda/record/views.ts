import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import { entityTagOf } from '../platform/http/entity-tag.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { Policy } from '../policy/schema.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import { readExemptPage } from './pages.ts';
import type { ExemptQuery } from './pages.ts';
import type { RecordsDependencies } from './rows.ts';
import type {
  MediaFacts,
  OpenedRecord,
  RecordSource,
  StoredMedia,
  VersionedRecord,
} from './model/record.ts';

/** Without the key: who has a link needs none, and who has none is to open nothing. */
export const mediaFacts = ({ contentType, bytes, sha256 }: StoredMedia): MediaFacts => ({
  contentType,
  bytes,
  sha256,
});

/** A record as a service sees it. */
export const servedRecord = (record: OpenedRecord) => ({
  recordId: record.recordId,
  category: record.category,
  content: record.content,
  media: record.media && mediaFacts(record.media),
  collectedAt: toRfc3339(record.collectedAt),
  expiresAt: toRfc3339(toEpochMilliseconds(record.expiresAt)),
});

/** With its end where there is one: no day is named for what a hold or a restriction keeps. */
const ending = (record: OpenedRecord) => {
  const { expiresAt, ...shown } = servedRecord(record);
  const { keptBy } = record;
  return keptBy === undefined ? { ...shown, expiresAt } : { ...shown, keptBy };
};

/** A recipient with its name, which says more to people than an id. */
const shownSource = ({ recipients }: Pick<Policy, 'recipients'>, source?: RecordSource) =>
  typeof source === 'object'
    ? {
        ...source,
        name: Object.hasOwn(recipients, source.recipient)
          ? recipients[source.recipient]?.name
          : undefined,
      }
    : source;

/** A record as its person sees it: with what it still serves and where it came from. */
export const ownRecord = (policy: Pick<Policy, 'recipients'>, record: OpenedRecord) => ({
  ...ending(record),
  purposes: record.purposes,
  source: shownSource(policy, record.source),
  derivedFrom: record.derivedFrom,
});

/** A record that is exempt from erasure or deletion, as staff see it. */
const exemptRecord = (policy: Pick<Policy, 'recipients'>, record: OpenedRecord) => {
  const { expiresAt, ...shown } = servedRecord(record);
  return {
    ...shown,
    purposes: record.purposes,
    source: shownSource(policy, record.source),
    until: record.keptBy ? undefined : expiresAt,
  };
};

interface ExemptPageRequest extends Omit<ExemptQuery, 'after'> {
  readonly subjectId: SubjectId;
  /** Of the list, with the owner of its partition: see `encodeCursor`. */
  readonly scope: string;
  readonly cursor?: string;
}

/** One page of what is exempt, once `enter` has recorded that staff read it. */
export async function answerExempt(
  deps: RecordsDependencies,
  { subjectId, scope, cursor, ...query }: ExemptPageRequest,
  enter: () => Promise<unknown>,
): Promise<Answer | Problem> {
  const place = cursor === undefined ? undefined : decodeCursor(scope, cursor)?.['recordId'];
  const after = parseId<RecordId>(place ?? '');
  if (cursor !== undefined && after === undefined) return malformedExemptCursor;
  await enter();
  const page = await readExemptPage(deps, subjectId, { ...query, after });
  return answer(200, {
    items: page.records.map((record) => exemptRecord(deps.policy, record)),
    nextCursor: page.after && encodeCursor(scope, { recordId: page.after }),
  });
}

const malformedExemptCursor = problem('invalid-input', {
  errors: [
    { pointer: '/cursor', message: 'send the nextCursor of this list, or no cursor to begin' },
  ],
});

/** Changes with everything that its person sees of a record; the content is in it by its version. */
export const recordTag = ({
  recordId,
  contentVersion,
  expiresAt,
  purposes,
  keptBy,
}: VersionedRecord): string => entityTagOf([recordId, contentVersion, expiresAt, purposes, keptBy]);
