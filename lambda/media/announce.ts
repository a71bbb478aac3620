import { accountFor } from '../decision/store.ts';
import type { Answer, Idempotency } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { MediaObjects } from '../platform/media/media-objects.ts';
import { uploadName } from '../platform/media/media-objects.ts';
import { mediaIn } from '../policy/categories.ts';
import type { Policy } from '../policy/schema.ts';
import type { AuthorizationDependencies } from '../record/authorize-write.ts';
import { authorizeWrites } from '../record/authorize-write.ts';
import type { RecordSource } from '../record/model/record.ts';
import { erasureClassOf, isCategory } from '../record/model/record.ts';
import { problemOf } from '../record/outcome.ts';
import type { Identifier } from '../subject/model/subject.ts';
import type { RecordId } from '../value/ids.ts';
import { newRecordId, parseId } from '../value/ids.ts';
import type { MediaType } from '../value/media-types.ts';
import { plusSeconds, toRfc3339 } from '../value/time.ts';
import { announcement, readUpload } from './store.ts';

export interface AnnounceDependencies extends AuthorizationDependencies {
  readonly media: Pick<MediaObjects, 'form'>;
}

export interface Announcement {
  readonly subject: Identifier;
  readonly category: string;
  readonly purposes: readonly string[];
  readonly contentType: MediaType;
  readonly bytes: number;
  readonly sha256: string;
  readonly source?: RecordSource | undefined;
}

const formSeconds = 15 * 60;

/** Decides before a byte of the file is sent, and returns the form that takes this file and no other. */
export async function announce(
  deps: AnnounceDependencies,
  request: Announcement,
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> {
  const first = parseId<RecordId>(idempotency?.replay?.ids['recordId'] ?? '');
  if (first !== undefined) return announcedBefore(deps, first, request);
  const errors = faultsOf(deps.policy, request);
  if (errors.length > 0) return problem('invalid-input', { errors });

  const collectedAt = deps.clock();
  const { category, purposes, subject, contentType, bytes, sha256, source } = request;
  const write = { subject, category, purposes, content: null, collectedAt, source };
  const { authorizations, denials } = await authorizeWrites(deps, [write]);
  // What was refused is part of what was promised.
  await accountFor(deps, denials);
  const [authorization] = authorizations;
  if (authorization?.kind !== 'authorized') {
    return problemOf(authorization?.refusal ?? { kind: 'subject-unknown' });
  }
  const recordId = newRecordId();
  const { subjectId } = authorization;
  const erasureClass = erasureClassOf(deps.policy, category);
  const upload = { recordId, subjectId, category, erasureClass, purposes, collectedAt };
  const outcome = await transact(deps.database, [
    ...(idempotency ? [idempotency.record(201, { recordId })] : []),
    await announcement(deps.subjectKeys, { ...upload, contentType, bytes, sha256, source }),
  ]);
  if (outcome.kind === 'duplicate') return problem('request-in-progress');
  if (outcome.kind !== 'committed') {
    throw new StoreUnavailableError('an upload could not be announced');
  }
  return formFor(deps, recordId, request);
}

/** What the form uploads is decided again when it is there: a form alone permits nothing. */
async function announcedBefore(
  deps: AnnounceDependencies,
  recordId: RecordId,
  request: Announcement,
): Promise<Answer | Problem> {
  const upload = await readUpload(deps, recordId);
  return upload?.state === 'waiting' ? formFor(deps, recordId, request) : uploadEnded;
}

/** A form for it would take a file that is then discarded. */
const uploadEnded = problem('conflict', {
  detail:
    'The file that was announced with this Idempotency-Key is not waited for any more. Read what became of it with GET /v1/media/{recordId}, or announce it again with another key.',
});

async function formFor(
  { media, clock }: AnnounceDependencies,
  recordId: RecordId,
  { contentType, bytes, sha256 }: Announcement,
): Promise<Answer> {
  const expiresAt = plusSeconds(clock(), formSeconds);
  const exact = { contentType, bytes, sha256 };
  const upload = await media.form(uploadName(recordId), exact, expiresAt);
  return answer(201, { recordId, upload, expiresAt: toRfc3339(expiresAt) });
}

/** What the policy says of files of the category. */
function faultsOf(
  policy: Policy,
  { category, contentType, bytes }: Announcement,
): readonly ProblemDetail[] {
  // Of an unknown category the authorization says so.
  if (!isCategory(policy, category)) return [];
  const takes = mediaIn(policy, category);
  if (takes === undefined) {
    const withFiles = Object.keys(policy.categories).filter((one) => mediaIn(policy, one));
    return [
      {
        pointer: '/category',
        message:
          withFiles.length === 0
            ? 'no category of the policy takes files: ask the operator to list types under `media` of one'
            : `this category takes no files: send ${withFiles.join(' or ')}`,
      },
    ];
  }
  const { types, maximumBytes } = takes;
  return [
    ...(types.includes(contentType)
      ? []
      : [
          {
            pointer: '/contentType',
            message: `this category takes ${types.join(', ')}: convert the file`,
          },
        ]),
    ...(bytes <= maximumBytes
      ? []
      : [
          {
            pointer: '/bytes',
            message: `this category takes at most ${maximumBytes} bytes: send a smaller file`,
          },
        ]),
  ];
}
