import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { entry } from '../../ledger/store.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import { milliseconds, toEpochSeconds, toRfc3339 } from '../../value/time.ts';
import { addPeriod } from '../../policy/periods.ts';
import type { BuildDependencies, BuildPlace } from './build.ts';
import { buildOn, SetTooLargeError, startOfBuild } from './build.ts';
import { failingGroups } from './gate.ts';
import type { Manifest } from './manifest.ts';
import { ManifestBrokenError, writeManifest } from './manifest.ts';
import { setObject } from './names.ts';
import { discardFrom } from './shard.ts';
import type { Sets } from './store.ts';
import type { SetState, TrainingSet } from './training-set.ts';

export interface BuildingDependencies extends Omit<BuildDependencies, 'rowsPerShard'> {
  readonly sets: Sets;
  /** How long one step works before its checkpoint. */
  readonly stepMilliseconds: number;
}

const workflow = 'training-set-build';
/** The index of rows by shard follows them within moments; nothing bounds how many. */
const settleSeconds = 10;

export interface Built {
  readonly kind: 'built' | 'not-building';
}

/**
 * Builds a training set, checkpointed step by step. A crash loses one step, which is done again after
 * what it left is deleted, so that no record is in a set twice. Checkpoints have no content.
 *
 * @throws whatever a step could not get over, once the set is marked as failed and deleted
 */
export async function buildSet(
  deps: BuildingDependencies,
  context: DurableContext,
  setId: TrainingSetId,
): Promise<Built> {
  const { sets, log } = deps;
  const lasting = [SetTooLargeError, ManifestBrokenError, SetUnknownError];
  const step = stepsOf(context, { workflow, log, lasting });
  try {
    const isBuilding = await step(
      'begin',
      async () => (await sets.get(setId))?.state === 'building',
    );
    if (!isBuilding) return { kind: 'not-building' };
    let place = startOfBuild;
    for (let pages = 1; !place.isDone; pages += 1) {
      place = await step(`shards-${pages}`, () => buildStep(deps, setId, place));
    }
    await context.wait('settle', { seconds: settleSeconds });
    const manifest = await step('manifest', () => writeManifest(deps, setId));
    const failing = await step('anonymity', () => gate(deps, setId));
    const state = failing > 0 ? 'rejected' : 'ready';
    if (state === 'rejected') await step('discard', () => discard(deps, setId));
    await step('conclude', () => conclude(deps, setId, { state, place, manifest, failing }));
    log.info('WORKFLOW_ENDED', { workflow, count: manifest.records });
    return { kind: 'built' };
  } catch (error) {
    log.error('FAILED', error, { workflow });
    await step('discard-failed', () => discard(deps, setId));
    await step('fail', () => end(deps, setId, 'failed'));
    // Executions that fail raise the alarm; one that returned would not.
    throw error;
  }
}

async function buildStep(
  deps: BuildingDependencies,
  setId: TrainingSetId,
  from: BuildPlace,
): Promise<BuildPlace> {
  const end = performance.now() + deps.stepMilliseconds;
  const set = await known(deps, setId);
  const { trainingSets, controller } = deps.policy;
  const { lineage, shardRows } = trainingSets[set.purpose] ?? {};
  if (lineage === undefined || shardRows === undefined) throw new SetUnknownError();
  const requestedAt = milliseconds(Date.parse(set.requestedAt));
  const rememberedUntil = toEpochSeconds(addPeriod(requestedAt, lineage, controller.timeZone));
  const place = await buildOn(
    { ...deps, rowsPerShard: shardRows },
    { ...set, rememberedUntil },
    from,
    () => performance.now() >= end,
  );
  deps.log.info('WORKFLOW_STEP', { workflow, count: place.shards });
  return place;
}

async function gate(deps: BuildingDependencies, setId: TrainingSetId): Promise<number> {
  const { anonymity } = await known(deps, setId);
  return anonymity === undefined ? 0 : failingGroups(deps, setId, anonymity);
}

async function discard(deps: BuildingDependencies, setId: TrainingSetId): Promise<void> {
  await discardFrom(deps, setId, 1);
  await deps.objects.delete(setObject(setId));
}

interface Outcome {
  readonly state: SetState;
  readonly place: BuildPlace;
  readonly manifest: Manifest;
  readonly failing: number;
}

async function conclude(
  deps: BuildingDependencies,
  setId: TrainingSetId,
  { state, place, manifest, failing }: Outcome,
): Promise<void> {
  const { policy, clock, sets } = deps;
  const { shards, people, counts, excludedBy } = place;
  const { records, manifestSha256, merkleRoot } = manifest;
  const isReady = state === 'ready';
  await sets.change(
    setId,
    ({ state: before }) =>
      before === 'building'
        ? {
            ...{ state, people, counts: { ...counts } as TrainingSet['counts'], excludedBy },
            builtAt: toRfc3339(clock()),
            shards: isReady ? shards : 0,
            ...(isReady ? { manifestSha256, merkleRoot } : { failingGroups: failing }),
          }
        : undefined,
    async ({ purpose }) => [
      await entry({ policy, clock }, 'training-set.built', {
        ...{ setId, purpose, state, records, people },
        excluded: Object.values(excludedBy).reduce((sum, count) => sum + count, 0),
        ...(isReady && { manifestSha256 }),
      }),
    ],
  );
}

/** A set that has ended stays as it is. */
const end = async (
  { sets, policy, clock }: BuildingDependencies,
  setId: TrainingSetId,
  state: 'failed',
): Promise<void> => {
  await sets.change(
    setId,
    ({ state: before }) => (before === 'building' ? { state } : undefined),
    async ({ purpose }) => [
      await entry({ policy, clock }, 'training-set.built', {
        ...{ setId, purpose, state, records: 0, people: 0, excluded: 0 },
      }),
    ],
  );
};

async function known({ sets }: BuildingDependencies, setId: TrainingSetId): Promise<TrainingSet> {
  const set = await sets.get(setId);
  if (set === undefined) throw new SetUnknownError();
  return set;
}

/** The set, or its purpose in the policy, is gone while it is built. */
class SetUnknownError extends Error {
  override readonly name = 'SetUnknownError';

  constructor() {
    super('there is no such training set, or the policy does not name its purpose any more');
  }
}
