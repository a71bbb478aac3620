import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readTrail } from '../../../local/gameday/trail.ts';

test.each([
  ['half a line', '{"eventName":"Get', ['one', 'two']],
  ['a line without its end', '{"eventName":"three"}', ['one', 'two']],
  ['nothing more', '', ['one', 'two']],
])('records are read while the runtime writes: the file ends with %s', async (_, last, names) => {
  const directory = await mkdtemp(join(tmpdir(), 'custos-trail-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'a.jsonl'), `{"eventName":"one"}\n{"eventName":"two"}\n${last}`);

  const records = await readTrail(directory);

  expect(records.map(({ eventName }) => eventName)).toEqual(names);
});
