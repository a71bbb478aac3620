import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { writeZip } from '../../lambda/export/export-zip.ts';
import type { AddFile } from '../../lambda/export/export-zip.ts';
import { ObjectsUnavailableError } from '../../lambda/platform/objects/errors.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { DirectoryObjects } from '../../local/adapters/objects/directory-objects.ts';

const directory = mkdtempSync(join(tmpdir(), 'custos-zip-'));
afterAll(() => rmSync(directory, { recursive: true }));
const openStore = (place: string) =>
  new DirectoryObjects(
    {
      directory: place,
      baseUrl: 'http://127.0.0.1/objects',
      keyFile: join(directory, 'keys.json'),
    },
    systemClock,
  );
const objects = openStore(directory);
const name = 'exports/7b0e2a5e-4d0c-4a4b-9d0a-3f8f6f1b2c3d';

async function* broken(): AsyncGenerator<string, void> {
  yield 'some text';
  await delay(20);
  throw new Error('the database went away');
}

describe.each([0, 20])('a zip whose source fails after %i ms', (milliseconds) => {
  test.each<[string, (add: AddFile) => Promise<unknown>]>([
    [
      'before the first file',
      async () => {
        await delay(milliseconds);
        throw new Error('the database went away');
      },
    ],
    [
      'between two files',
      async (add) => {
        await add('one.json', ['{}']);
        await delay(milliseconds);
        throw new Error('the database went away');
      },
    ],
    [
      'within a file',
      async (add) => {
        await delay(milliseconds);
        await add('one.json', broken());
      },
    ],
  ])(
    '%s ends, and leaves nothing',
    async (_, produce) => {
      const written = writeZip(objects, name, new Date(), async (add) => void (await produce(add)));

      await expect(written).rejects.toThrow('the database went away');
      expect(readdirSync(join(directory, 'exports'))).toEqual([]);
    },
    5_000,
  );
});

test('a store that fails ends the zip and its source', async () => {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  const failing = openStore(file);

  const written = writeZip(failing, name, new Date(), async (add) => {
    for (;;) await add('endless.json', ['text '.repeat(20_000)]);
  });

  await expect(written).rejects.toThrow(ObjectsUnavailableError);
}, 5_000);
