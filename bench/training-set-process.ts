import { buildOn, startOfBuild } from '../lambda/model/set/build.ts';
import { writeManifest } from '../lambda/model/set/manifest.ts';
import { newTrainingSetId } from '../lambda/value/ids.ts';
import {
  milliseconds as at,
  plusSeconds,
  toEpochSeconds,
  toRfc3339,
} from '../lambda/value/time.ts';
import { timed } from './measure.ts';
import { partsOf } from './service.ts';
import type { Where } from './service.ts';
import { peakMegabytes } from './peak-memory.ts';

/** Builds a training set of everybody's prompts, and reports time and peak memory. */
const parts = partsOf(JSON.parse(process.argv[2] ?? '{}') as Where);
const setId = newTrainingSetId();
const now = toRfc3339(at(Date.now()));
const set: Parameters<typeof buildOn>[1] = {
  ...{ setId, version: 1, state: 'building', purpose: 'training', categories: ['prompt-text'] },
  ...{ policyVersion: parts.policy.version, requestedAt: now, changedAt: now, endsAt: now },
  ...{ people: 0, shards: 0, counts: {}, excludedBy: {}, left: {} },
  rememberedUntil: toEpochSeconds(plusSeconds(at(Date.now()), 86_400)),
};
const deps = { ...parts, peoplePerWave: 25, rowsPerPage: 100, rowsPerShard: 1_000 };
const stepMilliseconds = 20_000;

let found = 0;
const milliseconds = await timed(async () => {
  for (let place = startOfBuild; !place.isDone;) {
    const end = performance.now() + stepMilliseconds;
    place = await buildOn(deps, set, place, () => performance.now() >= end);
  }
  found = (await writeManifest(parts, setId)).records;
});
process.stdout.write(JSON.stringify({ milliseconds, peakMegabytes: peakMegabytes(), found }), () =>
  process.exit(),
);
