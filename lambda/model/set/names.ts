import type { ObjectName } from '../../platform/objects/objects.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import { shardName } from './rows.ts';

/* Names of the objects of a set. All begin with that of the set, so that it is deleted as a whole. */

export const setObject = (setId: TrainingSetId): ObjectName => `training/${setId}`;
export const manifestObject = (setId: TrainingSetId): ObjectName => `training/${setId}.manifest`;
export const shardObject = (setId: TrainingSetId, number: number): ObjectName =>
  `training/${setId}.${shardName(number)}`;
/** The lines of the manifest for one shard; deleted with it. */
export const shardManifest = (setId: TrainingSetId, number: number): ObjectName =>
  `training/${setId}.${shardName(number)}.manifest`;

export const linesType = 'application/jsonl';
