import { toEpochSeconds, toRfc3339 } from '../value/time.ts';
import { addPeriod } from '../policy/periods.ts';
import type { OpenedRecord } from '../record/model/record.ts';
import { writeAccessExport } from './access-export.ts';
import { noCollection, reading } from './collect.ts';
import { deletePieces, readPieces } from './collected.ts';
import { exportObject } from './export-object.ts';
import { isRequested } from './requested-records.ts';
import { writeZip } from './export-zip.ts';
import type { AddFile } from './export-zip.ts';
import type { ExportSources } from './sources.ts';
import { openMediaFiles } from './media.ts';
import type { MediaFiles } from './media.ts';
import { advance, AttemptSupersededError } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { openSystemFiles } from './systems.ts';
import { afterLate } from '../system/settled.ts';
import { isOpenAtSystems, isPartial } from '../request/model/task.ts';
import { writePortabilityExport } from './portability-export.ts';
import type { ExportedKind } from '../request/model/kinds.ts';
import type { RequestRow } from '../request/row.ts';
import { isCalledOff } from '../request/row-facts.ts';

export interface ExportStep {
  readonly bytes: number;
  readonly sha256: string;
  /** Records by category. */
  readonly counts: Readonly<Record<string, number>>;
  readonly status: RequestRow['status'];
}

/** Adds the files of an export; returns how many records of each category it holds. */
type WriteExport = (
  deps: FulfilmentDependencies,
  row: RequestRow,
  add: AddFile,
  sources: ExportSources,
) => Promise<Readonly<Record<string, number>>>;

const writers: Readonly<Record<ExportedKind, WriteExport>> = {
  access: writeAccessExport,
  portability: writePortabilityExport,
};

/**
 * Writes the export and closes the request. A request that was called off meanwhile leaves no object.
 *
 * @param collection of earlier steps; the records are read here when it is absent
 */
export async function fulfilExport(
  deps: FulfilmentDependencies,
  run: Attempt,
  { pieces } = noCollection,
): Promise<ExportStep> {
  const { objects, policy, clock } = deps;
  const { row, kind, object } = await exportObject(deps, run);
  let counts: Readonly<Record<string, number>> = {};
  let media: MediaFiles | undefined;
  let status: RequestRow['status'];
  const now = clock();
  const written = await writeZip(objects, object, new Date(now), async (add, addBytes) => {
    media = openMediaFiles(deps.media, addBytes);
    const systems = openSystemFiles(objects, row, { add, addBytes });
    const records =
      pieces > 0 ? readPieces(objects, object, pieces) : requestedRecords(deps, row, kind);
    counts = await writers[kind](deps, row, add, { records, media, systems });
  });
  const expiry = addPeriod(now, policy.requests[kind].exportRetention, policy.controller.timeZone);
  try {
    ({ status } = await advance(deps, run, (current) => {
      const after = afterLate(row.tasks, current, toRfc3339(clock()));
      const isInPart = isPartial(current.tasks) || after.lateSince !== undefined;
      const to = isInPart ? 'partially-completed' : 'completed';
      return {
        // After a late answer it is written again, and closed before.
        ...(to !== current.status && { to }),
        events: ['export-ready'],
        set: {
          ...{ ...after, counts },
          export: { object, ...written, expiresAt: toEpochSeconds(expiry), downloads: 0 },
        },
      };
    }));
  } catch (error) {
    if (error instanceof AttemptSupersededError && !(await isWanted(deps, row, object))) {
      await objects.delete(object);
    }
    throw error;
  }
  // What has not answered yet can still come: then everything is written again.
  if (isOpenAtSystems(row.tasks)) await deletePieces(objects, object, pieces);
  else await objects.deleteParts(object);
  const lost = media?.lost.length ?? 0;
  if (lost > 0) deps.log.warn('MEDIA_LOST', { count: lost });
  deps.log.info('EXPORT_WRITTEN', { kind: row.kind, attempt: run.attempt });
  return { ...written, counts, status };
}

async function* requestedRecords(
  { policy, records }: FulfilmentDependencies,
  row: RequestRow,
  kind: ExportedKind,
): AsyncGenerator<OpenedRecord, void> {
  for await (const record of records[reading[kind]](row.subjectId)) {
    if (isRequested(policy, row, record)) yield record;
  }
}

/** Another attempt writes it, from the pages that systems have left beside it. */
async function isWanted(
  { requests }: FulfilmentDependencies,
  { requestId }: RequestRow,
  object: string,
): Promise<boolean> {
  const row = await requests.get(requestId);
  if (row === undefined || isCalledOff(row)) return false;
  return row.export?.object === object && row.export.deletedAt === undefined;
}
