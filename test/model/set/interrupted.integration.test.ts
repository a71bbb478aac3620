import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trainingSetBuild } from '../../../lambda/model/set/needs.ts';
import { discardFrom } from '../../../lambda/model/set/shard.ts';
import { remove } from '../../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';
import { records } from '../../../lambda/record/table.ts';
import { interrupted } from '../../faults/connections.ts';
import { dyingAfter } from '../../faults/dying-after.ts';
import { actionsDuring, declaredBy } from '../../support/actions.ts';
import type { SetFixture } from './set-fixture.ts';
import { openSetFixture, withShardRows } from './set-fixture.ts';

let fixture: SetFixture;
beforeAll(async () => {
  fixture = await openSetFixture();
});
afterAll(() => fixture.stop());

const texts = (count: number, text = 'Plan a weekend.') =>
  Array.from({ length: count }, (_, index) => ({ text, index }));
const idsIn = (lines: readonly { readonly recordId: string }[]) =>
  lines.map(({ recordId }) => recordId);

describe('a build that is interrupted', () => {
  test.each([60_000, 0])(
    'has each record once, whichever write is its last: steps of %i ms',
    async (stepMilliseconds) => {
      const people = await Promise.all([1, 3].map((count) => fixture.trainee(texts(count))));
      const policy = withShardRows(fixture.policy, 2);
      let moments = 0;
      for (let writes = 1; ; writes += stepMilliseconds === 0 ? 4 : 1) {
        const setId = await fixture.request();
        const dying = dyingAfter(fixture, writes);
        const built = await fixture.build(setId, (run) => ({
          ...{ policy, stepMilliseconds, peoplePerWave: 1, rowsPerPage: 2 },
          ...(run === 1 && { database: dying }),
        }));
        const ids = idsIn(await fixture.linesIn(setId));
        expect(built.state, `write ${writes}`).toBe('ready');
        expect(new Set(ids).size, `write ${writes}`).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining(people.flatMap(({ ids: some }) => some)));
        expect(Object.values(built.counts)).toEqual([ids.length]);
        await discardFrom(fixture, setId, 1);
        if (!dying.died()) break;
        moments = writes;
      }
      expect(moments).toBeGreaterThan(5);
    },
    600_000,
  );

  test('leaves out who says no between the reading of a record and the shard', async () => {
    const { subjectId, ids } = await fixture.trainee(texts(2));
    const other = await fixture.trainee(texts(2));
    const setId = await fixture.request();
    let said = false;
    // The rows of people are written after everything was read and judged.
    const late = await interrupted(fixture, 'BatchExecuteStatement', async () => {
      await fixture.say(subjectId, 'withdrawn');
      await transact(fixture.database, [
        remove(records, { subjectId: other.subjectId, recordId: other.ids[0]! }, 1),
      ]);
      said = true;
    });

    const built = await fixture.build(setId, () => ({ database: late.database }));
    await late.stop();

    expect(said).toBe(true);
    expect(built.state).toBe('ready');
    const lines = idsIn(await fixture.linesIn(setId));
    expect(lines.filter((id) => ids.includes(id as never))).toEqual([]);
    expect(lines).not.toContain(other.ids[0]);
    expect(lines).toContain(other.ids[1]);
    expect(await fixture.rowsOf(subjectId)).toEqual([]);
    expect((await fixture.rowsOf(other.subjectId)).at(-1)?.records).toEqual([other.ids[1]]);
    expect(built.excludedBy).toMatchObject({ gone: 1 });
  });

  test('puts no content into checkpoints, logs and rows', async () => {
    await fixture.trainee([{ text: 'wolpertinger-in-checkpoint' }]);

    await fixture.build(await fixture.request());

    expect(await fixture.checkpoints()).not.toContain('wolpertinger');
    expect(fixture.lines.join('\n')).not.toContain('wolpertinger');
  });
});

test('the build uses no table beyond its needs', async () => {
  const setId = await fixture.request();
  const seen = await actionsDuring(fixture.database, () => fixture.build(setId));

  const declared = declaredBy(trainingSetBuild);
  const own = seen.filter((action) => !action.startsWith('workflow-'));
  expect(own.filter((action) => !declared.includes(action))).toEqual([]);
});
