import * as z from 'zod';
import {
  recordIdColumn,
  subjectIdColumn,
  timeColumn,
  trainingSetIdColumn,
} from '../../platform/dynamo/columns.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import type { TrainingSet } from './training-set.ts';
import { exclusionReasons, setStates } from './training-set.ts';

const count = z.int().nonnegative();
const hex = z.string();

export const setRow = z.object({
  setId: trainingSetIdColumn,
  version: z.int(),
  state: z.enum(setStates),
  purpose: z.string(),
  categories: z.array(z.string()),
  from: timeColumn.optional(),
  to: timeColumn.optional(),
  anonymity: z
    .object({
      quasi: z.array(z.string()),
      sensitive: z.array(z.string()),
      k: count,
      l: count.optional(),
    })
    .optional(),
  policyVersion: z.string(),
  requestedAt: timeColumn,
  changedAt: timeColumn,
  builtAt: timeColumn.optional(),
  endsAt: timeColumn,
  ...{ people: count, shards: count },
  counts: z.record(z.string(), count),
  excludedBy: z.partialRecord(z.enum(exclusionReasons), count),
  manifestSha256: hex.optional(),
  merkleRoot: hex.optional(),
  failingGroups: count.optional(),
  left: z.record(z.string(), z.object({ records: count, people: count })),
  firstLeftAt: timeColumn.optional(),
  lastLeftAt: timeColumn.optional(),
  departures: count.optional(),
  roundAt: timeColumn.optional(),
  roundShard: count.optional(),
}) satisfies z.ZodType<TrainingSet>;

/** `000001`: sorts as the number does. */
export const shardName = (number: number): string => String(number).padStart(6, '0');
export const shardIdOf = (setId: TrainingSetId, number: number): string =>
  `${setId}#${shardName(number)}`;

export const shardRow = z
  .object({
    setId: trainingSetIdColumn,
    shard: z.string(),
    version: z.int(),
    state: z.enum(['writing', 'written', 'deleted']),
    ...{ rows: count, bytes: count },
    sha256: hex.optional(),
    left: count.optional(),
    revision: z.string().optional(),
    leftovers: z.array(z.string()).optional(),
  })
  .transform(({ shard, ...row }) => ({ ...row, number: Number(shard) }));

export const trainingRow = z
  .object({
    subjectId: subjectIdColumn,
    shardId: z.string(),
    version: z.int(),
    purpose: z.string(),
    records: z.array(recordIdColumn),
    contentVersions: z.array(z.int()),
    addedAt: timeColumn,
  })
  .transform(({ shardId, ...row }) => {
    const [setId = '', shard = ''] = shardId.split('#');
    return { ...row, setId: setId as TrainingSetId, number: Number(shard) };
  });

export const exclusionRow = z.object({
  setId: trainingSetIdColumn,
  excluded: z.string(),
  at: timeColumn,
  records: z.array(recordIdColumn),
});
export type ExclusionRow = z.output<typeof exclusionRow>;
