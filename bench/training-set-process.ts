import type { BuildPlace } from '../lambda/model/set/build.ts';
import { buildOn, startOfBuild } from '../lambda/model/set/build.ts';
import { writeManifest } from '../lambda/model/set/manifest.ts';
import type { TrainingSetId } from '../lambda/value/ids.ts';
import {
  milliseconds as at,
  plusSeconds,
  toEpochSeconds,
  toRfc3339,
} from '../lambda/value/time.ts';
import { peakMegabytes } from './peak-memory.ts';
import { partsOf } from './service.ts';
import type { Where } from './service.ts';

/** What the process is asked for. */
export interface Building {
  readonly where: Where;
  readonly setId: TrainingSetId;
  /** Where a process before it had come to. */
  readonly place?: BuildPlace;
}

/** One line for each step, and the last for the manifest. */
export interface BuiltStep {
  readonly place: BuildPlace;
  readonly peakMegabytes: number;
  /** Records in the manifest, once it is written. */
  readonly found?: number;
}

const {
  where,
  setId,
  place: start = startOfBuild,
} = JSON.parse(process.argv[2] ?? '{}') as Building;
const parts = partsOf(where);
const now = toRfc3339(at(Date.now()));
const set: Parameters<typeof buildOn>[1] = {
  ...{ setId, version: 1, state: 'building', purpose: 'training', categories: ['prompt-text'] },
  ...{ policyVersion: parts.policy.version, requestedAt: now, changedAt: now, endsAt: now },
  ...{ people: 0, shards: 0, counts: {}, excludedBy: {}, left: {} },
  rememberedUntil: toEpochSeconds(plusSeconds(at(Date.now()), 86_400)),
};
const deps = { ...parts, peoplePerWave: 25, rowsPerPage: 100, rowsPerShard: 1_000 };
const stepMilliseconds = 60_000;
const say = (step: BuiltStep): boolean => process.stdout.write(`${JSON.stringify(step)}\n`);

let place = start;
while (!place.isDone) {
  const end = performance.now() + stepMilliseconds;
  place = await buildOn(deps, set, place, () => performance.now() >= end);
  say({ place, peakMegabytes: peakMegabytes() });
}
const { records: found } = await writeManifest(parts, setId);
say({ place, peakMegabytes: peakMegabytes(), found });
parts.database.client.destroy();
