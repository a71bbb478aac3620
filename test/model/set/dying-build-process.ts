import { join } from 'node:path';
import { buildSet } from '../../../lambda/model/set/run.ts';
import { openSets } from '../../../lambda/model/set/store.ts';
import type { Objects } from '../../../lambda/platform/objects/objects.ts';
import type { TrainingSetId } from '../../../lambda/value/ids.ts';
import { DirectoryObjects } from '../../../local/adapters/objects/directory-objects.ts';
import { openDying } from '../../faults/dying-process.ts';
import { openDriving } from '../../incident/driving.ts';

/** Builds a set in a process of its own, which kills itself: after it wrote an object, too. */
const { given, moment, deps } = openDying();
const { objects: directory = '' } = given;
const keyFile = join(directory, 'objects-keys.json');
const baseUrl = 'http://127.0.0.1:8787/objects';
const stored = new DirectoryObjects({ directory, baseUrl, keyFile }, deps.clock);
const objects = new Proxy<Objects>(stored, {
  get: (target, name) => {
    if (name !== 'put') {
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    }
    return async (...args: Parameters<Objects['put']>) => {
      await target.put(...args);
      await moment('PutObject');
    };
  },
});

const driving = await openDriving(deps);
driving.drive('training-set-build', ({ setId }, context) =>
  buildSet(
    {
      ...{ ...deps, objects, sets: openSets(deps) },
      ...{ stepMilliseconds: 60_000, peoplePerWave: 2, rowsPerPage: 2 },
    },
    context,
    setId as TrainingSetId,
  ),
);
const status = await driving.ended(given.execution, 120);

process.exit(status === 'succeeded' ? 0 : 1);
