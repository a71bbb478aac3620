import type { Database } from '../../platform/dynamo/database.ts';
import type { Keyring } from '../../platform/keyring/keyring.ts';
import type { Clock, EpochMilliseconds } from '../../value/time.ts';
import { appendLeaves, rootOf, tileWidth } from '../model/tiles.ts';
import type { TilePlace } from '../model/tiles.ts';
import { beginLog, changeHead, readHead, signCheckpoint } from './head.ts';
import type { Head, Sequenced } from './head.ts';
import { addRows, numberRow, placeOf, readEdge, tilePart, TreeBrokenError } from './store.ts';
import type { TreeRow } from './store.ts';
import { closedHourAt, unsequenced } from './unsequenced.ts';

/** Their ids and hashes fit in one row, with room to spare. */
const entriesPerBatch = 500;

export interface SequenceDependencies {
  readonly database: Database;
  readonly keyring: Pick<Keyring, 'sign' | 'publicKey'>;
  readonly clock: Clock;
}

/**
 * `out-of-time`: entries are left for the next run. `overtaken`: another run is at work, and this one has
 * changed nothing that the other does not.
 */
export type SequenceOutcome = 'done' | 'out-of-time' | 'overtaken';

/**
 * Puts the entries of the outbox that are not in the tree into it. A batch with its numbers is fixed by
 * one conditional write of the head; all that follows is repeated by the next run until it is done.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws TreeBrokenError when the stored tree is not the one that was signed: nothing is signed then
 */
export async function sequence(
  deps: SequenceDependencies,
  until: EpochMilliseconds,
): Promise<{ readonly outcome: SequenceOutcome; readonly entries: number }> {
  const now = deps.clock();
  let head = (await readHead(deps.database)) ?? (await beginLog(deps));
  const size = head?.size ?? 0;
  const result = (outcome: SequenceOutcome) => ({ outcome, entries: (head?.size ?? size) - size });
  head = head && (await addBatch(deps, head));
  if (head === undefined) return result('overtaken');

  let batch: Sequenced[] = [];
  for await (const entry of unsequenced(deps.database, head, now)) {
    batch.push(entry);
    if (batch.length < entriesPerBatch) continue;
    head = await fixAndAdd(deps, head, { batch });
    if (head === undefined) return result('overtaken');
    if (deps.clock() >= until) return result('out-of-time');
    batch = [];
  }
  const closed = closedHourAt(now);
  const closedHour = closed > head.closedHour ? closed : head.closedHour;
  head = await fixAndAdd(deps, head, { batch, closedHour, lookedAt: now });
  return result(head === undefined ? 'overtaken' : 'done');
}

async function fixAndAdd(
  deps: SequenceDependencies,
  head: Head,
  changes: Partial<Head>,
): Promise<Head | undefined> {
  const fixed = await changeHead(deps.database, head, changes);
  return fixed && addBatch(deps, fixed);
}

/** Adds the batch of the head to the tree, whatever of it was added before; then the checkpoint covers it. */
async function addBatch(deps: SequenceDependencies, head: Head): Promise<Head | undefined> {
  const { origin, size, batch } = head;
  if (batch.length === 0) return head;
  const before = await readEdge(deps.database, size);
  if (Buffer.compare(rootOf(before), head.root) !== 0) {
    throw new TreeBrokenError('the tiles do not have the root that was signed');
  }
  const hashes = batch.map(({ hash }) => hash);
  const { edge, added } = appendLeaves(before, size, hashes);
  await addRows(deps.database, [
    ...added.map((place) => tileRow(place, batch, size)),
    ...batch.map(({ bucket, entryId }, index) => numberRow(bucket, entryId, size + index)),
  ]);
  const next = { size: size + batch.length, root: rootOf(edge) };
  const checkpoint = await signCheckpoint(deps, { origin, ...next });
  return changeHead(deps.database, head, { ...next, checkpoint, batch: [] });
}

function tileRow(
  { level, index, place, hash }: TilePlace,
  batch: readonly Sequenced[],
  size: number,
): TreeRow {
  const row = { part: tilePart({ level, index }), place: placeOf(place), hash };
  const entry = level === 0 ? batch[index * tileWidth + place - size] : undefined;
  return entry === undefined ? row : { ...row, bucket: entry.bucket, entryId: entry.entryId };
}
