import { afterAll, beforeAll, expect, test } from 'vitest';
import { remove } from '../../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';
import { departErased } from '../../../lambda/model/set/departure/departures.ts';
import { trainingSetBuild } from '../../../lambda/model/set/needs.ts';
import { buildSet } from '../../../lambda/model/set/run.ts';
import { openSets } from '../../../lambda/model/set/store.ts';
import { openSubjectKeys } from '../../../lambda/platform/keyring/subject-keys.ts';
import { subjects } from '../../../lambda/subject/table.ts';
import { boundTo } from '../../record/record-fixture.ts';
import { startPaced } from '../interleavings/paced-job.ts';
import { openDeparting } from './departing.ts';
import { openSetFixture, withShardRows } from './set-fixture.ts';
import type { SetFixture, Trainee } from './set-fixture.ts';

let fixture: SetFixture;
beforeAll(async () => {
  fixture = await openSetFixture();
});
afterAll(() => fixture.stop());

/** More calls of the database than a build of two records makes. */
const manyCalls = 200;

test.each([
  ['in one file', 2],
  ['in files of their own', 1],
])(
  'GDPR Art. 17: two people %s are erased at any two moments, and the set is built',
  async (_, shardRows) => {
    let moments = 0;
    for (let first = 0, isOver = false; !isOver; first += 1) {
      for (let second = 0; second < 8; second += 1) {
        const outcome = await buildWhileErasing(shardRows, [first, second]);
        expect({ first, second, ...outcome }).toMatchObject({ state: 'ready', lines: 0 });
        isOver = outcome.wasOver;
        moments += 1;
      }
    }
    expect(moments).toBeGreaterThan(100);
  },
  580_000,
);

/** Erases one person after so many calls of the build, and the other so many later. */
async function buildWhileErasing(shardRows: number, pauses: readonly [number, number]) {
  const people = [
    await fixture.trainee([{ text: 'one' }]),
    await fixture.trainee([{ text: 'two' }]),
  ];
  const policy = withShardRows(fixture.policy, shardRows);
  const setId = await fixture.request();
  const job = startPaced(fixture, (context, database) => {
    const parts = { ...fixture, policy, database: boundTo(trainingSetBuild, fixture, database) };
    const pace = { stepMilliseconds: 60_000, peoplePerWave: 2, rowsPerPage: 7 };
    const subjectKeys = openSubjectKeys({ ...parts, cacheSeconds: 1 });
    return buildSet({ ...parts, ...pace, subjectKeys, sets: openSets(parts) }, context, setId);
  });
  for (const [index, pause] of pauses.entries()) {
    await job.advance(pause);
    await erase(people[index]!);
  }
  const wasOver = job.hasEnded();
  await job.advance(manyCalls);
  await job.toTheEnd();

  const set = await openSets(fixture).get(setId);
  const lines = await fixture.linesIn(setId);
  for (const { subjectId } of people) {
    const { version } = (await fixture.subjects.get(subjectId))!;
    await transact(fixture.database, [remove(subjects, { subjectId }, version)]);
  }
  return { wasOver, state: set?.state, lines: lines.length };
}

async function erase({ subjectId }: Trainee): Promise<void> {
  await fixture.subjects.fence(subjectId);
  await departErased(openDeparting(fixture, fixture.directory).deps(), subjectId);
}
