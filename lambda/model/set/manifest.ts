import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Objects } from '../../platform/objects/objects.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import { openTree } from '../../value/merkle.ts';
import { linesOf } from './line.ts';
import { linesType, manifestObject, shardManifest } from './names.ts';
import { shardsOf } from './store.ts';

export interface ManifestDependencies {
  readonly database: Database;
  readonly objects: Objects;
}

export interface Manifest {
  readonly records: number;
  /** Of the whole file, in hex. */
  readonly manifestSha256: string;
  /** RFC 6962 section 2.1 over its lines, without their ends, in hex. */
  readonly merkleRoot: string;
}

/**
 * Puts the manifests of all shards together, one at a time in memory. Done again it writes the same.
 *
 * @throws ManifestBrokenError where a part is missing or has other lines than its shard
 * @throws StoreUnavailableError, ObjectsUnavailableError
 */
export async function writeManifest(
  { database, objects }: ManifestDependencies,
  setId: TrainingSetId,
): Promise<Manifest> {
  const tree = openTree();
  const hash = createHash('sha256');
  async function* parts(): AsyncGenerator<Buffer, void> {
    for await (const { number, rows, state } of shardsOf(database, setId)) {
      const part = await objects.get(shardManifest(setId, number));
      const file = part === undefined ? '' : await text(part);
      const lines = linesOf(file);
      if (state !== 'written' || lines.length !== rows) throw new ManifestBrokenError(number);
      for (const line of lines) tree.add(line);
      hash.update(file);
      yield Buffer.from(file);
    }
  }
  await objects.put(manifestObject(setId), Readable.from(parts()), linesType);
  return { records: tree.size(), manifestSha256: hash.digest('hex'), merkleRoot: tree.root() };
}

/** The set cannot be ready: what it has is not what was written. */
export class ManifestBrokenError extends Error {
  override readonly name = 'ManifestBrokenError';

  constructor(shard: number) {
    super(`the manifest of shard ${shard} is missing or not complete`);
  }
}
