import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TableFacts } from '../lambda/platform/dynamo/facts.ts';
import { toAttribute } from '../lambda/platform/dynamo/statement.ts';
import type { Item } from '../lambda/platform/dynamo/statement.ts';
import { records } from '../lambda/record/table.ts';
import { subjects } from '../lambda/subject/table.ts';
import { newRecordId } from '../lambda/value/ids.ts';
import type { Benchmark, ReportProgress } from './measure.ts';
import { atMost, ratioOf } from './measure.ts';
import type { Service } from './service.ts';
import { openService } from './service.ts';

const perCall = 25;
const callsAtOnce = 8;

/** Peak memory of the search for the people affected by an incident, and how many it finds a second. */
export const affected = (people: number): Benchmark => ({
  name: 'affected',
  about: `finding and counting ${people} people with records of a category`,
  async run(progress) {
    const service = await openService();
    try {
      await fill(service, people, progress);
      const { milliseconds, peakMegabytes, found } = await inProcess(service);
      if (found !== people) throw new Error(`${found} of ${people} people were found`);
      progress(`${Math.round((people / milliseconds) * 1000)} people a second`);
      return [
        ratioOf(
          {
            name: `peak memory of finding ${people} people`,
            ...{ ours: peakMegabytes, limit: 256, unit: 'MB' },
            against: 'the whole process may have 256 MB, whatever the number of people',
          },
          atMost(1),
        ),
      ];
    } finally {
      await service.stop();
    }
  },
});

/** Rows as far as a search reads them: no content, because it opens none. */
async function fill(service: Service, people: number, progress: ReportProgress): Promise<void> {
  for (let made = 0; made < people; made += perCall * callsAtOnce) {
    await Promise.all(
      Array.from({ length: callsAtOnce }, async (_, call) => {
        const many = Math.min(perCall, people - made - call * perCall);
        const ids = Array.from({ length: Math.max(0, many) }, () => randomUUID());
        if (ids.length === 0) return;
        await put(service, subjects, ids.map(person));
        await put(service, records, ids.map(record));
      }),
    );
    if (made % 100_000 === 0) progress(`${made} of ${people} people written`);
  }
}

const person = (subjectId: string): Item => ({
  ...{ subjectId, status: 'active', version: 1, createdAt: Date.now(), residence: 'DE' },
});
const record = (subjectId: string): Item => ({
  ...{ subjectId, recordId: newRecordId(), version: 1, category: 'feedback' },
});

async function put({ database }: Service, table: TableFacts, items: readonly Item[]) {
  const name = database.physicalName(table);
  const requests = items.map((item) => ({
    PutRequest: {
      Item: Object.fromEntries(
        Object.entries(item).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, toAttribute(value)] as const],
        ),
      ),
    },
  }));
  await database.client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
}

interface Measured {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
  readonly found: number;
}

/** In a process of its own, to measure the memory of this work alone. */
async function inProcess({ where }: Service): Promise<Measured> {
  const script = join(import.meta.dirname, 'affected-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    // The limit of Lambda; on a large machine Node.js would grow rather than collect garbage.
    ...['--max-old-space-size=128', '--max-semi-space-size=8'],
    ...[script, JSON.stringify(where)],
  ]);
  return JSON.parse(stdout) as Measured;
}
