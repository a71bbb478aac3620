import { entry } from '../ledger/store.ts';
import type { Purger } from '../platform/dynamo/facts.ts';
import { withholdingGrounds } from '../policy/vocabulary.ts';
import type { WithholdingGround } from '../policy/vocabulary.ts';
import { toRfc3339 } from '../value/time.ts';
import { countRows, deleteRows } from './delete-rows.ts';
import { overtake, withProgress } from './erasure.ts';
import { exemptPurposes } from './exempt-classes.ts';
import { advance } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { departErased } from '../model/set/departure/departures.ts';
import { countMedia, discardUploads, purgeMedia } from './purge-media.ts';
import { deletedTables } from './purged-tables.ts';
import { destroyLateKeys } from './revoke.ts';
import { isReopened, isSettling } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import { callOffTasks } from '../request/model/open-tasks.ts';
import { lockRemoval } from '../request/locks.ts';

export interface PurgedStep {
  /** Keys were made after the destruction: wait this long and purge again. Else 0. */
  readonly waitSeconds: number;
  readonly rows: number;
  readonly objects: number;
}

/** What each step of the purge removes; `forgetting` follows the certificate. */
type Purge = (deps: FulfilmentDependencies, row: RequestRow) => Promise<unknown>;
const purges: Readonly<Record<Exclude<Purger, 'forgetting' | 'key-destruction'>, Purge>> = {
  'deletion-unless-withheld': ({ records, policy }, row) =>
    records.purge(row.subjectId, {
      keep: new Map([...exemptPurposes(policy), ...exemptBefore(row)]),
    }),
  deletion: async ({ database }, { subjectId }) => {
    for (const table of deletedTables) await deleteRows(database, table, subjectId);
  },
};

/** What the first erasure exempted stays so, also where the policy of today gives no such ground. */
const exemptBefore = (row: RequestRow): (readonly [string, WithholdingGround])[] =>
  isReopened(row)
    ? (row.erasure?.withheld ?? []).flatMap(({ category, ground }) =>
        isGround(ground) ? [[category, ground] as const] : [],
      )
    : [];
const isGround = (ground: string): ground is WithholdingGround =>
  (withholdingGrounds as readonly string[]).includes(ground);

/** (e) Destroys keys made late, then deletes rows, files and exports. Counts are taken before, once. */
export async function purgePerson(deps: FulfilmentDependencies, run: Attempt): Promise<PurgedStep> {
  const late = await destroyLateKeys(deps, run);
  const counted = await countDoomed(deps, run);
  await (isSettling(counted) && !isReopened(counted)
    ? deps.records.purgeReleased(counted.subjectId)
    : purgeAll(deps, run));
  // Rows first: while a row is there, its file is. A crash between the two leaves files to this line.
  await purgeMedia(deps, counted.subjectId);
  const { rows = 0, objects = 0 } = counted.erasure ?? {};
  await advance(deps, run, async (row) =>
    row.erasure?.purgedAt !== undefined
      ? undefined
      : {
          events: [isSettling(row) ? 'held-data-erased' : 'data-purged'],
          set: withProgress(row, { purgedAt: toRfc3339(deps.clock()) }),
          extra: [await entry(deps, 'erasure.purged', { rows, objects })],
        },
  );
  return { ...late, rows, objects };
}

async function purgeAll(deps: FulfilmentDependencies, run: Attempt): Promise<void> {
  const row = await releaseLock(deps, run);
  const { subjectId } = row;
  await overtake(deps, subjectId);
  // Only their rows say whose they are.
  await discardUploads(deps, subjectId);
  // Only their rows say in which training sets they are, and what a trainer has to drop is listed first.
  await departErased(deps, subjectId);
  for (const purge of Object.values(purges)) await purge(deps, row);
  await deleteExports(deps, subjectId);
}

const countDoomed = (deps: FulfilmentDependencies, run: Attempt): Promise<RequestRow> =>
  advance(deps, run, async (row) => {
    if (row.erasure?.rows !== undefined) return undefined;
    const { subjectId } = row;
    const doomed = (await deps.records.count(subjectId)).filter(
      ({ withheld }) => withheld === undefined,
    );
    let rows = doomed.reduce((sum, { count }) => sum + count, 0);
    for (const table of deletedTables) rows += await countRows(deps.database, table, subjectId);
    let objects = await countMedia(deps, subjectId);
    for await (const other of deps.requests.everyOf(subjectId)) if (hasObject(other)) objects += 1;
    return {
      set: {
        ...withProgress(row, { rows, objects }),
        // Where something was left of a person, those of the erasure itself are shown.
        ...(!isReopened(row) && {
          counts: Object.fromEntries(doomed.map(({ category, count }) => [category, count])),
        }),
      },
    };
  });

const hasObject = ({ export: made }: RequestRow): boolean =>
  made !== undefined && made.deletedAt === undefined;

async function deleteExports(
  { requests, objects, clock }: FulfilmentDependencies,
  subjectId: RequestRow['subjectId'],
): Promise<void> {
  for await (const { requestId, export: made } of requests.everyOf(subjectId)) {
    if (made === undefined) continue;
    await objects.delete(made.object);
    await requests.change<'deleted-before'>(requestId, (row) =>
      row.export === undefined || row.export.deletedAt !== undefined
        ? { kind: 'leave', because: 'deleted-before' }
        : {
            kind: 'change',
            events: ['export-deleted'],
            set: {
              export: { ...row.export, deletedAt: toRfc3339(clock()) },
              // Nothing could be added to it any more.
              tasks: row.tasks && { ...callOffTasks(row.tasks, clock()) },
            },
          },
    );
  }
}

/** The lock of this request goes with the note that it is gone: closing must not miss it. */
const releaseLock = (deps: FulfilmentDependencies, run: Attempt): Promise<RequestRow> =>
  advance(deps, run, (row) =>
    row.lockReleased === true
      ? undefined
      : { set: { lockReleased: true }, extra: [lockRemoval(row)] },
  );
