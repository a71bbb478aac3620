import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSets } from '../../../lambda/model/set/store.ts';
import { scan } from '../../subject/subject-fixture.ts';
import { outbox } from '../../../lambda/ledger/table.ts';
import type { TrainingSetId } from '../../../lambda/value/ids.ts';
import { killAtEveryWrite } from '../../faults/kill-at-every-write.ts';
import type { SetFixture, Trainee } from './set-fixture.ts';
import { openSetFixture, withShardRows } from './set-fixture.ts';

const program = resolve(import.meta.dirname, 'dying-build-process.ts');

let fixture: SetFixture;
let people: Trainee[];
beforeAll(async () => {
  fixture = await openSetFixture();
  const texts = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ text: 'Plan a weekend.', index }));
  people = await Promise.all([1, 2, 3].map((count) => fixture.trainee(texts(count))));
  const refuses = await fixture.trainee(texts(2));
  await fixture.say(refuses.subjectId, 'withdrawn');
  people.push(refuses);
});
afterAll(() => fixture.stop());

test('a set whose builder SIGKILL ends at every write is the one that is built at once', async () => {
  const policy = withShardRows(fixture.policy, 2);
  const whole = await fixture.request();
  await fixture.build(whole, () => ({ policy, peoplePerWave: 2, rowsPerPage: 2 }));

  const killed = await fixture.request();
  const { endpoint, tables, keyFile, directory } = fixture;
  await fixture.workflow.start('training-set-build', killed, { setId: killed });
  const moments = await killAtEveryWrite(program, {
    ...{ endpoint, tables, keyFile, policy, objects: directory, execution: killed },
    now: new Date(fixture.clock()).toISOString(),
  });

  expect(await contentOf(killed)).toEqual(await contentOf(whole));
  expect((await contentOf(killed)).lines).toHaveLength(6);
  expect(await contentOf(killed)).toMatchObject({ state: 'ready', people: 3 });
  // A process died after each kind of write, and around each checkpoint.
  for (const write of ['ExecuteTransaction', 'BatchExecuteStatement', 'PutObject']) {
    expect(moments.filter((one) => one.startsWith(write)).length).toBeGreaterThan(2);
  }
  for (const step of ['begin', 'shards-1', 'manifest', 'conclude']) {
    expect(moments.some((one) => one.startsWith('before ') && one.includes(step))).toBe(true);
    expect(moments.some((one) => one.startsWith('after ') && one.includes(step))).toBe(true);
  }
}, 600_000);

/** What a set has, without what differs between any two: its id, times, and the salts of its lines. */
async function contentOf(setId: TrainingSetId) {
  const { state, shards, counts, excludedBy, ...set } = (await openSets(fixture).get(setId))!;
  const rows = await Promise.all(people.map(({ subjectId }) => fixture.rowsOf(subjectId)));
  const manifest = (await fixture.manifestOf(setId)).split('\n').filter(Boolean);
  const entries = (await scan(fixture, outbox)).filter(
    ({ type, codes }) =>
      type === 'training-set.built' && (codes as { setId?: string }).setId === setId,
  );
  return {
    ...{ state, shards, counts, excludedBy, people: set.people },
    lines: (await fixture.linesIn(setId)).map(({ recordId, content }) => [recordId, content]),
    manifest: manifest.map((line) => (JSON.parse(line) as { recordId: string }).recordId),
    rows: rows.map((some) =>
      some.filter((row) => row.setId === setId).map(({ number, records }) => [number, records]),
    ),
    entries: entries.length,
  };
}
