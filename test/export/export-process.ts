import { join } from 'node:path';
import { newRecordId } from '../../lambda/value/ids.ts';
import { DirectoryObjects } from '../../local/adapters/objects/directory-objects.ts';
import { milliseconds, seconds, systemClock } from '../../lambda/value/time.ts';
import { writeRecords } from '../../lambda/export/files.ts';
import type { ExportedRecord } from '../../lambda/export/media.ts';
import { writeZip } from '../../lambda/export/export-zip.ts';

/** Writes an export of many records; run with a heap that holds a fraction of them. */
const [directory = '', count = '0', characters = '0'] = process.argv.slice(2);
const objects = new DirectoryObjects(
  { directory, baseUrl: 'http://127.0.0.1/objects', keyFile: join(directory, 'keys.json') },
  systemClock,
);
const now = Date.now();
const recordId = newRecordId();

async function* records(): AsyncGenerator<ExportedRecord, void> {
  for (let index = 0; index < Number(count); index += 1) {
    await Promise.resolve();
    yield {
      recordId,
      category: 'prompt-text',
      purposes: ['service-provision'],
      collectedAt: milliseconds(now),
      expiresAt: seconds(Math.floor(now / 1000) + 60),
      policyVersion: 'sha256:0',
      content: { index, text: `${index} words `.repeat(Number(characters) / 12) },
    };
  }
}

const name = 'exports/7b0e2a5e-4d0c-4a4b-9d0a-3f8f6f1b2c3d';
let exported = 0;
let files = 0;
await writeZip(objects, name, new Date(now), async (add) => {
  for (const category of await writeRecords(records(), add, milliseconds(now))) {
    exported += category.count;
    files += category.files.length;
  }
});
process.stdout.write(JSON.stringify({ exported, files, stored: await objects.exists(name) }));
