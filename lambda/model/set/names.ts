import type { ObjectName } from '../../platform/objects/objects.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import { shardName } from './rows.ts';
import type { TrainingShard } from './training-set.ts';

/* Names of the objects of a set. All begin with that of the set, so that it is deleted as a whole. */

export const setObject = (setId: TrainingSetId): ObjectName => `training/${setId}`;
export const manifestObject = (setId: TrainingSetId): ObjectName => `training/${setId}.manifest`;
/** Whatever belongs to a shard has a name that begins with this one: it is deleted as a whole. */
export const shardParts = (setId: TrainingSetId, number: number): ObjectName =>
  `training/${setId}.${shardName(number)}`;
/**
 * A shard that people left is written again under another name: an object never changes, and a link to
 * the one before opens nothing.
 */
export const shardObject = ({ setId, number, revision = 'built' }: ShardPlace): ObjectName =>
  `${shardParts(setId, number)}.${revision}`;
export type ShardPlace = Pick<TrainingShard, 'setId' | 'number' | 'revision'>;
/** The lines of the manifest for one shard, as it was built. */
export const shardManifest = (setId: TrainingSetId, number: number): ObjectName =>
  `training/${setId}.${shardName(number)}.manifest`;

export const linesType = 'application/jsonl';
