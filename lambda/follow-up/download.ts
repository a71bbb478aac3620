import { entry } from '../ledger/store.ts';
import type { Answer } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { RequestId } from '../value/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { milliseconds, plusSeconds, toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { isClosed } from '../request/model/request.ts';
import { isExported } from '../request/model/kinds.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';

const linkSeconds = 15 * 60;
/** A shorter link ends before a person has followed it. */
const shortestLinkSeconds = 60;

/** Counts and enters the download, then makes the link. `mayRead` says whose request it has to be. */
export async function download(
  platform: Pick<Platform, 'objects' | 'policy' | 'subjectKeys' | 'clock'>,
  requests: Requests,
  requestId: RequestId,
  now: EpochMilliseconds,
  mayRead: (row: RequestRow) => boolean,
): Promise<Answer | Problem> {
  const changed = await requests.change<'foreign' | 'not-ready' | 'nothing'>(
    requestId,
    async (row) => {
      if (!mayRead(row)) return { kind: 'leave', because: 'foreign' };
      const made = row.export;
      if (isExported(row.kind) && !isClosed(row.status)) {
        return { kind: 'leave', because: 'not-ready' };
      }
      // In part: a system has not answered.
      const isAnswered = row.status === 'completed' || row.status === 'partially-completed';
      if (!isAnswered || made === undefined || !isAvailable(made, now)) {
        return { kind: 'leave', because: 'nothing' };
      }
      const linked = entry(platform, 'request.download-linked', { kind: row.kind }, row.subjectId);
      return {
        kind: 'change',
        set: { export: { ...made, downloads: made.downloads + 1 } },
        extra: [await linked],
      };
    },
  );
  if (changed.kind === 'left' && changed.because === 'not-ready') {
    return problem('conflict', { detail: 'The export is not finished yet.' });
  }
  if (changed.kind !== 'changed' || changed.row.export === undefined) return problem('not-found');
  const { object, sha256, expiresAt = 0 } = changed.row.export;
  const until = milliseconds(Math.min(plusSeconds(now, linkSeconds), expiresAt * 1000));
  const filename = `personal-data-${changed.row.receivedAt.slice(0, 10)}.zip`;
  const url = await platform.objects.link(object, filename, until);
  return answer(200, { url, sha256, expiresAt: toRfc3339(until) });
}

const isAvailable = (
  { sha256, expiresAt, deletedAt }: NonNullable<RequestRow['export']>,
  now: EpochMilliseconds,
): boolean =>
  sha256 !== undefined &&
  deletedAt === undefined &&
  expiresAt !== undefined &&
  expiresAt * 1000 >= plusSeconds(now, shortestLinkSeconds);
